#include "engines/support.hpp"

using namespace glossd::engines;
using namespace glossd::engines::test;

namespace {

std::string complaint(const glossd::config::EngineSettings& settings) {
    const auto made = make_engine(settings);
    REQUIRE_FALSE(made);
    CHECK(made.error().kind == glossd::model::ErrorKind::config);
    return made.error().message;
}

bool names(const std::string& message, const char* part) {
    return message.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("an unknown type is told the types there are") {
    auto settings = openai_settings();
    settings.type = "opnai";
    const auto message = complaint(settings);
    CHECK(names(message, "engine \"llm\""));
    CHECK(names(message, "\"opnai\""));
    CHECK(names(message, "\"openai\""));
    CHECK(names(message, "\"deepl\""));
    CHECK(names(message, "\"libretranslate\""));
}

TEST_CASE("a missing key is named") {
    auto llm = openai_settings();
    llm.model = "";
    CHECK(names(complaint(llm), "engine \"llm\": `model` is missing"));
    llm = openai_settings();
    llm.base_url = "";
    CHECK(names(complaint(llm), "`api_key` is missing"));
    llm.base_url = "https://api.openai.com/v1";
    CHECK(names(complaint(llm), "`api_key` is missing"));
    auto gemini = gemini_settings();
    gemini.model = "";
    CHECK(names(complaint(gemini), "engine \"gemini\": `model` is missing"));
    gemini = gemini_settings();
    gemini.api_key = {};
    CHECK(names(complaint(gemini), "engine \"gemini\": `api_key` is missing"));
    auto claude = anthropic_settings();
    claude.model = "";
    CHECK(names(complaint(claude), "engine \"claude\": `model` is missing"));
    claude = anthropic_settings();
    claude.api_key = {};
    CHECK(names(complaint(claude), "engine \"claude\": `api_key` is missing"));
    auto deepl = deepl_settings();
    deepl.api_key = {};
    CHECK(names(complaint(deepl), "engine \"deepl\": `api_key` is missing"));
    auto google = google_settings();
    google.api_key = {};
    CHECK(names(complaint(google), "engine \"google\": `api_key` is missing"));
    auto azure = azure_settings();
    azure.api_key = {};
    CHECK(names(complaint(azure), "engine \"azure\": `api_key` is missing"));
    auto libre = libretranslate_settings();
    libre.base_url = "";
    CHECK(names(complaint(libre), "engine \"libre\": `base_url` is missing"));
}

TEST_CASE("a wrong value is named by its key, never by a secret") {
    auto llm = openai_settings();
    llm.json_mode = "yaml";
    CHECK(names(complaint(llm), "`json_mode`"));
    llm = openai_settings();
    llm.api_key = glossd::config::Secret("sk-secret", "literal");
    llm.base_url = "not an address";
    const auto message = complaint(llm);
    CHECK(names(message, "`base_url`"));
    CHECK_FALSE(names(message, "sk-secret"));
}

TEST_CASE("a style never contains the key") {
    for (auto settings :
         {openai_settings(), gemini_settings(), anthropic_settings(), deepl_settings(),
          libretranslate_settings(), google_settings(), azure_settings()}) {
        settings.api_key = glossd::config::Secret("sk-secret", "literal");
        CHECK_FALSE(names(engine(settings)->style(), "secret"));
    }
}
