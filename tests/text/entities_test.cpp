#include "text/entities.hpp"

#include <doctest/doctest.h>

using namespace glossd::text;

TEST_CASE("names and numbers become characters") {
    CHECK(decode_entities("&lt;b&gt; &amp;amp; &apos;&quot;") == "<b> &amp; '\"");
    CHECK(decode_entities("&Eacute;&eacute;&hellip;&euro;&thetasym;") == "Éé…€ϑ");
    CHECK(decode_entities("&#65;&#x41;&#X1f600;&#65x") == "AA😀Ax");
}

TEST_CASE("numbers that windows-1252 pages write mean its characters") {
    CHECK(decode_entities("&#146;&#150;&#128;") == "’–€");
}

TEST_CASE("what is no reference stays") {
    for (const std::string text : {"", "&", "&&", "&;", "&#;", "&#x;", "&bogus;", "AT&T",
                                   "?a=1&copy=2", "&thetasymX;", "&eacute", "&#-5;", "& amp;"}) {
        CHECK(decode_entities(text) == text);
    }
}

TEST_CASE("references to no character become the replacement character") {
    CHECK(decode_entities("&#0;&#xD800;&#x110000;&#99999999999999999999;") ==
          "\uFFFD\uFFFD\uFFFD\uFFFD");
}

TEST_CASE("an entity is found by its name alone") {
    CHECK(named_entity("nbsp") == U'\u00A0');
    CHECK_FALSE(named_entity("NBSP"));
    CHECK_FALSE(named_entity(""));
}
