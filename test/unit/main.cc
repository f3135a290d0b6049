// The main function of every unit test program. Under Catch2 2.x this is also where its implementation is compiled.
#define CATCH_CONFIG_RUNNER
#include <catch2/catch.hpp>

int main(int argc, char **argv) { return Catch::Session().run(argc, argv); }
