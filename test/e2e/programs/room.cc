// References, pointers, iterators and views into vectors and strings that have room for more: nothing moves before it is full.
#include "harness.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace room {
using e2e::log, e2e::recv, e2e::tick, valor::ser_ctx;

ser_ctx<int> local_vector(int n) {
    std::vector<int> v;
    v.reserve(8);
    v.push_back(n);
    int &first = v.front();
    int *same = &v[0];
    auto at = v.begin();
    for (int i = 1; i < 8; ++i) {
        co_await tick{};
        v.push_back(i);
        first += 1;
        *same += 10;
        *at += 100;
        log(v, same == &v[0], at == v.begin());
    }
    co_return v.front();
}
VALOR_SCENARIO(local_vector, [] { return local_vector(1); })

// Nothing in it yet.
ser_ctx<int> from_the_end() {
    std::vector<std::string> v;
    v.reserve(4);
    auto next = v.begin();
    co_await tick{};
    v.emplace_back("a");
    co_await tick{};
    v.emplace_back("b");
    log(*next, next[1], v);
    co_return 1;
}
VALOR_SCENARIO(from_the_end, [] { return from_the_end(); })

ser_ctx<int> text() {
    std::string s;
    s.reserve(64);
    s = "short";
    char &first = s[0];
    std::string_view seen = s;
    for (int i = 0; i < 4; ++i) {
        co_await tick{};
        s += " and longer";
        first = static_cast<char>('A' + i);
        log(s, seen, seen.data() == s.data());
    }
    co_return static_cast<int>(s.size());
}
VALOR_SCENARIO(text, [] { return text(); })

struct shelf {
    std::vector<std::vector<std::string>> rows;
    std::optional<std::vector<int>> numbers;
};

ser_ctx<> fills(std::string &to, std::vector<std::string> &row) {
    for (int i = 0; i < 3; ++i) {
        to += "+";
        co_await tick{};
        row.push_back("row");
        to += std::to_string(co_await recv{i});
    }
}

// In members, in elements, in what is shared; from children.
ser_ctx<int> inside() {
    shelf s;
    s.rows.reserve(5);
    s.rows.emplace_back().reserve(9);
    s.rows[0].push_back("first");
    s.numbers.emplace().reserve(3);
    s.numbers->push_back(7);
    auto joint = std::make_shared<std::vector<int>>();
    joint->reserve(6);
    joint->push_back(5);
    std::string &word = s.rows[0][0];
    int &seven = (*s.numbers)[0], &five = joint->front();
    co_await fills(word, s.rows[0]);
    for (int i = 0; i < 2; ++i) {
        s.rows.emplace_back();
        s.numbers->push_back(i);
        joint->push_back(i);
        co_await tick{};
        word += "!", ++seven, ++five;
        log(s.rows, *s.numbers, *joint);
    }
    co_return seven + five;
}
VALOR_SCENARIO(inside, [] { return inside(); })
} // namespace room
