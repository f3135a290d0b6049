// The room of vectors and strings in snapshots: kept, counted as memory, and forged.
#include "forge.h"

#include <catch2/catch.hpp>

#include <memory>
#include <string>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace rooms {

using test::event;
using valor::ser_ctx;

struct unmoved { // cannot grow
    explicit unmoved(int v) : value(v) {}
    unmoved(const unmoved &) = delete;
    auto tuple_for_serialization() { return std::tie(value); }
    auto tuple_for_serialization() const { return std::tie(value); }
    int value = 0;
};

inline ser_ctx<int> roomy(std::vector<int> v, std::string text)
{
    FUNCTION("roomy(std::vector<int>, std::string)", 1, static auto call(decltype(v) __p1, decltype(text) __p2) {
        return ::rooms::roomy(static_cast<decltype(__p1) &&>(__p1), static_cast<decltype(__p2) &&>(__p2));
    })
    ASKED(0, "v,text", v, text)
    TARGET()
    std::shared_ptr<std::u16string> wide = INIT(wide, auto x = std::make_shared<std::u16string>(u"wide"); x->reserve(50); return x);
    std::vector<std::vector<bool>> bits = INIT(bits, std::vector<std::vector<bool>> x(1); x[0].reserve(200); return x);
    AT(1, event{1});
    ASKED(1, "v,text,wide,bits", v, text, wide, bits)
    const int *const first = &v[0];
    v.push_back(__va1.result());
    co_return first == &v[0] ? static_cast<int>(v.capacity() * 1000 + text.capacity()) + (wide->capacity() == 50) + (bits[0].capacity() >= 200) : -1;
}

inline ser_ctx<int> suspended(std::size_t capacity = 10, std::size_t length = 60)
{
    std::vector<int> v;
    v.reserve(capacity);
    v = {1, 2};
    std::string text;
    text.reserve(length);
    auto c = roomy(std::move(v), std::move(text));
    c.resume();
    return c;
}
inline std::error_code refused(const std::string &bytes, const valor::limits &l = {})
{
    try {
        (void)valor::restore<int>(bytes, l);
    } catch (const valor::error &e) {
        return e.code();
    }
    return {};
}
// The list of rooms is the last thing in a snapshot: of (offset, spare), four bytes each.
inline std::string with_last_spare(std::string bytes, std::uint32_t spare)
{
    for (int i = 0; i < 4; ++i)
        bytes[bytes.size() - 4 + static_cast<std::size_t>(i)] = static_cast<char>(spare >> (24 - 8 * i));
    return test::sign(bytes);
}

// Written with that many rooms, and read with them.
template <class... T> std::tuple<T...> again(std::size_t count, const T &...values)
{
    std::string out, list;
    uf::room_notes notes(std::pmr::new_delete_resource());
    {
        uf::writer w(out), listed(list);
        w.rooms = &notes;
        (uf::encode(w, values), ...);
        listed.count(notes.all.size());
        for (const uf::room &r : notes.all)
            listed.count(r.offset), listed.count(r.spare);
    }
    CHECK(notes.all.size() == count);
    uf::reader listed(list), in(out);
    uf::room_list kept;
    kept.read(listed);
    in.rooms = &kept;
    return std::tuple<T...>{uf::decode<T>(in)...};
}

} // namespace rooms

TEST_CASE("what was reserved is there after a restore")
{
    const std::string bytes = rooms::suspended().serialize();
    CHECK(bytes[valor::detail::value_start] == valor::detail::version_with_rooms);
    auto c = valor::restore<int>(bytes);
    CHECK(c.serialize() == bytes);
    c.resume();
    CHECK(c.get() == 10 * 1000 + 60 + 2);
}

TEST_CASE("a snapshot without room is of the version before")
{
    auto c = rooms::roomy({1, 2}, "short");
    CHECK(c.serialize()[valor::detail::value_start] == valor::detail::version_without_rooms);
}

