#include "sources/feed/encoding.hpp"

#include "sources/feed/iconv.hpp"

#include <doctest/doctest.h>

using namespace glossd::sources::feed;
using namespace std::string_literals;

namespace glossd::sources::feed {
TEST_CASE("a byte order mark beats every declaration") {
    const auto utf8 = decode("\xEF\xBB\xBF<?xml encoding='koi8-r'?>\xC3\xA9", "windows-1251");
    CHECK(utf8.text == "<?xml encoding='koi8-r'?>é");
    CHECK(utf8.encoding == "UTF-8");
    CHECK(decode("\xFF\xFE<\0\xE9\0"s, "utf-8").text == "<é");
    CHECK(decode("\xFE\xFF\0<\0\xE9"s, "utf-8").text == "<é");
    CHECK(decode("\xFF\xFE\0\0<\0\0\0\xE9\0\0\0"s).text == "<é");
    CHECK(decode("\0\0\xFE\xFF\0\0\0<\0\0\0\xE9"s).text == "<é");
}

TEST_CASE("UTF-16 without a mark is told by its shape") {
    CHECK(decode("<\0r\0>\0\x16\x04"s).text == "<r>Ж");
    CHECK(decode("\0<\0r\0>\x04\x16"s).text == "<r>Ж");
    CHECK(decode("{\0}\0"s).text == "{}");
}

TEST_CASE("valid UTF-8 is UTF-8 whatever was declared") {
    const auto decoded =
        decode("<?xml version='1.0' encoding='ISO-8859-1'?><a>Čeština</a>", "iso-8859-1");
    CHECK(decoded.encoding == "UTF-8");
    CHECK(decoded.text.find("Čeština") != std::string::npos);
}

TEST_CASE("declared UTF-8 that is not gets read as windows-1252") {
    const auto decoded =
        decode("<?xml version='1.0' encoding='utf-8'?>Ana\xEFs \x93J\xFCrgen\x94", "utf-8");
    CHECK(decoded.text.ends_with("Anaïs “Jürgen”"));
    CHECK_FALSE(decoded.damaged);
}

TEST_CASE("a broken byte in UTF-8 does not turn the rest into mojibake") {
    const auto decoded = decode("<a>Grüße aus Köln \xFF und Łódź</a>");
    CHECK(decoded.text == "<a>Grüße aus Köln \uFFFD und Łódź</a>");
    CHECK(decoded.damaged);
}

TEST_CASE("the declaration is asked for bytes that are no UTF-8") {
    CHECK(decode("<?xml version=\"1.0\" encoding=\"KOI8-R\"?>\xF0\xD2\xC9").text.ends_with("При"));
    CHECK(
        decode("<?xml version='1.0' encoding='windows-1251' ?>\xCF\xF0\xE8").text.ends_with("При"));
    CHECK(decode("<a>\xCF\xF0\xE8</a>", "windows-1251").text == "<a>При</a>");
}

TEST_CASE("a document's own word counts more than a server's latin1") {
    const std::string bytes = "<?xml version='1.0' encoding='windows-1251'?>\xCF\xF0\xE8";
    CHECK(decode(bytes, "ISO-8859-1").text.ends_with("При"));
    CHECK(decode(bytes, "koi8-r").encoding == "KOI8-R");
}

TEST_CASE("the encodings of East Asia") {
    CHECK(decode("<a>\x93\xFA\x96\x7B</a>", "Shift_JIS").text == "<a>日本</a>");
    CHECK(decode("<a>\xC6\xFC\xCB\xDC</a>", "euc-jp").text == "<a>日本</a>");
    CHECK(decode("<a>\x1B$BF|K\\\x1B(B</a>", "iso-2022-jp").text == "<a>日本</a>");
    CHECK(decode("<a>\xD6\xD0\xB9\xFA</a>", "gb2312").text == "<a>中国</a>");
    CHECK(decode("<a>\xA4\xA4\xB0\xEA</a>", "big5").text == "<a>中國</a>");
    CHECK(decode("<a>\xC7\xD1\xB1\xDB</a>", "euc-kr").text == "<a>한글</a>");
}

TEST_CASE("an encoding nobody knows falls back instead of failing") {
    CHECK(decode("<a>\xE9</a>", "x-unheard-of").text == "<a>é</a>");
    CHECK(decode("<a>\xE9</a>", "../../evil//TRANSLIT").text == "<a>é</a>");
    CHECK(encoding_named("../../evil").empty());
}

TEST_CASE("what fits no character becomes a replacement and is reported") {
    const auto half = convert("\x16\x04\x16"s, "UTF-16LE");
    CHECK(half.text == "Ж\uFFFD");
    CHECK(half.faults == 1);
    CHECK(convert("a\0\x00\xD8z\0"s, "UTF-16LE").text == "a\uFFFDz");
    CHECK(decode("<?xml version='1.0' encoding='shift_jis'?><a>\x93\xFA\xFF</a>").damaged);
}

TEST_CASE("control characters and line ends are cleaned") {
    CHECK(decode("<a>x\x01\x0E y\r\nz\0</a>"s).text == "<a>x y\nz</a>");
    CHECK(decode("").text.empty());
}

TEST_CASE("the charset stands in a Content-Type in many forms") {
    CHECK(charset_of("text/xml; charset=utf-8") == "utf-8");
    CHECK(charset_of("text/xml;Charset=\"KOI8-R\" ; x=y") == "KOI8-R");
    CHECK(charset_of("text/xml; charset='latin1'") == "latin1");
    CHECK(charset_of("text/xml; charset=").empty());
    CHECK(charset_of("text/xml").empty());
    CHECK(charset_of("").empty());
}

}  // namespace glossd::sources::feed
