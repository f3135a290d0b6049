// The world outside of the store: a file with a line for each thing that was done, which knows what it has done by a key.
// Invariant: processes may die at any moment; a line is there whole or not at all.
#pragma once
#include <fcntl.h>
#include <fstream>
#include <map>
#include <string>
#include <string_view>
#include <sys/file.h>
#include <unistd.h>

class bank {
public:
    explicit bank(std::string file) : file_(std::move(file)) {}

    // False: it was done before.
    bool act(std::string_view key) const
    {
        const int lock = ::open((file_ + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        ::flock(lock, LOCK_EX); // a process that ends gives it up
        const bool known = all().contains(std::string(key));
        if (!known)
            append(std::string(key) + "\n");
        ::close(lock);
        return !known;
    }
    std::map<std::string, int> all() const
    {
        std::map<std::string, int> out;
        std::ifstream in(file_);
        for (std::string line; std::getline(in, line);)
            ++out[line];
        return out;
    }

private:
    void append(const std::string &line) const
    {
        const int file = ::open(file_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        [[maybe_unused]] const auto written = ::write(file, line.data(), line.size());
        ::close(file);
    }
    std::string file_;
};
