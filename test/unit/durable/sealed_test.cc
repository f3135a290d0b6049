// A sealed store is the same store, but for what lies in it.
#if defined(VALOR_SEAL)
#include "backends.h"

#include <catch2/catch.hpp>
#include <valor/durable/sealed.h>

using namespace valor::durable;
using namespace std::chrono_literals;

TEST_CASE("a sealed store hides snapshots, and does not take those of others", "[durable]")
{
    const std::string kind = GENERATE(from_range(all_kinds()));
    INFO(kind);
    scratch_store plain(kind);
    backend &in_clear = *plain.it;
    const auto s = sealed(std::move(plain.it), valor::key::random());
    CHECK(s->submit({"a", "order()", "1 order()\n", "the secret"}));
    CHECK(s->snapshot("a") == "the secret");
    CHECK(in_clear.snapshot("a")->find("secret") == std::string::npos);

    auto c = s->claim({"w", 1h, 1, {}});
    REQUIRE(c.size() == 1);
    CHECK(c[0].snapshot == "the secret");
    step t;
    t.id = "a";
    t.generation = c[0].generation;
    t.what = step::outcome::handed_back;
    t.children = {{"b", "order()", "1 order()\n", "another secret"}};
    CHECK(s->commit({&t, 1}).at(0) == verdict::committed);
    CHECK(s->snapshot("b") == "another secret");
    CHECK(in_clear.snapshot("b")->find("secret") == std::string::npos);
    CHECK(t.children[0].snapshot == "another secret"); // the caller's step stays as it was

    in_clear.submit({"forged", "order()", "1 order()\n", "not sealed"});
    CHECK_THROWS_AS(s->snapshot("forged"), valor::error);
    for (const claimed &each : s->claim({"w", 1h, 10, {}}))
        CHECK(each.snapshot == (each.id == "forged" ? "" : each.id == "b" ? "another secret" : each.snapshot));
}
#endif
