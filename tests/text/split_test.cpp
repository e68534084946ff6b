#include "cpu_time.hpp"
#include "text/code_points.hpp"
#include "text/graphemes.hpp"
#include "text/length.hpp"
#include "text/mask.hpp"
#include "text/units.hpp"

#include <chrono>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

using glossd::text::code_point_at;
using glossd::text::Counting;
using glossd::text::find_spans;
using glossd::text::fits;
using glossd::text::is_space;
using glossd::text::LengthRule;
using glossd::text::split;
using glossd::text::units_of;

namespace {

using Parts = std::vector<std::string>;

Parts parts(std::size_t limit, const std::string& text) {
    return split({.limit = limit}, text);
}

const std::vector<std::string>& samples() {
    static const std::vector<std::string> all = {
        "The quick brown fox. ",
        "Dr. Who said e.g. this! ",
        "\n\n",
        "\n",
        " ",
        "  ",
        "a",
        "...",
        "\u65E5\u672C\u8A9E\u306E\u6587\u7AE0\u3067\u3059\u3002",
        "\u300C\u306F\u3044\u300D\u3001",
        "\u0E20\u0E32\u0E29\u0E32\u0E44\u0E17\u0E22\u0E44\u0E21\u0E48\u0E21\u0E35\u0E40\u0E27\u0E49"
        "\u0E19\u0E27\u0E23\u0E23\u0E04",
        "\u0645\u0631\u062D\u0628\u0627 \u0628\u0627\u0644\u0639\u0627\u0644\u0645\u061F ",
        "\u0939\u093F\u0928\u094D\u0926\u0940 \u092D\u093E\u0937\u093E\u0964 ",
        "\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7",
        "\xF0\x9F\x87\xAA\xF0\x9F\x87\xB8",
        "e\u0301",
        "https://example.org/a-long/path?q=1 ",
        "http://a.io",
        "https://x.org/(y).",
        "@user@example.org ",
        "@bob",
        "#tag",
        "#\u30BF\u30B0",
        ":blob:",
        "`code here` ",
        "{name}",
        "foo@bar",
        "Donaudampfschifffahrtsgesellschaft",
        "\u3000",
        "(",
        ")",
        "\"",
        "3.5 ",
        "x@",
        "\uFE0F",
        "\u200D",
        "l`a "};
    return all;
}

std::string random_text(std::mt19937& random, std::size_t pieces) {
    std::string text;
    for (std::size_t i = 0; i < pieces; ++i) text += samples()[random() % samples().size()];
    return text;
}

// Walks the text along the parts; what lies between them must be white space. Gives the cuts.
std::vector<std::size_t> cuts_of(const std::string& text, const Parts& pieces) {
    std::vector<std::size_t> cuts;
    std::size_t pos = 0;
    for (const auto& piece : pieces) {
        for (auto next = code_point_at(text, pos);
             is_space(next.value) && text.compare(pos, piece.size(), piece) != 0;
             next = code_point_at(text, pos))
            pos += next.size;
        REQUIRE(text.compare(pos, piece.size(), piece) == 0);
        cuts.push_back(pos);
        pos += piece.size();
        cuts.push_back(pos);
    }
    REQUIRE(glossd::text::skip_space(text, pos) == text.size());
    return cuts;
}

bool inside_span(const std::string& text, std::size_t cut) {
    for (const auto& span : find_spans(text))
        if (span.begin < cut && cut < span.end) return true;
    return false;
}

bool inside_grapheme(const std::string& text, std::size_t cut) {
    std::size_t pos = 0;
    while (pos < cut) pos = glossd::text::grapheme_end(text, pos);
    return pos != cut;
}

}  // namespace

TEST_CASE("a text that fits is one part as it is") {
    CHECK(parts(10, "Hello") == Parts{"Hello"});
    CHECK(parts(0, std::string(5'000, 'a')) == Parts{std::string(5'000, 'a')});
    CHECK(parts(5, "") == Parts{""});
    CHECK(parts(10, " a \n") == Parts{" a \n"});
    CHECK(parts(2, "      ") == Parts{""});
}

TEST_CASE("a paragraph end is the best place, then a sentence end, then a space") {
    CHECK(parts(30, "First one. Second.\n\nThird here, and more.") ==
          Parts{"First one. Second.", "Third here, and more."});
    CHECK(parts(25, "First one. Second one here, third.") ==
          Parts{"First one.", "Second one here, third."});
    CHECK(parts(12, "first second third") == Parts{"first second", "third"});
    CHECK(parts(20, "- one two\n- three four five") == Parts{"- one two", "- three four five"});
}

