// Worker processes that can be killed, stopped and continued. Invariant: none outlives its object.
#pragma once
#include <csignal>
#include <spawn.h>
#include <stdexcept>
#include <string>
#include <sys/wait.h>
#include <utility>
#include <vector>

extern char **environ;

class process {
public:
    // This program, with these arguments.
    explicit process(std::vector<std::string> arguments) : arguments_(std::move(arguments)) { start(); }
    process(process &&o) noexcept : arguments_(std::move(o.arguments_)), pid_(std::exchange(o.pid_, 0)) {}
    ~process() { kill(); }

    void start()
    {
        std::string self = "/proc/self/exe";
        std::vector<char *> argv{self.data()};
        for (std::string &a : arguments_)
            argv.push_back(a.data());
        argv.push_back(nullptr);
        if (posix_spawn(&pid_, self.c_str(), nullptr, nullptr, argv.data(), environ) != 0)
            throw std::runtime_error("cannot start a process");
    }
    void kill() noexcept
    {
        if (!pid_)
            return;
        ::kill(pid_, SIGKILL); // a stopped one, too
        ::waitpid(pid_, nullptr, 0);
        pid_ = 0;
    }
    void stop() const noexcept { ::kill(pid_, SIGSTOP); }
    pid_t pid() const noexcept { return pid_; }
    // The status of its exit, or the negative number of the signal that ended it.
    int wait()
    {
        int status = 0;
        ::waitpid(std::exchange(pid_, 0), &status, 0);
        return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    }
    bool has_ended()
    {
        int status = 0;
        if (::waitpid(pid_, &status, WNOHANG) != pid_)
            return false;
        pid_ = 0;
        return true;
    }

private:
    std::vector<std::string> arguments_;
    pid_t pid_ = 0;
};
