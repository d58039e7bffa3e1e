// The main of all core tests: compiled once, as it takes longer than any of them.
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>
