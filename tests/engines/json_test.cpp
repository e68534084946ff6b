#include "engines/json.hpp"

#include "engines/support.hpp"

using namespace glossd::engines;

namespace {

std::string ids(const std::vector<nlohmann::json>& objects) {
    std::string joined;
    for (const auto& object : objects) joined += string_at(object, "id");
    return joined;
}

}  // namespace

TEST_CASE("a byte order mark, blanks and invalid UTF-8 do not stop the parser") {
    CHECK(parse_json("\xEF\xBB\xBF {\"a\":1}")->at("a") == 1);
    CHECK(parse_json("{\"a\":\"\xFF!\"}")->at("a") == "\xEF\xBF\xBD!");
    CHECK(parse_json("{\"a\":\"\\ud83d\\ude00\"}")->at("a") == "😀");
}

TEST_CASE("what is no JSON says what it is instead") {
    CHECK(parse_json("").error().message.find("empty") != std::string::npos);
    CHECK(parse_json(" \n").error().message.find("empty") != std::string::npos);
    CHECK(parse_json("<!doctype html>").error().message.find("HTML") != std::string::npos);
    CHECK(parse_json("{\"a\":").error().message.find("valid JSON") != std::string::npos);
    CHECK(parse_json("{\"a\":\"\\ud83d\"}").error().message.find("valid JSON") !=
          std::string::npos);
}

TEST_CASE("deep nesting is refused before it is parsed") {
    const std::string deep = std::string(100'000, '[') + std::string(100'000, ']');
    CHECK(parse_json(deep).error().message.find("deep") != std::string::npos);
    CHECK(parse_json("[\"" + std::string(1000, '[') + "\"]"));  // brackets in a string are text
}

TEST_CASE("the whole items of a cut answer are kept") {
    CHECK(ids(salvage_items(R"({"items":[{"id":"a","t":"x"},{"id":"b","t":"y"},{"id":"c","t")")) ==
          "ab");
    CHECK(ids(salvage_items(R"({"items":[{"id":"a","t":"} ] \" {"},{"id":"b")")) == "a");
    CHECK(ids(salvage_items(R"({"items":[{"id":"a","t":"x")")).empty());
    CHECK(ids(salvage_items(R"({"items":[{"id":"a","t":"x"},)")) == "a");
}

TEST_CASE("items are found in prose and fences, and one broken item spares its neighbours") {
    CHECK(ids(salvage_items("Here:\n```json\n{\"items\": [ {\"id\":\"a\"} , {\"id\":\"b\"} ]}\n```"
                            "\nEnjoy!")) == "ab");
    CHECK(ids(salvage_items(R"(I use {"items": []}: {"items":[{"id":"a"}]})")) == "a");
    CHECK(ids(salvage_items(R"({"items":[{"id":"a","t":"\ud83d"},{"id":"b"}]})")) == "b");
    CHECK(ids(salvage_items(R"(sure: [{"id":"a"},{"id":"b"}])")) == "ab");
    CHECK(salvage_items("I cannot help with that [1].").empty());
    CHECK(salvage_items("").empty());
}

TEST_CASE("salvaging hostile text stays linear") {
    std::string text;
    for (int i = 0; i < 100'000; ++i) text += "\"items\":[{";
    CHECK(salvage_items(text).empty());
}

TEST_CASE("members of another type read as empty") {
    const auto json = nlohmann::json::parse(R"({"a":1,"b":"x","c":null})");
    CHECK(string_at(json, "a").empty());
    CHECK(string_at(json, "b") == "x");
    CHECK(number_at(json, "a") == 1);
    CHECK(number_at(json, "b") == 0);
    CHECK(member(json, "zzz").is_null());
    CHECK(member(nlohmann::json::array(), "a").is_null());
}

TEST_CASE("writing keeps the order of keys and never throws") {
    CHECK(write_json({{"z", 1}, {"a", "\xFF"}}) == "{\"z\":1,\"a\":\"\xEF\xBF\xBD\"}");
}

TEST_CASE("an object of ready members is patched as RFC 7396 says") {
    JsonMembers members;
    members.add("kept", R"("a\"b")");
    members.add("deep", R"({"x":1,"y":2})");
    members.add("gone", "true");
    members.merge({{"deep", {{"y", nullptr}, {"z", 3}}}, {"gone", nullptr}, {"new", {{"n", 1}}}});
    CHECK(members.text() == R"({"kept":"a\"b","deep":{"x":1,"z":3},"new":{"n":1}})");
    CHECK(JsonMembers().text() == "{}");
}
