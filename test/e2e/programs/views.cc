// Views of text and of elements: what is saved is viewed again where it stands, other text is copied.
#include "harness.h"

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace views {
using e2e::log, e2e::recv, e2e::tick, valor::ser_ctx;

ser_ctx<int> words(std::string_view text) {
    int n = 0;
    while (!text.empty()) {
        std::string_view word = text.substr(0, text.find(' '));
        text.remove_prefix(std::min(text.size(), word.size() + 1));
        n += int(word.size()) * co_await recv{n};
        log(word, "|", text);
    }
    co_return n;
}
ser_ctx<int> of_saved() {
    std::string s = "some words of a text that is long";
    std::string_view whole = s, tail = whole.substr(whole.size());
    int n = co_await words(s);
    n += co_await words("a literal text");
    co_await tick{};
    s[0] = 'S';
    log(whole, tail.empty(), tail.data() == s.data() + s.size(), whole.data() == s.data());
    co_return n;
}
VALOR_SCENARIO(text, [] { return of_saved(); })

ser_ctx<const char *> names(int n) {
    const char *name = n == 1 ? "one" : "many";
    const char *rest = name + 1;
    co_await tick{};
    log(name, rest, rest - name);
    co_return name;
}
ser_ctx<> literals(const char *given, std::string_view viewed) {
    const char *none = nullptr;
    const char *one = co_await names(1);
    const char *many = co_await names(2);
    const char *at = given;
    int length = 0;
    while (*at) {
        ++at;
        length += 1 + 0 * co_await recv{length};
    }
    log(given, viewed, one, many, none == nullptr, at - given == length);
}
VALOR_SCENARIO(literal, [] { return literals("abc", "viewed"); })

ser_ctx<int> half(std::span<int> all, std::span<const int, 2> ends) {
    for (auto i = all.begin(); i != all.end(); ++i) *i += co_await recv{1};
    co_return ends[0] + ends[1];
}
ser_ctx<int> spans() {
    std::vector<int> v{1, 2, 3, 4, 5};
    std::array<int, 2> fixed{7, 8};
    std::span<int> middle = std::span(v).subspan(1, 3), nothing, end = std::span(v).subspan(5);
    int r = co_await half(middle, fixed);
    r += co_await half(std::span(v).first(1), fixed);
    co_await tick{};
    middle[0] = -1;
    log(v, middle.size(), nothing.data() == nullptr, end.data() == v.data() + 5, end.empty());
    co_return r;
}
VALOR_SCENARIO(elements, [] { return spans(); })

struct parsed {
    std::string source;
    std::vector<std::string_view> parts;
};
ser_ctx<> members() {
    auto p = std::make_unique<parsed>(parsed{"key=value=more and more text", {}});
    for (std::string_view rest = p->source; !rest.empty();) {
        std::string_view part = rest.substr(0, rest.find('='));
        rest.remove_prefix(std::min(rest.size(), part.size() + 1));
        p->parts.push_back(part);
        co_await tick{};
    }
    p->source[0] = 'K';
    log(p->parts, p->parts[0].data() == p->source.data());
}
VALOR_SCENARIO(in_members, [] { return members(); })
} // namespace views
