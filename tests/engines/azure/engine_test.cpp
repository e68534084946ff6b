#include "engines/azure/languages.hpp"
#include "engines/support.hpp"

#include <chrono>

#include <fmt/format.h>

using namespace glossd::engines;
using namespace glossd::engines::test;
using azure::azure_code;
using glossd::model::Duration;
using glossd::model::ErrorKind;
using glossd::model::OutcomeKind;
using nlohmann::json;
using namespace std::chrono_literals;

namespace glossd::engines::azure {
namespace {

BatchReply fault(int status, const std::string& body, const glossd::model::Headers& headers = {}) {
    return engine(azure_settings())->read(three_items(), http(status, body, headers));
}

BatchReply read(const std::vector<std::string>& texts) {
    auto list = json::array();
    for (const auto& text : texts) {
        list.push_back({{"translations", json::array({{{"text", text}, {"to", "es"}}})}});
    }
    return fault(200, list.dump());
}

std::string coded(int code) {
    return fmt::format(R"({{"error":{{"code":{},"message":"a message of Azure"}}}})", code);
}

const std::string& url_of(const glossd::model::Request& request) {
    return std::get<glossd::model::HttpRequest>(request).url;
}

}  // namespace

TEST_CASE("an Azure request is HTML with its languages in the address and key and region beside") {
    auto settings = azure_settings();
    settings.region = "westeurope";
    const auto request = engine(settings)->request(three_items());
    CHECK(std::get<glossd::model::HttpRequest>(request).method == "POST");
    CHECK(url_of(request) ==
          "https://api.cognitive.microsofttranslator.com/"
          "translate?api-version=3.0&textType=html&to=es&from=en");
    CHECK(header_of(request, "Ocp-Apim-Subscription-Key") == "z-secret");
    CHECK(header_of(request, "Ocp-Apim-Subscription-Region") == "westeurope");
    CHECK(header_of(request, "Content-Type") == "application/json");
    CHECK(body_of(request) ==
          json::array({{{"Text", "Hi <span id=\"1\" class=\"notranslate\">@ana</span>"}},
                       {{"Text", "Yes"}},
                       {{"Text", "No"}}}));
    auto unknown = three_items();
    unknown.from = {};
    unknown.to = language("zh-TW");
    const auto detected = engine(azure_settings())->request(unknown);
    CHECK(url_of(detected).ends_with("translate?api-version=3.0&textType=html&to=zh-Hant"));
    CHECK(header_of(detected, "Ocp-Apim-Subscription-Region").empty());
}

TEST_CASE("a stand-in for Azure needs no key, and calls stay within Azure's limits") {
    auto settings = azure_settings();
    settings.base_url = "http://localhost:9/translator/text/v3.0";
    settings.api_key = {};
    const auto request = engine(settings)->request(three_items());
    CHECK(url_of(request).starts_with(
        "http://localhost:9/translator/text/v3.0/translate?api-version=3.0&"));
    CHECK(header_of(request, "Ocp-Apim-Subscription-Key").empty());
    settings.batch_max = 5000;
    CHECK(engine(settings)->limits().max_items == 1000);
    CHECK(engine(settings)->limits().max_characters == 25'000);
    CHECK(engine(settings)->style() == "azure/v3/1");
    CHECK_FALSE(engine(settings)->takes_hints());
    settings.base_url = "nowhere";
    CHECK(make_engine(settings).error().message.find("`base_url`") != std::string::npos);
}

TEST_CASE("Azure's answers become masked text, and shifted ones are refused") {
    const auto good =
        read({"Hola <span id=\"1\" class=\"notranslate\">@ana</span>", "S&iacute;", "No"});
    REQUIRE(marks(good) == "+++");
    CHECK(good.items[0].text == "Hola " + mask(0));
    CHECK(good.items[1].text == "Sí");
    CHECK(good.usage.characters == 52);
    CHECK(marks(read({"Sí", "Hola <span id=\"1\">@ana</span>", "No"})) == "--+");
    CHECK(marks(read({"Sí", "No"})) == "---");
}

TEST_CASE("every error of Azure's Translator is what its six digits mean") {
    const std::vector<std::pair<int, OutcomeKind>> codes{
        {400000, OutcomeKind::rejected},     {400019, OutcomeKind::rejected},
        {400023, OutcomeKind::rejected},     {400036, OutcomeKind::rejected},
        {400074, OutcomeKind::rejected},     {400050, OutcomeKind::too_large},
        {400072, OutcomeKind::too_large},    {400077, OutcomeKind::too_large},
        {401000, OutcomeKind::unauthorized}, {401015, OutcomeKind::unauthorized},
        {403000, OutcomeKind::unauthorized}, {403001, OutcomeKind::quota},
        {405000, OutcomeKind::rejected},     {415000, OutcomeKind::rejected},
        {429000, OutcomeKind::rate_limited}, {429001, OutcomeKind::rate_limited},
        {429002, OutcomeKind::rate_limited}, {500000, OutcomeKind::transient},
        {503000, OutcomeKind::transient},
    };
    for (const auto& row : codes) {
        for (const int status : {row.first / 1000, 200}) {
            INFO(row.first, " ", status);
            const auto reply = fault(status, coded(row.first));
            CHECK(reply.outcome.kind == row.second);
            CHECK(reply.items.empty());
            CHECK_FALSE(reply.outcome.retry_after);
        }
    }
    CHECK(fault(403, coded(403001)).outcome.message == "HTTP 403: a message of Azure (403001)");
}

TEST_CASE("a translation system that is being prepared is asked again after a minute") {
    for (const auto& body : {coded(408001), coded(408002), std::string()}) {
        const auto preparing = fault(408, body).outcome;
        CHECK(preparing.kind == OutcomeKind::transient);
        CHECK(preparing.retry_after == Duration(1min));
    }
    CHECK(fault(408, coded(408001), {{"Retry-After", "9"}}).outcome.retry_after == Duration(9s));
    CHECK(fault(429, coded(429000), {{"Retry-After", "9"}}).outcome.retry_after == Duration(9s));
}

TEST_CASE("an Azure error of another form goes by its status") {
    const std::vector<std::pair<int, OutcomeKind>> statuses{
        {400, OutcomeKind::rejected},     {401, OutcomeKind::unauthorized},
        {403, OutcomeKind::unauthorized}, {413, OutcomeKind::too_large},
        {429, OutcomeKind::rate_limited}, {500, OutcomeKind::transient},
        {301, OutcomeKind::rejected},
    };
    for (const auto& row : statuses) {
        for (const auto* body :
             {"", "<html>no</html>", "[]", R"({"error":{"code":"Unauthorized"}})",
              R"({"error":{"code":7}})"}) {
            INFO(row.first, " ", body);
            CHECK(fault(row.first, body).outcome.kind == row.second);
        }
    }
}

TEST_CASE("a 200 that is no list is Azure's fault") {
    for (const auto* body : {"", "<html>login</html>", "{}", "null", "7", R"({"error":"x"})"}) {
        INFO(body);
        CHECK(fault(200, body).outcome.kind == OutcomeKind::transient);
        CHECK(fault(200, body).items.empty());
    }
    CHECK(marks(fault(200, R"([7,{"translations":[]},{"translations":[{"text":8}]}])")) == "---");
}

TEST_CASE("a probe of Azure translates one character, for only that needs the key") {
    const auto azure = engine(azure_settings());
    const auto probe = *azure->probe();
    CHECK(url_of(probe) ==
          "https://api.cognitive.microsofttranslator.com/translate?api-version=3.0&from=en&to=es");
    CHECK(body_of(probe) == json::array({{{"Text", "a"}}}));
    CHECK(header_of(probe, "Ocp-Apim-Subscription-Key") == "z-secret");
    const auto good = http(200, R"([{"translations":[{"text":"a","to":"es"}]}])");
    CHECK(azure->read_probe(good, {{language("en"), language("es")}}));
    const auto out_of_reach = azure->read_probe(good, {{language("en"), language("nn")}});
    CHECK(out_of_reach.error().kind == ErrorKind::unsupported);
    CHECK(out_of_reach.error().message.find("\"en\" to \"nn\"") != std::string::npos);
    CHECK(azure->read_probe(http(200, "{}"), {}).error().message.find("`base_url`") !=
          std::string::npos);
}

TEST_CASE("a key that Azure refuses is told with the region it may lack, never itself") {
    const std::string body = R"({"error":{"code":401000,"message":"refused z-secret"}})";
    const auto refused = engine(azure_settings())->read_probe(http(401, body), {});
    CHECK(refused.error().kind == ErrorKind::config);
    CHECK(refused.error().message ==
          "HTTP 401: refused *** (401000); a regional resource needs its `region`");
    auto settings = azure_settings();
    settings.region = "westeurope";
    CHECK(engine(settings)->read_probe(http(401, body), {}).error().message ==
          "HTTP 401: refused *** (401000)");
}

TEST_CASE("tags become Azure's codes, and another script is refused") {
    const std::vector<std::pair<const char*, const char*>> table{
        {"en-GB", "en"},   {"zh", "zh-Hans"},  {"zh-HK", "zh-Hant"},   {"pt", "pt"},
        {"pt-BR", "pt"},   {"pt-PT", "pt-PT"}, {"fr-CA", "fr-CA"},     {"no", "nb"},
        {"iw", "he"},      {"sr", "sr-Cyrl"},  {"sr-Latn", "sr-Latn"}, {"mn", "mn-Cyrl"},
        {"tl", "fil"},     {"fil", "fil"},     {"ckb", "ku"},          {"ny", "nya"},
        {"uz-Latn", "uz"}, {"yue", "yue"},     {"zu", "zu"},
    };
    for (const auto& row : table) {
        INFO(row.first);
        CHECK(azure_code(language(row.first)).value_or("") == row.second);
    }
    for (const auto* tag : {"nn", "sr-Arab", "uz-Cyrl", "tpi"}) {
        INFO(tag);
        CHECK(azure_code(language(tag)).error().kind == ErrorKind::unsupported);
    }
    const auto azure = engine(azure_settings());
    CHECK(azure->supports({}, language("de")));
    CHECK_FALSE(azure->supports(language("nn"), language("de")));
}

}  // namespace glossd::engines::azure
