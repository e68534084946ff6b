#include "text/filter.hpp"

#include <doctest/doctest.h>

namespace glossd::text {
namespace {

bool matches(const std::string& rule, const std::string& text,
             const std::vector<std::string>& tags = {}) {
    const auto filter = Filter::make({rule});
    REQUIRE(filter);
    return filter->matches(text, tags);
}

TEST_CASE("words match whole, whatever their case") {
    CHECK(matches("art", "Modern ART today"));
    CHECK(matches("art", "art"));
    CHECK_FALSE(matches("art", "a party"));
    CHECK_FALSE(matches("art", "start"));
    CHECK_FALSE(matches("art", "arté"));
    CHECK_FALSE(matches("art", "art_deco art2"));
    CHECK(matches("ÉCOLE", "une école"));
}

TEST_CASE("a word ends at every sign that is no letter, ASCII or not") {
    CHECK(matches("art", "“art”"));
    CHECK(matches("art", "art—and more"));
    CHECK(matches("art", "art…"));
    CHECK(matches("C++", "about C++."));
}

TEST_CASE("words of scripts without spaces are found inside the line") {
    CHECK(matches("东京", "我在东京工作"));
    CHECK_FALSE(matches("东京", "我在北京工作"));
}

TEST_CASE("several words match over any white space") {
    CHECK(matches("climate change", "On climate\n  Change now"));
    CHECK_FALSE(matches("climate change", "climate and change"));
}

TEST_CASE("tags match in the text and among the post's own") {
    CHECK(matches("#Art", "See #art now"));
    CHECK(matches("#art", "no tag here", {"ART"}));
    CHECK_FALSE(matches("#art", "art", {"artist"}));
    CHECK_FALSE(matches("#art", "#artist"));
}

TEST_CASE("expressions are RE2, and a broken one is refused by name") {
    CHECK(matches("/colou?r/", "the color red"));
    CHECK_FALSE(matches("/colou?r/", "the COLOR red"));
    const auto broken = Filter::make({"/(/"});
    REQUIRE_FALSE(broken);
    CHECK(broken.error().message.find("/(/") == 0);
}

TEST_CASE("an expression that backtracks elsewhere is linear here") {
    CHECK_FALSE(matches("/(a+)+$/", std::string(100'000, 'a') + "b"));
}

TEST_CASE("no rules and empty rules match nothing") {
    CHECK(Filter::make({})->empty());
    CHECK(Filter::make({"", "   "})->empty());
    CHECK_FALSE(Filter::make({})->matches("anything", {"tag"}));
}

}  // namespace
}  // namespace glossd::text
