#include "sources/feed/xml_repair.hpp"

#include "sources/feed/xml.hpp"

#include <doctest/doctest.h>

using namespace glossd::sources::feed;

namespace glossd::sources::feed {
namespace {

std::string repaired(std::string_view text) {
    return repair_xml(text).text;
}

}  // namespace

TEST_CASE("well-formed text comes through without notes") {
    const auto result = repair_xml("<a x=\"1\"><b/>t<![CDATA[<raw> & ]]></a>");
    CHECK(result.text == "<a x=\"1\"><b/>t<![CDATA[<raw> & ]]></a>");
    CHECK_FALSE(result.truncated);
    CHECK(result.notes.empty());
}

TEST_CASE("junk around the document is skipped") {
    CHECK(repaired("Warning: mysql_connect()\n\n<?xml version='1.0'?><!-- <x> --><a>t</a>\n<b>") ==
          "<a>t</a>");
}

TEST_CASE("loose ampersands and angle brackets are text") {
    CHECK(repaired("<a>R&D & Co; 1 < 2 &amp; AT&T; a&b=c;</a>") ==
          "<a>R&amp;D &amp; Co; 1 &lt; 2 &amp; AT&amp;T; a&amp;b=c;</a>");
    CHECK(repaired("<a href=\"?x=1&y=2<3\">t</a>") == "<a href=\"?x=1&amp;y=2&lt;3\">t</a>");
}

TEST_CASE("HTML's names for characters are decoded, XML's stay escaped") {
    CHECK(repaired("<a>caf&eacute;&hellip; &lt;b&gt; &#38; &#x3c;</a>") ==
          "<a>café… &lt;b&gt; &amp; &lt;</a>");
    CHECK(repaired("<a>it&#146;s</a>") == "<a>it’s</a>");
    CHECK(repaired("<a>x&#14;y&#0;</a>").find('\x0E') == std::string::npos);
    CHECK(repaired("<a><![CDATA[&eacute;]]></a>") == "<a><![CDATA[&eacute;]]></a>");
}

TEST_CASE("tags that do not match are closed where they must end") {
    const auto result = repair_xml("<r><item><p>one<br>two</item><item>x</b></item></r>");
    CHECK(result.text == "<r><item><p>one<br>two</br></p></item><item>x</item></r>");
    CHECK_FALSE(result.truncated);
    CHECK(result.notes == std::vector<std::string>{"tags that do not match were mended"});
}

TEST_CASE("an item without an end tag ends where the next one begins") {
    CHECK(repaired("<r><item>a<item>b</item></r>") == "<r><item>a</item><item>b</item></r>");
}

TEST_CASE("attributes without quotes, without values and without end are understood") {
    CHECK(repaired("<a x=1 y z='2' 5=6>t</a>") == "<a x=\"1\" y=\"\" z=\"2\">t</a>");
    CHECK(repaired("<a><b x=1 <c/></a>") == "<a><b x=\"1\"><c/></b></a>");
}

TEST_CASE("an item that the text does not finish is left out whole") {
    const auto result = repair_xml("<r><item>a</item><item><t>b</t><d>half a sent");
    CHECK(result.text == "<r><item>a</item></r>");
    CHECK(result.truncated);
    CHECK(repaired("<r><item>a</item><item><d><![CDATA[ </item> ") == "<r><item>a</item></r>");
    CHECK(repaired("<r><item>a</item><item><t>b</t></ite") == "<r><item>a</item></r>");
    CHECK(repaired("<r><item>a</item><item x=\"1") == "<r><item>a</item></r>");
    CHECK(repaired("<r><item>a</item><!-- half") == "<r><item>a</item></r>");
}

TEST_CASE("a DTD is skipped and its entities mean nothing") {
    CHECK(repaired("<!DOCTYPE r [<!-- it's --><!ENTITY x \"]>boom\"><!ENTITY eacute 'no'>]>"
                   "<r>a&x;b&eacute;&y;</r>") == "<r>abé&amp;y;</r>");
    CHECK(repaired("<!DOCTYPE rss PUBLIC \"-//N//DTD RSS 0.91//EN\" 'http://x/y.dtd'><r/>") ==
          "<r/>");
    CHECK(repaired("<r>a <!important> b</r>") == "<r>a &lt;!important&gt; b</r>");
}

TEST_CASE("depth is bounded and the text of what is deeper survives") {
    std::string deep;
    for (int i = 0; i < 1000; ++i) deep += "<d>";
    deep += "bottom";
    for (int i = 0; i < 1000; ++i) deep += "</d>";
    const auto result = repair_xml("<r>" + deep + "<after/></r>");
    CHECK_FALSE(result.truncated);
    REQUIRE(result.notes.size() == 1);
    CHECK(result.notes[0].find("200") != std::string::npos);
    const Xml xml(result.text);
    CHECK(text_of(xml.root()) == "bottom");
    CHECK(child(xml.root(), Space::plain, "after"));
}

TEST_CASE("no element at all gives an empty text") {
    CHECK(repaired("").empty());
    CHECK(repaired("just prose").empty());
    CHECK(repaired("1 < 2").empty());
    CHECK(repair_xml("<?xml version").truncated);
}

TEST_CASE("what is repaired always parses") {
    for (const auto* text :
         {"<a></b></a>", "<a><b></a></b>", "<:a/>", "<a a:b:c=1/>", "<a/><b/>", "<a>]]></a>",
          "<a><![CDATA[x]]]]><![CDATA[>]]></a>", "<a =x/>", "<a\xC3\xA9>x</a\xC3\xA9>"}) {
        CAPTURE(text);
        const Xml xml(repaired(text));
        CHECK(xml.root());
    }
}

}  // namespace glossd::sources::feed
