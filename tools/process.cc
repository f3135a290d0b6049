#include "process.h"

#include "failure.h"
#include "input.h"

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

extern char **environ;

namespace command {
namespace {

// Into a file: a pipe would have to be emptied meanwhile.
int start(pid_t &child, const std::vector<std::string> &command, const std::string &output)
{
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
    std::vector<char *> arguments;
    for (const std::string &a : command)
        arguments.push_back(const_cast<char *>(a.c_str()));
    arguments.push_back(nullptr);
    const int problem = posix_spawnp(&child, arguments[0], &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    return problem;
}

// The status as waitpid gives it; ends what takes too long.
int wait_for(pid_t child, int seconds)
{
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
    int status = 0;
    for (;;) {
        const pid_t done = waitpid(child, &status, WNOHANG);
        if (done == child || (done < 0 && errno != EINTR))
            return status;
        if (std::chrono::steady_clock::now() > end)
            kill(child, SIGKILL);
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
}

} // namespace

std::string outcome::reason() const
{
    std::string last;
    for (std::size_t at = 0; at < output.size();) {
        const std::size_t end = std::min(output.find('\n', at), output.size());
        const std::string line = output.substr(at, end - at);
        if (const std::size_t error = line.find("error: "); error != std::string::npos)
            return line.substr(error + 7);
        last = line.empty() ? last : line;
        at = end + 1;
    }
    return last.empty() ? "it says nothing" : last;
}

outcome run(const std::vector<std::string> &command, const std::filesystem::path &directory, int seconds)
{
    const std::string output = (directory / "output").string();
    pid_t child = 0;
    if (const int problem = start(child, command, output))
        return {-1, std::strerror(problem)};
    const int status = wait_for(child, seconds);
    outcome o{WIFEXITED(status) ? WEXITSTATUS(status) : -1, read_file(output)};
    if (WIFSIGNALED(status))
        o.output += std::string("\nended by the signal ") + strsignal(WTERMSIG(status)) + "\n";
    return o;
}

temporary_directory::temporary_directory()
{
    std::error_code error;
    std::string name = (std::filesystem::temp_directory_path(error) / "valor-XXXXXX").string();
    if (error || !mkdtemp(name.data()))
        throw failure("no temporary directory can be made (TMPDIR): " + (error ? error.message() : std::strerror(errno)));
    path_ = name;
}

temporary_directory::~temporary_directory()
{
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

} // namespace command
