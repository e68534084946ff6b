#include "text/length.hpp"

#include <string>

#include <doctest/doctest.h>

using glossd::text::count;
using glossd::text::Counting;
using glossd::text::excerpt;
using glossd::text::fits;
using glossd::text::LengthRule;

namespace {

std::size_t graphemes(const std::string& text) {
    return count({}, text);
}

std::size_t mastodon(const std::string& text) {
    return count({.counting = Counting::mastodon, .limit = 500}, text);
}

std::string short_of(std::size_t limit, const std::string& text) {
    return excerpt({.limit = limit}, text);
}

const std::string family =
    "\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7";
const std::string flag = "\xF0\x9F\x87\xAA\xF0\x9F\x87\xB8";

}  // namespace

TEST_CASE("a grapheme cluster counts one") {
    CHECK(graphemes("") == 0);
    CHECK(graphemes("hello\n") == 6);
    CHECK(graphemes("cafe\u0301") == 4);
    CHECK(graphemes(family) == 1);
    CHECK(graphemes(flag + flag) == 2);
    CHECK(graphemes("1\uFE0F\u20E3") == 1);
    CHECK(graphemes("\r\n") == 1);
    CHECK(graphemes("\u0E44\u0E17\u0E22") == 3);
    CHECK(graphemes("\uD55C\uAD6D\uC5B4") == 3);
    CHECK(graphemes("\u1112\u1161\u11AB") == 1);
}

TEST_CASE("Mastodon counts an address with its scheme as 23 and a mention without its host") {
    CHECK(mastodon("https://example.com/" + std::string(300, 'a')) == 23);
    CHECK(mastodon("see http://a.io now") == 4 + 23 + 4);
    CHECK(mastodon("see https://m\u00FCnchen.de/x.") == 4 + 23 + 1);
    CHECK(mastodon("example.com/path") == 16);
    CHECK(mastodon("@user@example.org hi") == 5 + 3);
    CHECK(mastodon("@user hi") == 8);
    CHECK(mastodon("#tag :emoji: a@b.org") == 20);
    CHECK(count({.counting = Counting::mastodon, .url_length = 10}, "https://example.com") == 10);
}

TEST_CASE("Mastodon gives the short count only to what it links") {
    const std::string tail(100, 'a');
    CHECK(mastodon("http://localhost/" + tail) == 117);
    CHECK(mastodon("xhttps://example.com/" + tail) == 1 + 20 + 100);
    CHECK(mastodon("\u3042@user@example.org") == 18);
    CHECK(mastodon("`https://example.com/" + tail + "`") == 25);
    CHECK(mastodon("`http://a.io`") == 25);
}

TEST_CASE("a text fits up to its limit, and always without one") {
    CHECK(fits({.limit = 5}, "12345"));
    CHECK_FALSE(fits({.limit = 5}, "123456"));
    CHECK(fits({.limit = 0}, std::string(10'000, 'a')));
    CHECK(fits({.counting = Counting::mastodon, .limit = 23},
               "https://x.org/" + std::string(99, 'a')));
}

TEST_CASE("an excerpt ends at a word with an ellipsis that counts") {
    CHECK(short_of(12, "Hello big world") == "Hello big\u2026");
    CHECK(short_of(15, "Hello big world") == "Hello big world");
    CHECK(short_of(14, "Hello big world") == "Hello big\u2026");
    CHECK(short_of(0, "Hello big world") == "Hello big world");
    CHECK(short_of(5, "Hello   ") == "Hello");
    CHECK(short_of(4, "Supercalifragilistic") == "Sup\u2026");
    CHECK(short_of(1, "Hello") == "\u2026");
    CHECK(short_of(4, "\u65E5\u672C\u8A9E\u306E\u6587\u7AE0") == "\u65E5\u672C\u8A9E\u2026");
    CHECK(short_of(2, family + family + family) == family + "\u2026");
}

TEST_CASE("an excerpt never ends inside a span and never glues the ellipsis to one") {
    const std::string link = "https://example.org/path";
    CHECK(short_of(20, "Read " + link + " now") == "Read\u2026");
    CHECK(short_of(31, "Read " + link + " now, please") == "Read " + link + " \u2026");
    CHECK(short_of(30, "Read " + link + " now, please") == "Read\u2026");
    CHECK(short_of(5, link) == "\u2026");
}

TEST_CASE("an excerpt always fits") {
    const std::string text = "One @user@example.org two, #three. " + family +
                             " \u65E5\u672C\u8A9E\u3002 " + "https://example.org/four five " +
                             flag + "six";
    for (std::size_t limit = 1; limit < 120; ++limit) {
        CAPTURE(limit);
        for (const auto counting : {Counting::graphemes, Counting::mastodon, Counting::x}) {
            const LengthRule rule{.counting = counting, .limit = limit};
            CHECK(fits(rule, excerpt(rule, text)));
        }
    }
}
