// Sealed text comes back whole or not at all.
#include <catch2/catch.hpp>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <valor/seal.h>
#include <vector>

namespace {

bool refused(std::string_view sealed, const valor::key &k)
{
    try {
        valor::unseal(sealed, k);
        return false;
    } catch (const valor::error &e) {
        return e.code() == valor::errc::bad_seal;
    }
}

template <class F> bool throws_bad_seal(F f)
{
    try {
        f();
        return false;
    } catch (const valor::error &e) {
        return e.code() == valor::errc::bad_seal;
    }
}

} // namespace

TEST_CASE("what is sealed comes back", "[seal]")
{
    const valor::key k = valor::key::random();
    for (const std::string &text : {std::string(), std::string("x"), std::string("a\0b", 3), std::string(1'000'000, 'y')}) {
        const std::string sealed = valor::seal(text, k);
        CHECK(sealed.size() == text.size() + 46);
        CHECK(valor::unseal(sealed, k) == text);
        CHECK(valor::seal(text, k) != sealed); // another nonce
    }
    CHECK(valor::seal("a secret text", k).find("secret") == std::string::npos);
}

TEST_CASE("no changed byte gets through", "[seal]")
{
    const valor::key k = valor::key::random();
    const std::string sealed = valor::seal("some text", k);
    for (std::size_t at = 0; at < sealed.size(); ++at)
        for (unsigned flip = 1; flip < 256; ++flip) {
            std::string changed = sealed;
            changed[at] = static_cast<char>(static_cast<unsigned char>(changed[at]) ^ flip);
            if (!refused(changed, k))
                FAIL("byte " << at << " with " << flip);
        }
}

TEST_CASE("neither does a part, more, another key, or something else", "[seal]")
{
    const valor::key k = valor::key::random();
    const std::string sealed = valor::seal("some text", k), other = valor::seal("some more", k);
    for (std::size_t n = 0; n < sealed.size(); ++n)
        if (!refused(std::string(sealed, 0, n), k))
            FAIL("the first " << n << " bytes");
    CHECK(refused({}, k));
    CHECK(refused(sealed + '\0', k));
    CHECK(refused("x" + sealed, k));
    CHECK(refused(sealed.substr(0, 30) + other.substr(30), k)); // the nonce of one, the text of the other
    CHECK(refused(sealed, valor::key::random()));
    CHECK(refused(std::string(200, '\0'), k));
    CHECK(refused("some text that was never sealed, and is long enough", k));
}

TEST_CASE("keys", "[seal]")
{
    const valor::key k = valor::key::random();
    CHECK(k != valor::key::random());
    CHECK(k == valor::key::from_bytes(k.bytes()));
    CHECK(valor::unseal(valor::seal("text", k), valor::key::from_bytes(std::string(k.bytes()))) == "text");
    for (const std::size_t n : {0, 31, 33})
        CHECK(throws_bad_seal([&] { valor::key::from_bytes(std::string(n, 'k')); }));

    valor::key from = k, to = std::move(from);
    CHECK(to == k);
    CHECK(from.bytes() == std::string(valor::key::size, '\0')); // moved from: wiped
    from = std::move(to);
    CHECK(from == k);
    CHECK(to.bytes() == std::string(valor::key::size, '\0'));
}

TEST_CASE("keys from passwords", "[seal]")
{
    const std::string salt(valor::key::salt_size, 's'), other_salt(valor::key::salt_size, 't');
    const valor::key k = valor::key::from_password("correct horse", salt);
    CHECK(k == valor::key::from_password("correct horse", salt));
    CHECK(k != valor::key::from_password("correct horse", other_salt));
    CHECK(k != valor::key::from_password("", salt));
    CHECK(throws_bad_seal([&] { valor::key::from_password("correct horse", "short"); }));
}

TEST_CASE("from many threads", "[seal]")
{
    const valor::key k = valor::key::random();
    std::vector<std::thread> threads;
    std::vector<int> good(4);
    for (int &g : good)
        threads.emplace_back([&k, &g] {
            for (int i = 0; i < 100; ++i)
                g += valor::unseal(valor::seal(std::to_string(i), k), k) == std::to_string(i);
        });
    for (std::thread &t : threads)
        t.join();
    CHECK(good == std::vector<int>(4, 100));
}
