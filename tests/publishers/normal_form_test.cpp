#include "publishers/normal_form.hpp"

#include <doctest/doctest.h>

using glossd::publishers::normal_form;

TEST_CASE("a text and what a server makes of it have one normal form") {
    const auto same = [](const std::string& a, const std::string& b) {
        return normal_form(a) == normal_form(b);
    };
    CHECK(same("one\n\ntwo  three", "one two\u00A0three"));
    CHECK(same("@\u2060ana@m.example hi", "@ana hi"));
    CHECK(same("see https://m.example/ now", "see m.example now"));
    CHECK(same("caf\u00E9", "cafe\u0301"));
    CHECK(same("\u2764\uFE0F", "\u2764"));
    CHECK_FALSE(same("Case", "case"));
    CHECK_FALSE(same("https://m.example/a", "https://m.example/b"));
    CHECK_FALSE(same("@ana", "@bob"));
    CHECK(normal_form("") == "");
}
