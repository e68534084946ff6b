#include "engines/support.hpp"

#include <algorithm>

using namespace glossd::engines;
using namespace glossd::engines::test;
using glossd::model::ErrorKind;
using nlohmann::json;

namespace glossd::engines::anthropic {
namespace {

const glossd::model::HttpRequest& http_of(const glossd::model::Request& request) {
    return std::get<glossd::model::HttpRequest>(request);
}

std::vector<std::string> keys_of(const json& object) {
    std::vector<std::string> keys;
    for (const auto& item : object.items()) keys.push_back(item.key());
    return keys;
}

json body(const glossd::config::EngineSettings& settings) {
    return body_of(engine(settings)->request(three_items()));
}

}  // namespace

TEST_CASE(
    "a Messages request carries the key in a header, the rules as system, the items as JSON") {
    const auto request = engine(anthropic_settings())->request(three_items());
    CHECK(http_of(request).method == "POST");
    CHECK(http_of(request).url == "https://api.anthropic.com/v1/messages");
    CHECK(header_of(request, "x-api-key") == "a-secret");
    CHECK(header_of(request, "anthropic-version") == "2023-06-01");
    CHECK(header_of(request, "Content-Type") == "application/json");
    CHECK(header_of(request, "Authorization").empty());
    CHECK(http_of(request).body.find("a-secret") == std::string::npos);
    const auto sent = body_of(request);
    CHECK(sent.at("model") == "claude-haiku-4-5");
    CHECK(sent.at("system").get<std::string>().starts_with("You are a translation engine"));
    CHECK(sent.at("system").get<std::string>().find("@ana") == std::string::npos);
    REQUIRE(sent.at("messages").size() == 1);
    CHECK(sent["messages"][0].at("role") == "user");
    CHECK(sent["messages"][0].at("content") ==
          R"({"from":"en","to":"es","items":[{"id":"a","t":"Hi <x1/><x2/>"},)"
          R"({"id":"b","t":"Yes<x3/>"},{"id":"c","t":"No<x4/>"}]})");
}

TEST_CASE("nothing goes to Anthropic that current models refuse or the service does not know") {
    const auto sent = body(anthropic_settings());
    CHECK(keys_of(sent) ==
          std::vector<std::string>{"max_tokens", "messages", "model", "output_config", "system"});
    CHECK(keys_of(sent["messages"][0]) == std::vector<std::string>{"content", "role"});
    CHECK(keys_of(sent["output_config"]) == std::vector<std::string>{"format"});
    const auto& format = sent["output_config"]["format"];
    CHECK(keys_of(format) == std::vector<std::string>{"schema", "type"});
    CHECK(format["type"] == "json_schema");
    CHECK(format["schema"]["additionalProperties"] == false);
    CHECK(format["schema"]["properties"]["items"]["items"]["additionalProperties"] == false);
}

TEST_CASE("the cap leaves room for another tokenizer, and twice that after a hint") {
    const auto cap = [](const Batch& sent) {
        return body_of(engine(anthropic_settings())->request(sent)).at("max_tokens").get<int>();
    };
    auto sent = batch({{"a", masked(std::string(2000, 'a'))}});
    const auto usual = cap(sent);  // about 700 tokens of Spanish
    CHECK(usual > 2 * 700);
    CHECK(usual < 2 * 750 + 2048 + 100);
    sent.hint = "the answer was cut off at its token limit";
    CHECK(cap(sent) == 2 * usual);
    sent.items[0].text.text = std::string(400'000, 'a');
    CHECK(cap(sent) == 32'000);
}

TEST_CASE("extra_body turns a Claude's dials and may not take over the exchange") {
    auto settings = anthropic_settings();
    settings.extra_body =
        R"({"service_tier":"standard_only","output_config":{"effort":"low"},"max_tokens":9})";
    auto sent = body(settings);
    CHECK(sent.at("service_tier") == "standard_only");
    CHECK(sent.at("output_config").at("effort") == "low");
    CHECK(sent.at("output_config").contains("format"));
    CHECK(sent.at("max_tokens") == 9);
    settings.extra_body = R"({"output_config":null})";
    CHECK_FALSE(body(settings).contains("output_config"));
    for (const auto* bad : {"[1]", R"({"messages":[]})", R"({"system":""})", R"({"stream":true})",
                            R"({"model":"m"})"}) {
        INFO(bad);
        settings.extra_body = bad;
        CHECK_FALSE(make_engine(settings));
    }
}

TEST_CASE("a stand-in for Anthropic needs no key and may be written with its version") {
    auto settings = anthropic_settings();
    settings.api_key = {};
    settings.base_url = "http://localhost:9/v1";
    const auto request = engine(settings)->request(three_items());
    CHECK(http_of(request).url == "http://localhost:9/v1/messages");
    CHECK(header_of(request, "x-api-key").empty());
    settings.base_url = "https://api.anthropic.com/v1";
    CHECK(make_engine(settings).error().message.find("`api_key` is missing") != std::string::npos);
    settings.base_url = "nowhere";
    CHECK(make_engine(settings).error().message.find("`base_url`") != std::string::npos);
}

TEST_CASE("a probe of Claude counts tokens, which is free, and says what is wrong") {
    const auto claude = engine(anthropic_settings());
    const auto probe = *claude->probe();
    CHECK(http_of(probe).method == "POST");
    CHECK(http_of(probe).url == "https://api.anthropic.com/v1/messages/count_tokens");
    CHECK(header_of(probe, "x-api-key") == "a-secret");
    CHECK(keys_of(body_of(probe)) == std::vector<std::string>{"messages", "model"});
    CHECK(claude->read_probe(http(200, R"({"input_tokens":8})"), {}));
    const auto absent = claude->read_probe(
        http(404, R"({"type":"error","error":{"type":"not_found_error","message":"model: m"}})"),
        {});
    CHECK(absent.error().kind == ErrorKind::config);
    CHECK(absent.error().message ==
          "engine \"claude\": the service has no model \"claude-haiku-4-5\"");
    const auto refused =
        claude->read_probe(http(401, R"({"type":"error","error":{"type":"authentication_error",)"
                                     R"("message":"invalid x-api-key a-secret"}})"),
                           {});
    CHECK(refused.error().kind == ErrorKind::config);
    CHECK(refused.error().message.find("invalid x-api-key ***") != std::string::npos);
    CHECK(claude->read_probe(http(200, "{}"), {}).error().message.find("`base_url`") !=
          std::string::npos);
    CHECK(claude->read_probe(http(200, "<html>"), {}).error().kind == ErrorKind::protocol);
    CHECK(claude->read_probe(http(529, ""), {}).error().kind == ErrorKind::protocol);
}

TEST_CASE("Claude takes any pair with a target, and is remembered by its model") {
    const auto claude = engine(anthropic_settings());
    CHECK(claude->supports({}, language("gsw")));
    CHECK_FALSE(claude->supports(language("en"), {}));
    CHECK(claude->takes_hints());
    CHECK(claude->can_shorten());
    CHECK(claude->style() == "anthropic/claude-haiku-4-5/1");
    CHECK(claude->limits().max_items == 8);
}

}  // namespace glossd::engines::anthropic
