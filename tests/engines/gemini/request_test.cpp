#include "engines/support.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

using namespace glossd::engines;
using namespace glossd::engines::test;
using nlohmann::json;

namespace glossd::engines::gemini {
namespace {

// Every field of GenerateContentRequest that may be sent (v1beta/generative_service.proto, with
// thinkingLevel of 2026): an unknown one is an error of the service. "[]" stands for elements.
const std::map<std::string, std::set<std::string>>& known_fields() {
    static const std::map<std::string, std::set<std::string>> fields{
        {"",
         {"systemInstruction", "contents", "generationConfig", "safetySettings", "cachedContent",
          "serviceTier"}},
        {"systemInstruction", {"parts"}},
        {"systemInstruction.parts[]", {"text"}},
        {"contents[]", {"role", "parts"}},
        {"contents[].parts[]", {"text"}},
        {"generationConfig",
         {"temperature", "topP", "topK", "seed", "maxOutputTokens", "candidateCount",
          "stopSequences", "responseMimeType", "responseSchema", "responseJsonSchema",
          "thinkingConfig"}},
        {"generationConfig.thinkingConfig", {"thinkingLevel", "thinkingBudget", "includeThoughts"}},
        {"safetySettings[]", {"category", "threshold"}}};
    return fields;
}

// The keywords of JSON Schema that responseJsonSchema understands.
const std::set<std::string>& known_keywords() {
    static const std::set<std::string> keywords{"$id",
                                                "$defs",
                                                "$ref",
                                                "$anchor",
                                                "type",
                                                "format",
                                                "title",
                                                "description",
                                                "enum",
                                                "items",
                                                "prefixItems",
                                                "minItems",
                                                "maxItems",
                                                "minimum",
                                                "maximum",
                                                "anyOf",
                                                "oneOf",
                                                "properties",
                                                "additionalProperties",
                                                "required",
                                                "propertyOrdering"};
    return keywords;
}

std::string unknown_keyword(const json& schema) {
    if (!schema.is_object()) return {};
    for (const auto& [name, value] : schema.items()) {
        if (known_keywords().count(name) == 0) return name;
        if (name == "properties") {
            for (const auto& [property, inner] : value.items()) {
                if (auto found = unknown_keyword(inner); !found.empty()) return found;
            }
        } else if (auto found = unknown_keyword(value); !found.empty()) {
            return found;
        }
    }
    return {};
}

std::string unknown_field(const json& value, const std::string& path = "") {
    if (path == "generationConfig.responseJsonSchema") return unknown_keyword(value);
    if (value.is_array()) {
        for (const auto& element : value) {
            if (auto found = unknown_field(element, path + "[]"); !found.empty()) return found;
        }
    }
    if (!value.is_object()) return {};
    const auto known = known_fields().find(path);
    for (const auto& [name, inner] : value.items()) {
        const auto here = path.empty() ? name : path + "." + name;
        if (known == known_fields().end() || known->second.count(name) == 0) return here;
        if (auto found = unknown_field(inner, here); !found.empty()) return found;
    }
    return {};
}

json body(const glossd::config::EngineSettings& settings, const Batch& sent) {
    return body_of(engine(settings)->request(sent));
}

Batch hello() {
    return batch({{"k7", masked("Hi {0}!", {"@ana"})}, {"q2", masked("Say \"no\"\nnow")}});
}

glossd::model::HttpRequest http_of(const glossd::model::Request& request) {
    return std::get<glossd::model::HttpRequest>(request);
}

glossd::config::EngineSettings with_model(const char* name, const char* thinking = "") {
    auto settings = gemini_settings();
    settings.model = name;
    settings.thinking = thinking;
    return settings;
}

}  // namespace

TEST_CASE("a request holds only fields that the service knows, whatever is configured") {
    for (const auto* model : {"gemini-3.8-flash", "gemini-3.5-flash-lite", "gemini-3.1-pro-preview",
                              "gemini-2.5-flash", "gemini-2.5-pro", "gemini-flash-latest"}) {
        for (const auto* thinking : {"", "low", "high"}) {
            auto sent = hello();
            CHECK(unknown_field(body(with_model(model, thinking), sent)) == "");
            sent.from = {};
            sent.hint = "lost a tag";
            CHECK(unknown_field(body(with_model(model, thinking), sent)) == "");
        }
    }
    auto spoilt = body(gemini_settings(), hello());
    spoilt["generationConfig"]["includeThoughts"] = true;
    CHECK(unknown_field(spoilt) == "generationConfig.includeThoughts");
}

TEST_CASE("the rules are the system instruction, the batch is the one turn of the user") {
    const auto sent = body(gemini_settings(), hello());
    REQUIRE(sent.at("contents").size() == 1);
    CHECK(sent["contents"][0].at("role") == "user");
    CHECK(sent["contents"][0].at("parts")[0].at("text") ==
          "{\"from\":\"en\",\"to\":\"es\",\"items\":[{\"id\":\"k7\",\"t\":\"Hi <x1/>!<x2/>\"},"
          "{\"id\":\"q2\",\"t\":\"Say \\\"no\\\"\\nnow<x3/>\"}]}");
    const auto rules = sent.at("systemInstruction").at("parts")[0].at("text").get<std::string>();
    CHECK(rules.ends_with("from English, en into Spanish, es."));
    CHECK(rules.find("Say") == std::string::npos);
}

TEST_CASE("the answer is bound to a schema and nothing is filtered that can be let through") {
    const auto sent = body(gemini_settings(), hello());
    const auto& config = sent.at("generationConfig");
    CHECK(config.at("responseMimeType") == "application/json");
    CHECK(config.at("responseJsonSchema").at("required") == json::array({"items"}));
    CHECK_FALSE(config.contains("responseSchema"));
    std::set<std::string> categories;
    for (const auto& setting : sent.at("safetySettings")) {
        CHECK(setting.at("threshold") == "BLOCK_NONE");
        categories.insert(setting.at("category"));
    }
    CHECK(categories == std::set<std::string>{
                            "HARM_CATEGORY_HARASSMENT", "HARM_CATEGORY_HATE_SPEECH",
                            "HARM_CATEGORY_SEXUALLY_EXPLICIT", "HARM_CATEGORY_DANGEROUS_CONTENT"});
}

TEST_CASE("the key is in a header and never in the address") {
    const auto request = engine(gemini_settings())->request(hello());
    CHECK(http_of(request).method == "POST");
    CHECK(http_of(request).url ==
          "https://generativelanguage.googleapis.com/v1beta/models/"
          "gemini-3.5-flash-lite:generateContent");
    CHECK(header_of(request, "x-goog-api-key") == "g-secret");
    CHECK(header_of(request, "Content-Type") == "application/json");
    CHECK(header_of(request, "Authorization").empty());
    CHECK(http_of(request).body.find("g-secret") == std::string::npos);

    auto elsewhere = gemini_settings();
    elsewhere.base_url = "http://localhost:9";
    elsewhere.model = "models/gemini-2.5-flash";
    elsewhere.api_key = {};
    CHECK(http_of(engine(elsewhere)->request(hello())).url ==
          "http://localhost:9/v1beta/models/gemini-2.5-flash:generateContent");
    CHECK(header_of(engine(elsewhere)->request(hello()), "x-goog-api-key").empty());
    elsewhere.base_url = "http://localhost:9/v1beta";
    CHECK(http_of(*engine(elsewhere)->probe()).url ==
          "http://localhost:9/v1beta/models/gemini-2.5-flash");
}

TEST_CASE("each model thinks as little as it can, in its own words") {
    struct Row {
        const char* model;
        json config;
    };
    for (const auto& row : std::vector<Row>{
             {"gemini-3.8-flash", {{"thinkingLevel", "LOW"}}},
             {"gemini-3.7-flash", {{"thinkingLevel", "LOW"}}},
             {"gemini-3.6-flash", {{"thinkingLevel", "MINIMAL"}}},
             {"gemini-3.5-flash", {{"thinkingLevel", "MINIMAL"}}},
             {"gemini-3.5-flash-lite", {{"thinkingLevel", "MINIMAL"}}},
             {"gemini-3.1-pro-preview", {{"thinkingLevel", "LOW"}}},
             {"gemini-2.5-flash", {{"thinkingBudget", 0}}},
             {"gemini-2.5-flash-lite", {{"thinkingBudget", 0}}},
             {"gemini-2.5-pro", {{"thinkingBudget", 1024}}},
         }) {
        INFO(row.model);
        CHECK(body(with_model(row.model), hello()).at("generationConfig").at("thinkingConfig") ==
              row.config);
    }
    // What a model nobody knows takes is not guessed, and one that is asked for is sent.
    const auto unknown = body(with_model("gemini-3.1-flash-lite"), hello());
    CHECK_FALSE(unknown.at("generationConfig").contains("thinkingConfig"));
    const auto asked = body(with_model("gemini-4-flash", "high"), hello());
    CHECK(asked["generationConfig"]["thinkingConfig"] == json{{"thinkingLevel", "HIGH"}});
    const auto budget = body(with_model("gemini-2.5-flash", "medium"), hello());
    CHECK(budget["generationConfig"]["thinkingConfig"] == json{{"thinkingBudget", 8192}});
}

TEST_CASE("a level that the model refuses is an error of the configuration") {
    for (const auto* model : {"gemini-3.8-flash", "gemini-3.1-pro-preview", "gemini-2.5-pro"}) {
        const auto made = make_engine(with_model(model, "minimal"));
        REQUIRE_FALSE(made);
        CHECK(made.error().message ==
              fmt::format("engine \"gemini\": `thinking` must be one of \"low\", \"medium\", "
                          "\"high\" with {}",
                          model));
    }
    CHECK(make_engine(with_model("gemini-3.5-flash-lite", "minimal")));
    CHECK_FALSE(make_engine(with_model("gemini-3.5-flash-lite", "deep")));
}

TEST_CASE("no sampling field is sent, and Gemini 3 takes none") {
    for (const auto* model : {"gemini-3.5-flash-lite", "gemini-2.5-flash"}) {
        const auto config = body(with_model(model), hello()).at("generationConfig");
        for (const auto* field : {"temperature", "topP", "topK", "seed", "candidateCount"}) {
            CHECK_FALSE(config.contains(field));
        }
    }
    auto old = with_model("gemini-2.5-flash");
    old.temperature = 0.2;
    CHECK(body(old, hello()).at("generationConfig").at("temperature") == 0.2);
    for (const auto* model : {"gemini-3.5-flash-lite", "gemini-3-flash", "gemini-10-pro"}) {
        auto settings = with_model(model);
        settings.temperature = 0.2;
        const auto made = make_engine(settings);
        REQUIRE_FALSE(made);
        CHECK(made.error().message.find("`temperature`") != std::string::npos);
    }
}

TEST_CASE("the cap is half as much again as the answer, and thoughts come on top") {
    const auto cap = [](const glossd::config::EngineSettings& settings, const Batch& sent) {
        return body(settings, sent)["generationConfig"]["maxOutputTokens"].get<int>();
    };
    auto sent = batch({{"a", masked(std::string(2000, 'a'))}});
    // 500 tokens of English are about 700 of Spanish, with their wrapping.
    const auto least = cap(gemini_settings(), sent);
    CHECK(least > 700 * 3 / 2 + 256 - 100);
    CHECK(least < 750 * 3 / 2 + 256 + 100);
    CHECK(cap(with_model("gemini-3.8-flash", "low"), sent) == least);
    CHECK(cap(with_model("gemini-3.8-flash", "medium"), sent) == least + 8192);
    CHECK(cap(with_model("gemini-2.5-pro"), sent) == least + 1024);
    CHECK(cap(with_model("gemini-flash-latest"), sent) == least + 8192);

    sent.hint = "the answer was cut off at its token limit";
    CHECK(cap(gemini_settings(), sent) == 2 * least);
    sent.items[0].text.text = std::string(400'000, 'a');
    CHECK(cap(gemini_settings(), sent) == 65'536);
}

TEST_CASE("extra_body adds what the operator wants and may not take over the exchange") {
    auto settings = gemini_settings();
    settings.extra_body = R"({"serviceTier":"flex","generationConfig":{"thinkingConfig":null}})";
    const auto sent = body(settings, hello());
    CHECK(sent.at("serviceTier") == "flex");
    CHECK_FALSE(sent.at("generationConfig").contains("thinkingConfig"));
    CHECK(sent.at("generationConfig").contains("responseJsonSchema"));
    for (const auto* bad : {"[1]", R"({"contents":[]})", R"({"system_instruction":{}})"}) {
        INFO(bad);
        settings.extra_body = bad;
        CHECK_FALSE(make_engine(settings));
    }
}

TEST_CASE("a model's name that would bend the address is refused") {
    for (const auto* name : {"a/b", "a?key=1", "a b", "..%2f", "a:generateContent"}) {
        INFO(name);
        const auto made = make_engine(with_model(name));
        REQUIRE_FALSE(made);
        CHECK(made.error().message.find("`model`") != std::string::npos);
    }
}

TEST_CASE("a probe asks for the model and says what is wrong with it or with the key") {
    const auto gemini = engine(gemini_settings());
    const auto probe = *gemini->probe();
    CHECK(http_of(probe).method == "GET");
    CHECK(http_of(probe).url ==
          "https://generativelanguage.googleapis.com/v1beta/models/gemini-3.5-flash-lite");
    CHECK(header_of(probe, "x-goog-api-key") == "g-secret");
    CHECK(gemini->read_probe(
        http(200, R"({"name":"models/m","supportedGenerationMethods":["generateContent"]})"), {}));
    const auto silent = gemini->read_probe(
        http(200, R"({"name":"models/m","supportedGenerationMethods":["embedContent"]})"), {});
    CHECK(silent.error().message.find("writes no text") != std::string::npos);
    const auto absent = gemini->read_probe(
        http(404, R"({"error":{"code":404,"message":"not found","status":"NOT_FOUND"}})"), {});
    CHECK(absent.error().kind == glossd::model::ErrorKind::config);
    CHECK(absent.error().message.find("no model \"gemini-3.5-flash-lite\"") != std::string::npos);
    const auto refused = gemini->read_probe(
        http(400, R"({"error":{"code":400,"message":"API key not valid: g-secret"}})"), {});
    CHECK(refused.error().kind == glossd::model::ErrorKind::config);
    CHECK(refused.error().message == "HTTP 400: API key not valid: *** (400)");
}

TEST_CASE("Gemini takes any pair with a target, and is remembered by its model") {
    const auto gemini = engine(gemini_settings());
    CHECK(gemini->supports({}, language("gsw")));
    CHECK_FALSE(gemini->supports(language("en"), {}));
    CHECK(gemini->takes_hints());
    CHECK(gemini->style() == "gemini/gemini-3.5-flash-lite/1");
    CHECK(gemini->limits().max_items == 8);
}

}  // namespace glossd::engines::gemini
