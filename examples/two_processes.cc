// One coroutine, two processes.
//
//   ./two_processes save | ./two_processes restore       starts here, ends there: two process ids in the log
//   ./two_processes save | ./two_processes restore 1000  the same, and the first answer is given from outside
//   ./two_processes run                                  from start to end in this process
//
// The log goes to standard error, the snapshot through standard output and input.
#include <valor.h>

#include <coroutine>
#include <cstdlib>
#include <iostream>
#include <iterator>
#include <string>
#include <string_view>
#include <unistd.h>

namespace {

void log(std::string_view what) { std::cerr << "[pid " << getpid() << "] " << what << std::endl; }

// Stands for work done elsewhere: to await it is to suspend, and by the time of the next resume() the answer is there.
// An aggregate, so it is saved as it is; in the other process it waits on.
struct remote_op {
    int question;

    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<>) const { log("asks " + std::to_string(question)); }
    int await_resume() const
    {
        log("gets the answer for " + std::to_string(question));
        return question * question;
    }
};

// Nothing to wait for but the next resume().
struct next_turn {
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<>) const { log("pauses"); }
    void await_resume() const noexcept {}
};

valor::ser_ctx<int> k(int in)
{
    log("k starts with " + std::to_string(in));
    auto j = co_await remote_op{in} + co_await remote_op{13};
    log("both answers together are " + std::to_string(j));
    co_await next_turn{};
    log("k ends");
    co_return j;
}

int run_to_end(valor::ser_ctx<int> coroutine)
{
    while (coroutine)
        coroutine.resume();
    log("the result is " + std::to_string(coroutine.get()));
    return EXIT_SUCCESS;
}

int save()
{
    auto coroutine = valor::start(k(7)); // to its first suspension
    std::cout << coroutine.serialize() << std::flush;
    return std::cout ? EXIT_SUCCESS : EXIT_FAILURE;
}

std::string read_all(std::istream &in) { return {std::istreambuf_iterator<char>(in), {}}; }

int restore(const std::string &snapshot) { return run_to_end(valor::restore<int>(snapshot)); }

int restore_with_answer(const std::string &snapshot, int answer) { return run_to_end(valor::continue_from(snapshot, k, answer)); }

int usage()
{
    std::cerr << "usage: two_processes save | restore [ANSWER] | run\n";
    return EXIT_FAILURE;
}

} // namespace

int main(int argc, char **argv)
try {
    const std::string_view mode = argc > 1 ? argv[1] : "";
    if (mode == "save" && argc == 2)
        return save();
    if (mode == "restore" && argc == 2)
        return restore(read_all(std::cin));
    if (mode == "restore" && argc == 3)
        return restore_with_answer(read_all(std::cin), std::atoi(argv[2]));
    if (mode == "run" && argc == 2)
        return run_to_end(k(7));
    return usage();
}
catch (const std::exception &e) {
    std::cerr << "two_processes: " << e.what() << '\n';
    return EXIT_FAILURE;
}
