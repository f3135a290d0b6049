// A test framework of macros: registration at start, decomposed expressions.
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>

#include <stdexcept>
#include <vector>

TEST_CASE("sections and generators", "[foreign]") {
    std::vector<int> v{1, 2};
    SECTION("grows") {
        const int n = GENERATE(1, 2, 3);
        v.push_back(n);
        REQUIRE(v.size() == 3);
        CHECK_FALSE(v.empty());
    }
    SECTION("throws") { REQUIRE_THROWS_AS(v.at(2), std::out_of_range); }
}
TEMPLATE_TEST_CASE("types", "[foreign]", int, long) { CHECK(TestType(1) + 1 == Approx(2)); }