TEST_CASE("room counts as memory")
{
    const std::string large = rooms::suspended(1'000'000).serialize();
    CHECK(rooms::refused(large, {.memory = 1 << 20}) == valor::errc::limit_exceeded);
    CHECK(rooms::refused(large) == std::error_code());
    CHECK(rooms::refused(rooms::with_last_spare(large, 0xffffffff)) == valor::errc::limit_exceeded);
}

TEST_CASE("forged rooms")
{
    const std::string bytes = rooms::suspended().serialize();
    // One for no container, one out of order, another version.
    std::string bad = bytes;
    bad[bytes.size() - 7] = '\x7f';
    CHECK(rooms::refused(test::sign(bad)) == std::error_code());
    bad = bytes;
    bad[bytes.size() - 8] = bad[bytes.size() - 7] = bad[bytes.size() - 6] = bad[bytes.size() - 5] = '\0';
    CHECK(rooms::refused(test::sign(bad)) == valor::errc::malformed);
    for (const char version : {'\1', '\2', '\4'}) {
        bad = bytes;
        bad[valor::detail::value_start] = version;
        CHECK(rooms::refused(test::sign(bad)) == make_error_code(version == '\4' ? valor::errc::unsupported_version : valor::errc::malformed));
    }
    test::forge<int>(bytes, 20000);
}

TEST_CASE("containers by hash keep how many elements fit without a rehash")
{
    std::unordered_map<int, std::string> m;
    m.max_load_factor(2);
    m.reserve(100);
    m[1] = "one";
    std::unordered_multiset<int> s{5, 5, 6};
    s.rehash(50);
    auto [m2, s2, none] = rooms::again(2, m, s, std::unordered_set<int>());
    CHECK(none.empty());
    CHECK((m2 == m && s2 == s));
    const std::size_t buckets = m2.bucket_count(), others = s2.bucket_count();
    CHECK(buckets >= 100);
    CHECK(others >= s.bucket_count());
    for (int i = 0; i < 99; ++i)
        m2.emplace(i + 2, "more");
    while (s2.size() < 50)
        s2.insert(7);
    CHECK(m2.bucket_count() == buckets);
    CHECK(s2.bucket_count() == others);
}

TEST_CASE("the order of containers by hash with different keys is kept")
{
    std::unordered_map<std::string, int> m;
    std::unordered_set<int> s;
    std::mt19937 random(3);
    for (int i = 0; i < 300; ++i) {
        const unsigned x = random();
        x % 7 == 0 ? void(m.erase(std::to_string(x % 40))) : void(m.emplace(std::to_string(x % 200), i));
        x % 5 == 0 ? void(s.erase(static_cast<int>(x % 30))) : void(s.insert(static_cast<int>(x % 1000)));
    }
    const auto [m2, s2] = rooms::again(2, m, s);
    CHECK(m2.bucket_count() == m.bucket_count());
    CHECK(std::equal(m.begin(), m.end(), m2.begin(), m2.end()));
    CHECK(std::equal(s.begin(), s.end(), s2.begin(), s2.end()));
}

TEST_CASE("a container by hash that is fuller than its load factor allows now")
{
    std::unordered_set<int> s{1, 2, 3, 4, 5};
    s.max_load_factor(0.1f);
    const auto [s2] = rooms::again(1, s);
    CHECK(s2 == s);
}

TEST_CASE("containers of what cannot be moved have no room")
{
    std::string out;
    uf::writer w(out);
    uf::room_notes notes(std::pmr::new_delete_resource());
    w.rooms = &notes;
    std::vector<int> three{1, 2, 3};
    std::vector<rooms::unmoved> v(three.begin(), three.end());
    v.pop_back();
    uf::encode(w, v);
    CHECK(notes.all.empty());
    three.pop_back();
    uf::encode(w, three);
    CHECK(notes.all.size() == 1);
    CHECK(notes.all[0].spare == 1);
}
