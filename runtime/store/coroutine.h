// A coroutine of this program whose result type only its snapshot knows. What ser_ctx<R> and restore<R> do, without R.
// Invariant: holds the coroutine that the snapshot named, suspended or finished.
#pragma once
#include <valor/durable/value.h>
#include <valor/at_child.h>

#include <string>
#include <string_view>

namespace valor::durable::detail {

class coroutine {
public:
    explicit coroutine(std::string_view snapshot); // throws as restore<R>
    coroutine(const coroutine &) = delete;

    void resume();
    bool done() const noexcept;
    bool started() const noexcept;
    // Does anything go on with the next resume()? False where all wait for something that was not met.
    bool runnable() const noexcept;
    std::string save() const;
    value result() const; // when it is done; throws what escaped it

private:
    valor::detail::holder root_;
};

// The key of the outermost function.
std::string function_of(std::string_view snapshot);
// "fingerprint key" for each function of the chain, sorted, a line each. Throws for what is no snapshot.
std::string layout_of(std::string_view snapshot);
// The same of all functions that this program has.
std::string functions_of_program();
// Does this program have each of those functions, unchanged?
bool has_layout(std::string_view layout);

} // namespace valor::durable::detail