TEST_CASE("a headline does not become a part of its own") {
    const std::string body(70, 'a');
    CHECK(parts(80, "News\n\n" + body + " " + body) == Parts{"News\n\n" + body, body});
}

TEST_CASE("abbreviations, initials and numbers end no sentence") {
    CHECK(parts(26, "We met Dr. Smith of J. Co, then we left") ==
          Parts{"We met Dr. Smith of J. Co,", "then we left"});
    CHECK(parts(24, "It rose 3.5 to e.g. four and then fell") ==
          Parts{"It rose 3.5 to e.g. four", "and then fell"});
    CHECK(parts(20, "Yes z. B. das hier. Und so weiter") ==
          Parts{"Yes z. B. das hier.", "Und so weiter"});
    CHECK(parts(22, "He said no. Then he went off") == Parts{"He said no.", "Then he went off"});
}

TEST_CASE("sentences end with the marks of every script") {
    CHECK(parts(16,
                "\u0645\u0631\u062D\u0628\u0627\u061F \u0645\u0631\u062D\u0628\u0627 "
                "\u0628\u0627\u0644\u0639\u0627\u0644\u0645") ==
          Parts{"\u0645\u0631\u062D\u0628\u0627\u061F",
                "\u0645\u0631\u062D\u0628\u0627 \u0628\u0627\u0644\u0639\u0627\u0644\u0645"});
    CHECK(parts(9,
                "\u4ECA\u65E5\u306F\u3002\u300C\u306F\u3044\u3002\u300D\u305D\u3046\u3067\u3059") ==
          Parts{"\u4ECA\u65E5\u306F\u3002\u300C\u306F\u3044\u3002\u300D",
                "\u305D\u3046\u3067\u3059"});
    CHECK(parts(16, "Really?\u201D Yes, it is so") == Parts{"Really?\u201D", "Yes, it is so"});
}

TEST_CASE("a cut between graphemes is the last resort and starts no part with a mark") {
    CHECK(parts(4, "\u65E5\u672C\u8A9E\u6587\u3002\u7AE0") ==
          Parts{"\u65E5\u672C\u8A9E", "\u6587\u3002\u7AE0"});
    CHECK(parts(5, "abcdefgh") == Parts{"abcde", "fgh"});
    CHECK(parts(12, "Hi antidisestablish") == Parts{"Hi antidises", "tablish"});
    CHECK(parts(8, "a b unbroken") == Parts{"a b", "unbroken"});
}

TEST_CASE("a cut makes no mention of what was none") {
    for (std::size_t limit = 2; limit < 12; ++limit)
        for (const auto& part : parts(limit, "abcdefgh@bobby"))
            if (part.size() > 1) CHECK_FALSE(part.starts_with('@'));
}

TEST_CASE("a span longer than the limit stands alone") {
    const std::string link = "https://example.org/path";
    CHECK(parts(10, "see " + link + " there") == Parts{"see", link, "there"});
    CHECK(parts(10, "(" + link + ")") == Parts{"(", link, ")"});
}

TEST_CASE("parts lose nothing, fit, and cut no span and no grapheme") {
    std::mt19937 random(20240607);
    for (int round = 0; round < 1'500; ++round) {
        const auto text = random_text(random, 1 + random() % 40);
        constexpr Counting countings[] = {Counting::graphemes, Counting::mastodon, Counting::x};
        const LengthRule rule{.counting = countings[round % 3], .limit = 1 + random() % 90};
        CAPTURE(text);
        CAPTURE(rule.limit);
        const auto pieces = split(rule, text);
        for (const auto cut : cuts_of(text, pieces)) {
            CHECK_FALSE(inside_span(text, cut));
            CHECK_FALSE(inside_grapheme(text, cut));
        }
        for (const auto& piece : pieces) {
            CAPTURE(piece);
            CHECK((fits(rule, piece) || units_of(rule, piece).size() == 1));
        }
    }
}

TEST_CASE("splitting is linear in the text") {
    std::mt19937 random(7);
    Parts texts = {random_text(random, 30'000),
                   std::string(400'000, 'a'),
                   std::string(400'000, ')'),
                   std::string(400'000, ' ') + "a b",
                   "a" + std::string(400'000, '\n') + "b",
                   "a" + std::string(400'000, '.') + " b"};
    std::string words;
    while (words.size() < 400'000) words += "a b) c. ";
    texts.push_back(words);
    for (const auto& text : texts) {
        for (const std::size_t limit : {2u, 500u}) {
            for (const auto counting : {Counting::mastodon, Counting::x}) {
                const auto start = glossd::cpu_time();
                CHECK_FALSE(split({.counting = counting, .limit = limit}, text).empty());
                CHECK(glossd::cpu_time() - start < std::chrono::seconds(10));
            }
        }
    }
}
