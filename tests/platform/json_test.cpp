#include "platform/json.hpp"

#include <doctest/doctest.h>

using namespace glossd::platform;

TEST_CASE("of a flat object every member is read, and what is inside them is not") {
    const auto json = parse_flat_json(
        R"({"id":"7","n":-3,"u":18446744073709551615,"f":1.5,"yes":true,"nothing":null,)"
        R"("account":{"id":"8","fields":[{"id":"9"}]},"media":[{"id":"10"},"x"],"url":"é\u00e9"})");
    CHECK(json == parse_json(R"({"id":"7","n":-3,"u":18446744073709551615,"f":1.5,"yes":true,)"
                             R"("nothing":null,"account":{},"media":[],"url":"éé"})"));
    CHECK(id_at(json, "id") == "7");
    CHECK(id_at(json, "n") == "-3");
    CHECK(string_at(json, "url") == "éé");
}

TEST_CASE("what is no flat object reads as with the whole parser, arrays as empty ones") {
    for (const auto* text : {"null", "7", "true", "\"text\"", "{}", "[]", "", "<html>", "{\"id\":",
                             "{\"id\":1}}", "{\"id\":\"\xFF\"}", "{\"id\":1,}", "{\"a\":[}"}) {
        CAPTURE(text);
        CHECK(parse_flat_json(text) == parse_json(text));
    }
    CHECK(parse_flat_json(R"([{"id":"7"},1,"x"])") == Json::array());
}

TEST_CASE("a name that comes twice has its last value, as with the whole parser") {
    const auto* text = R"({"id":"1","a":{"id":"2"},"id":"3","a":4})";
    CHECK(parse_flat_json(text) == parse_json(text));
}

TEST_CASE("a hostile answer, nested a million times, is read without depth") {
    const std::string deep(1'000'000, '[');
    CHECK(parse_flat_json(deep).is_null());
    CHECK(parse_flat_json("{\"a\":" + deep + std::string(deep.size(), ']') + "}") ==
          parse_json(R"({"a":[]})"));
}
