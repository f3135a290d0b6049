// References, pointers, iterators and views into vectors and strings that have room for more: nothing moves before it is full.
#include "harness.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <variant>
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

// A loop whose pass goes on to grow what it stands in: its element stays where it is.
ser_ctx<int> inside_a_loop() {
    std::vector<int> v;
    v.reserve(12);
    v = {1, 2, 3};
    int *p = &v[0];
    for (int &x : v) {
        co_await tick{};
        if (x < 2) continue;
        for (int i = 0; i < 6; ++i) v.push_back(i);
        x += 50;
        *p += 1;
        log(v, p == &v[0]);
        break;
    }
    std::vector<std::string> names;
    names.reserve(9);
    names = {"a", "b"};
    for (std::string &name : names) {
        co_await tick{};
        for (int i = 0; i < 4; ++i) names.push_back("more");
        name += "!";
        log(names);
        break;
    }
    co_return v[1];
}
VALOR_SCENARIO(inside_a_loop, [] { return inside_a_loop(); })

struct point {
    int x, y;
};
struct owns {
    std::vector<point> points;
    std::u16string wide;
    point *nearest = nullptr;
};

// How much there is can be asked; a child grows what its caller leads into; a closure does.
ser_ctx<int> grows(std::vector<point> &to, point &seen) {
    for (int i = 0; to.size() < to.capacity(); ++i) {
        to.push_back({i, co_await recv{i}});
        ++seen.x;
        log(to.size(), to.capacity());
    }
    co_return seen.x;
}
ser_ctx<int> across() {
    owns o;
    o.points.reserve(5);
    o.points.push_back({1, 2});
    o.wide.reserve(40);
    o.wide = u"ab";
    o.nearest = &o.points[0];
    char16_t &letter = o.wide[1];
    auto &[x, y] = o.points[0];
    const auto add = [&o] { o.points.front().y += 100; };
    int sum = co_await grows(o.points, o.points.front());
    for (int i = 0; i < 30; ++i) o.wide += u'c';
    co_await tick{};
    letter = u'X';
    add();
    x += 1000;
    log(o.nearest->x, o.nearest->y, x, y, int(o.wide[1]), o.points.capacity(), o.wide.capacity() >= 40);
    co_return sum;
}
VALOR_SCENARIO(across, [] { return across(); })

// A coroutine that is held, and its result; what is in a map, an optional and a variant.
ser_ctx<std::vector<int>> makes(int n) {
    std::vector<int> v;
    v.reserve(7);
    v.push_back(n);
    co_await tick{};
    co_return v;
}
ser_ctx<int> held() {
    auto child = makes(3);
    std::map<std::string, std::vector<int>> by_name;
    by_name["a"].reserve(6);
    by_name["a"] = {1};
    std::variant<int, std::vector<int>> either = by_name["a"];
    std::get<1>(either).reserve(5);
    int &one = by_name["a"][0];
    int *other = &std::get<1>(either)[0];
    std::vector<int> got = co_await child;
    const int *const last = &got.back();
    co_await tick{};
    for (int i = 0; i < 4; ++i) {
        by_name["a"].push_back(i);
        std::get<1>(either).push_back(i);
        got.push_back(i);
        co_await tick{};
    }
    one += 10, *other += 20;
    log(by_name["a"], std::get<1>(either), got, *last);
    co_return one;
}
VALOR_SCENARIO(held, [] { return held(); })

// Insertion while going through, which goes on where it was as long as nothing is rehashed.
ser_ctx<int> by_hash() {
    std::unordered_map<int, int> m;
    m.reserve(64);
    m[1] = 1;
    co_await tick{};
    int seen = 0;
    const auto buckets = m.bucket_count();
    for (auto i = m.begin(); i != m.end(); ++i) {
        if (i->first == 1)
            for (int k = 2; k < 60; ++k) m.emplace(k, k);
        ++seen;
    }
    log(seen >= 1, m.size(), m.bucket_count() == buckets);
    co_await tick{};
    std::unordered_set<std::string> names{"a", "b"};
    names.reserve(30);
    const std::string &a = *names.find("a");
    const auto before = names.bucket_count();
    co_await tick{};
    for (int k = 0; k < 28; ++k) names.insert(std::to_string(k));
    log(a, names.size(), names.bucket_count() >= before);
    co_await tick{};
    for (const auto &name : names) log(name);
    for (const auto &[k, v] : m) log(k, v);
    co_return seen > 0;
}
VALOR_SCENARIO(by_hash, [] { return by_hash(); })

// Nothing leads into it at the suspension; afterwards something does, and relies on what was reserved before. The result of a child, too.
ser_ctx<std::vector<int>> reserves(int n) {
    std::vector<int> v;
    v.reserve(20);
    v.push_back(n);
    co_await tick{};
    co_return v;
}
ser_ctx<int> before_it_matters() {
    std::string s;
    s.reserve(100);
    co_await tick{};
    std::vector<int> got = co_await reserves(3);
    co_await tick{};
    s += "x";
    const char *x = s.data();
    int &three = got[0];
    for (int i = 0; i < 19; ++i) got.push_back(i), s += "yyyy";
    three = 33;
    log(got[0], x == s.data(), s.capacity(), got.capacity());
    std::vector<bool> bits;
    bits.reserve(500);
    co_await tick{};
    bits.push_back(false);
    auto first = bits[0];
    while (bits.size() < 500) bits.push_back(false);
    first = true;
    log(bool(bits[0]));
    co_return got[0];
}
VALOR_SCENARIO(before_it_matters, [] { return before_it_matters(); })
} // namespace room
