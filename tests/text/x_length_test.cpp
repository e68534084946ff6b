#include "text/x_length.hpp"

#include "places.hpp"
#include "text/length.hpp"
#include "text/units.hpp"

#include <fstream>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace glossd::text;

namespace {

const std::string family_of_four = "👨‍👩‍👧‍👦";

LengthRule x_rule(std::size_t limit, bool defused = false) {
    return {Counting::x, limit, x_url_length, defused};
}

// Texts with the lengths that twitter-text 3.1.0 gives them, made by tests/text/x_oracle.
nlohmann::json oracle_cases() {
    std::ifstream file(glossd::places::sources() + "/tests/data/x_length.json");
    return nlohmann::json::parse(file);
}

}  // namespace

TEST_CASE("the weights are those of X's own counter") {
    CHECK(x_length("") == 0);
    CHECK(x_length("Hello, world! 👋") == 16);
    CHECK(x_length("日本語") == 6);
    CHECK(x_length("한국어") == 6);
    CHECK(x_length("ไทย") == 3);
    CHECK(x_length("Привет") == 6);
    CHECK(x_length("हिन्दी") == 6);
    CHECK(x_length("…") == 2);
    CHECK(x_length("€") == 2);
    CHECK(x_length("™") == 2);
    CHECK(x_length("“quote” — dash…") == 16);
    CHECK(x_length("a\u200Db") == 3);
    CHECK(x_length("x\u2060y") == 4);
    CHECK(x_length("cafe\u0301") == 4);
}

TEST_CASE("an emoji counts two, whatever it is made of") {
    for (const std::string emoji :
         {"👋", "👍🏽", "❤\uFE0F", "1⃣", "🇪🇸", "👨‍👩‍👧‍👦", "🏴‍☠️"}) {
        CAPTURE(emoji);
        CHECK(x_length(emoji) == 2);
    }
    CHECK(x_length(family_of_four + family_of_four) == 4);
}

TEST_CASE("a link counts 23, and only what X links is one") {
    CHECK(x_length("https://example.com") == 23);
    CHECK(x_length("https://example.com/" + std::string(300, 'a')) == 23);
    CHECK(x_length("see example.com now") == 31);
    CHECK(x_length("https://münchen.de/x") == 23);
    CHECK(x_length("user@example.com") == 16);
    CHECK(x_length("http://a.b") == 10);
    CHECK(x_length("foo.bar.invalidtld") == 34);
    const std::string label(64, 'a');
    CHECK(x_length("https://" + label + ".com") == 8 + 64 + 4);
}

TEST_CASE("200 generated texts count as twitter-text counts them") {
    const auto cases = oracle_cases();
    REQUIRE(cases.size() == 200);
    for (const auto& one : cases) {
        const auto text = one["text"].get<std::string>();
        CAPTURE(text);
        CHECK(x_length(text) == one["length"].get<std::size_t>());
    }
}

TEST_CASE("word joiners that defuse mentions count") {
    CHECK(count(x_rule(280), "hi @bob") == 7);
    CHECK(count(x_rule(280, true), "hi @bob") == 9);
    CHECK(count(x_rule(280, true), "hi @bob.bsky.social") == 3 + 16 + 6);
}

TEST_CASE("parts never weigh more than the limit, whatever they are cut from") {
    std::mt19937 random(280);
    std::vector<std::string> texts;
    for (const auto& one : oracle_cases()) texts.push_back(one["text"]);
    for (int round = 0; round < 400; ++round) {
        std::string text;
        for (std::size_t i = 0, n = 1 + random() % 6; i < n; ++i) {
            text += texts[random() % texts.size()] + (random() % 2 ? " " : "");
        }
        const auto rule = x_rule(30 + random() % 260, random() % 2 == 0);
        CAPTURE(text);
        CAPTURE(rule.limit);
        for (const auto& part : split(rule, text)) {
            CAPTURE(part);
            // Links that only a keycap holds together are one unit: it stands alone, however long.
            if (units_of(rule, part).size() == 1) continue;
            CHECK(x_length(part) <= rule.limit);
            CHECK(fits(rule, part));
        }
        CHECK(fits(rule, excerpt(rule, text)));
    }
}

TEST_CASE("a domain that only X takes for a link is not cut") {
    const std::string word(20, 'a');
    const auto parts = split(x_rule(30), word + " tl.dr/" + word + word + " " + word);
    CHECK(parts == std::vector<std::string>{word, "tl.dr/" + word + word, word});
}

TEST_CASE("an excerpt leaves room for an ellipsis that counts two") {
    CHECK(excerpt(x_rule(11), "Hello big world") == "Hello big…");
    CHECK(excerpt(x_rule(10), "Hello big world") == "Hello…");
    CHECK(excerpt(x_rule(1), "Hello") == "");
}
