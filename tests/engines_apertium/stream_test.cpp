#include "engines/apertium/stream.hpp"

#include "fixtures.hpp"

using namespace glossd;
using namespace glossd::engines::apertium;
using test::encode_line;
using test::mask;

namespace {

std::string echo(std::string_view line) {
    const auto encoded = encode_line(line);
    const auto decoded = decode_line(encoded, encoded.stream);
    REQUIRE(decoded);
    return *decoded;
}

}  // namespace

TEST_CASE("reserved characters are escaped and those that break stages set aside") {
    CHECK(encode_line("a [b] {c} $d /e \\f @g <h>").stream ==
          R"(a \[b\] \{c\} \$d \/e \\f \@g \<h\>)");
    const auto line = encode_line("x^2 ~ y");
    CHECK(line.stream == "x[0]2[1]y");
    CHECK(line.kept == std::vector<std::string>{"^", " ~ "});
}

TEST_CASE("a mask goes out as a number, with the spaces beside it inside the brackets") {
    const auto line = encode_line("See " + mask(7) + " for (" + mask(8) + ") more");
    CHECK(line.stream == "See[0]for ([1]) more");
    CHECK(line.kept == std::vector<std::string>{" " + mask(7) + " ", mask(8)});
    CHECK(decode_line(line, "Ve[0]para ([1]) más").value() ==
          "Ve " + mask(7) + " para (" + mask(8) + ") más");
}

TEST_CASE("white space and masks at the ends of a line stay at home") {
    const auto line = encode_line("  " + mask(0) + " hello  world " + mask(1) + mask(2) + "\t");
    CHECK(line.before == "  " + mask(0) + " ");
    CHECK(line.stream == "hello[0]world");
    CHECK(line.after == " " + mask(1) + mask(2) + "\t");
}

TEST_CASE("a line without words is not sent") {
    for (const auto& text : {std::string(), std::string("  "), std::string("12:30 - 5%"),
                             "(" + mask(0) + ") !", std::string("^~")}) {
        const auto line = encode_line(text);
        CHECK(line.stream.empty());
        CHECK(decode_line(line, "").value() == text);
    }
    CHECK_FALSE(encode_line("ñ").stream.empty());
}

TEST_CASE("what comes back untouched is what was sent") {
    for (const auto& text :
         {std::string("plain"), std::string("two  spaces\tand a tab"), "a" + mask(0) + "b",
          mask(0) + "a" + mask(1) + " " + mask(2) + "b" + mask(3),
          std::string("^a^ ~b~ [^c/d<n>$]"), std::string("\\\\[\\]/\\^@$"),
          std::string("a\u00A0b \u200B👩‍👩‍👧 ñ"),
          std::string("[0] [1] fake " + mask(0) + " [2]")}) {
        CHECK(echo(text) == text);
    }
}

TEST_CASE("invalid bytes, control characters and broken masks are mended before they are sent") {
    CHECK(echo("a\xFF"
               "b\xC3") == "a\uFFFDb\uFFFD");
    CHECK(echo(std::string("a\0b", 3)) == "ab");
    CHECK(echo("a\uFFFFb\uFFFEc") == "abc");
    CHECK(echo("a\x0E"
               "12b \x0E\x0F c\x0F \x0Ex\x0F") == "a12b  c x");
}

TEST_CASE("blanks that a dropped word leaves behind are mended, those of the text kept") {
    const auto line = encode_line("I know  that " + mask(0) + " I can");
    CHECK(line.stream == "I know[0]that[1]I can");
    CHECK(decode_line(line, " Sé[0]que [1]  puedo ").value() == "Sé  que " + mask(0) + " puedo");
    CHECK(decode_line(encode_line("a b c"), "a  c").value() == "a c");
}

TEST_CASE("an answer that lost, doubled or made up something is refused") {
    const auto line = encode_line("a " + mask(0) + " b " + mask(1) + " c");
    for (const auto* answer :
         {"a[0]b c", "a[0]b[0]c[1]", "a[0]b[1]c[2]", "a[0]b[1]c[x]", "a[0]b[1", "a[0]b[1]^c",
          "a[0]b[1]c@", "a[0]b[1]c]", "a[0]\nb[1]c", "a[0]b[1]c\\", "a[-1]b[0]c[1]", "a[0]b[1]c[]",
          "a[0]b[1]c[99999999999999999999]"}) {
        CAPTURE(answer);
        const auto decoded = decode_line(line, answer);
        REQUIRE_FALSE(decoded);
        CHECK(decoded.error().kind == model::ErrorKind::protocol);
    }
}

TEST_CASE("every kind of line break ends a line") {
    const auto lines = encode_lines("a\nb\r\nc\rd\n\n");
    REQUIRE(lines.size() == 6);
    CHECK(lines[2].stream == "c");
    CHECK(lines[3].stream == "d");
    CHECK(lines[5] == StreamLine{});
    CHECK(encode_lines("") == std::vector<StreamLine>{{}});
}
