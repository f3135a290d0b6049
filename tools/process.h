// Running another program, for its answer. Invariant: no shell in between; it ends within the time given, or is ended.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

namespace command {

struct outcome {
    int status = -1;    // of its exit; -1: it did not start, or was ended by a signal
    std::string output; // standard output and error
    bool well() const { return status == 0; }
    // The line that says what went wrong: the first error, or else the last line.
    std::string reason() const;
};

// Runs a program (found along PATH) in a directory, in which its output is kept while it runs.
outcome run(const std::vector<std::string> &command, const std::filesystem::path &directory, int seconds = 120);

// A directory that is removed at the end.
class temporary_directory {
public:
    temporary_directory(); // throws failure
    temporary_directory(const temporary_directory &) = delete;
    ~temporary_directory();
    const std::filesystem::path &path() const { return path_; }

private:
    std::filesystem::path path_;
};

} // namespace command
