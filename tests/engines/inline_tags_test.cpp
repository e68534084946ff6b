#include "engines/inline_tags.hpp"

#include "engines/support.hpp"

using namespace glossd::engines;
using namespace glossd::engines::test;

TEST_CASE("a tag is written the short way and read however a model writes it") {
    CHECK(write_tags({"Hi ", tag(12)}, "x") == "Hi <x12/>");
    for (const auto* written :
         {"a<x12/>b", "a<X12/>b", "a< x 12 / >b", "a<x12>b", "a<x12></x12>b", "a<x12 />b"}) {
        INFO(written);
        CHECK(read_tags(written, "x") == Pieces{"a", tag(12), "b"});
    }
}

TEST_CASE("what only looks like a tag stays text") {
    for (const auto* text : {"<x/>", "<x1", "a < b", "<y1/>", "<x-1/>", "<x9999999999/>", "<xx1/>",
                             "x1/>", "<<<", "</x1>"}) {
        INFO(text);
        CHECK(read_tags(text, "x") == Pieces{text});
    }
    CHECK(read_tags("", "x").empty());
    CHECK(read_tags("<<x1/>>", "x") == Pieces{"<", tag(1), ">"});
}

TEST_CASE("a text that says something like a tag makes the batch use another name") {
    CHECK(tag_name(batch({{"a", masked("plain < text")}})) == "x");
    CHECK(tag_name(batch({{"a", masked("write < X 3 > here")}})) == "y");
    CHECK(tag_name(batch({{"a", masked("ok")}, {"b", masked("<x1/><y2/><z3><w4/>")}})) == "v");
    const auto all = masked("<x1/><y1/><z1/><w1/><v1/><k1/><xx1/>");
    CHECK(tag_name(batch({{"a", all}})) == "xxx");
}

TEST_CASE("a hostile run of brackets is read in linear time") {
    const std::string brackets(1'000'000, '<');
    CHECK(read_tags(brackets, "x") == Pieces{brackets});
}
