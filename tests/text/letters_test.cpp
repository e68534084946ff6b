#include "text/normalise.hpp"

#include <doctest/doctest.h>

using glossd::text::letters_outside_spans;

TEST_CASE("letters of every script count, digits and signs do not") {
    CHECK(letters_outside_spans("") == 0);
    CHECK(letters_outside_spans("Añb 12, 日本 ж! 😀_") == 6);
}

TEST_CASE("letters of links, mentions and tags do not count") {
    CHECK(letters_outside_spans("go https://example.org/path/here now") == 5);
    CHECK(letters_outside_spans("@ana@m.example #cats :blob: x") == 1);
}
