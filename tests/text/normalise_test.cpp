#include "text/normalise.hpp"

#include "text/utf8.hpp"

#include <doctest/doctest.h>

using namespace glossd::text;

TEST_CASE("clean text keeps tabs and newlines and loses all other control characters") {
    CHECK(clean_utf8("a\tb\nc") == "a\tb\nc");
    CHECK(clean_utf8(std::string_view("a\0b\x0E\x0F\x7F\x1B", 8)) == "ab");
    CHECK(clean_utf8("a\u0085\u009Fb") == "ab");
    CHECK(clean_utf8("a\uFFFE\uFFFFb") == "ab");
}

TEST_CASE("every line end becomes one newline") {
    CHECK(clean_utf8("a\r\nb\rc\n\rd\r") == "a\nb\nc\n\nd\n");
}

TEST_CASE("invalid bytes become replacement characters and the rest survives") {
    CHECK(clean_utf8("caf\xE9 ol\xE9!") == "caf\uFFFD ol\uFFFD!");
    CHECK(clean_utf8("\xC0\xAF") == "\uFFFD\uFFFD");
    CHECK(is_valid_utf8(clean_utf8("\xED\xA0\x80\xF5\x80\xFF")));
    CHECK(clean_utf8("end\xE2\x82") == "end\uFFFD\uFFFD");
}

TEST_CASE("valid UTF-8 is told from overlong, surrogate and cut sequences") {
    CHECK(is_valid_utf8(""));
    CHECK(is_valid_utf8("día \U0001F600"));
    for (const std::string bad :
         {"\xC0\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE2\x82", "\x80"}) {
        CHECK_FALSE(is_valid_utf8(bad));
    }
}

TEST_CASE("composed and decomposed letters become the same") {
    CHECK(nfc("e\u0301") == "é");
    CHECK(nfc("é") == "é");
    CHECK(nfc("a\u0316\u0301") == nfc("a\u0301\u0316"));
    CHECK(nfc("가") == "가");
}

TEST_CASE("a million combining marks out of order take no quadratic time") {
    std::string hostile = "a";
    for (int i = 0; i < 500'000; ++i) hostile += "\u0301\u0316";
    const auto out = nfc(hostile);
    CHECK(out.size() >= hostile.size() - 8);
    CHECK(is_valid_utf8(out));
}

TEST_CASE("runs of any white space fold into one space") {
    CHECK(fold_space("  a \u00A0\u3000\t\n b\u2028c  ") == "a b c");
    CHECK(fold_space("\n\t ") == "");
    CHECK(fold_space("a\u200Bb") == "a\u200Bb");
}

TEST_CASE("case folds for every script") {
    CHECK(fold_case("STRASSE") == fold_case("straße"));
    CHECK(fold_case("ΣΊΣΥΦΟΣ") == fold_case("σίσυφος"));
    CHECK(fold_case("É") == fold_case("e\u0301"));
    CHECK(fold_case("Ж1_") == "ж1_");
}

TEST_CASE("text that is composed already is left alone wherever a mark follows") {
    // What ends in a mark takes the long way, what does not the short one: both must agree.
    const std::string mark = "e\u0301";
    for (char32_t c = 0x80; c <= 0x1FFFF; ++c) {
        if (c >= 0xD800 && c <= 0xDFFF) continue;
        std::string alone;
        append_utf8(alone, c);
        for (const auto& text : {alone, "e" + alone, "\uAC00" + alone}) {
            CAPTURE(text);
            REQUIRE(nfc(text) + "\u00E9" == nfc(text + mark));
        }
    }
}

TEST_CASE("case is folded the same alone and among other letters") {
    CHECK(fold_case("ÀÖØÞ ÷× àöøþ ªº©") == "àöøþ ÷× àöøþ ªº©");
    CHECK(fold_case("Straße µ ẞ") == "strasse \u03BC ss");
    CHECK(fold_case("ΑΣ Жж 漢字 😀 “A…”") == "ασ жж 漢字 😀 “a…”");
    CHECK(fold_case("E\u0301 A") == "\u00E9 a");
}
