// Catch2 3 under the name that Catch2 2 had; on the include path only when version 3 was found.
#pragma once
#include <catch2/catch_all.hpp>

using Catch::Approx;
