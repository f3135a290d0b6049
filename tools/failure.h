// What a command reports when it cannot do its work. Invariant: the text names the file, and the byte where there is one.
#pragma once
#include <stdexcept>
#include <string>

namespace command {

class failure : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

// The exit statuses, as those of diff(1).
enum status { same = 0, different = 1, trouble = 2 };

} // namespace command
