#include "engines/google/languages.hpp"
#include "engines/support.hpp"

#include <chrono>

using namespace glossd::engines;
using namespace glossd::engines::test;
using glossd::model::Duration;
using glossd::model::ErrorKind;
using glossd::model::OutcomeKind;
using google::google_code;
using google::same_google_code;
using nlohmann::json;
using namespace std::chrono_literals;

namespace glossd::engines::google {
namespace {

const std::pair<std::string, std::string> google_noon{"Date", "Sat, 21 Nov 2026 12:00:00 GMT"};

BatchReply fault(int status, const std::string& body, const glossd::model::Headers& headers = {}) {
    return engine(google_settings())->read(three_items(), http(status, body, headers));
}

BatchReply read(const std::vector<std::string>& texts) {
    auto list = json::array();
    for (const auto& text : texts) list.push_back({{"translatedText", text}});
    return fault(200, json{{"data", {{"translations", list}}}}.dump());
}

std::string legacy(int code, const char* message, const char* reason) {
    const json one{{"message", message}, {"domain", "global"}, {"reason", reason}};
    return json{{"error", {{"code", code}, {"message", message}, {"errors", {one}}}}}.dump();
}

json languages(const std::vector<std::string>& codes) {
    auto list = json::array();
    for (const auto& code : codes) list.push_back({{"language", code}});
    return {{"data", {{"languages", list}}}};
}

}  // namespace

TEST_CASE("a Google request is HTML, its key a header, and nothing in it is unknown there") {
    const auto request = engine(google_settings())->request(three_items());
    const auto& sent = std::get<glossd::model::HttpRequest>(request);
    CHECK(sent.method == "POST");
    CHECK(sent.url == "https://translation.googleapis.com/language/translate/v2");
    CHECK(header_of(request, "x-goog-api-key") == "t-secret");
    CHECK(header_of(request, "Content-Type") == "application/json");
    CHECK(sent.body.find("t-secret") == std::string::npos);
    CHECK(body_of(request) ==
          json{{"q", {"Hi <span id=\"1\" translate=\"no\">@ana</span>", "Yes", "No"}},
               {"source", "en"},
               {"target", "es"},
               {"format", "html"}});
    auto unknown = three_items();
    unknown.from = {};
    CHECK_FALSE(body_of(engine(google_settings())->request(unknown)).contains("source"));
}

TEST_CASE("a stand-in for Google needs no key, and calls stay within Google's limits") {
    auto settings = google_settings();
    settings.base_url = "http://localhost:9";
    settings.api_key = {};
    const auto request = engine(settings)->request(three_items());
    CHECK(std::get<glossd::model::HttpRequest>(request).url ==
          "http://localhost:9/language/translate/v2");
    CHECK(header_of(request, "x-goog-api-key").empty());
    settings.batch_max = 1000;
    CHECK(engine(settings)->limits().max_items == 128);
    CHECK(engine(settings)->limits().max_characters == 5000);
    CHECK(engine(settings)->style() == "google/v2/1");
    CHECK_FALSE(engine(settings)->takes_hints());
    CHECK(engine(settings)->supports({}, language("de")));
    CHECK_FALSE(engine(settings)->supports(language("en"), {}));
    settings.base_url = "nowhere";
    CHECK(make_engine(settings).error().message.find("`base_url`") != std::string::npos);
}

TEST_CASE("Google's answers become masked text, and shifted ones are refused") {
    const auto good = read({"Hola <span id=\"1\" translate=\"no\">@ana</span>", "S&iacute;", "No"});
    REQUIRE(marks(good) == "+++");
    CHECK(good.items[0].text == "Hola " + mask(0));
    CHECK(good.items[1].text == "Sí");
    CHECK(good.usage.characters == 47);  // with the markup, as Google bills
    CHECK(marks(read({"Sí", "Hola <span id=\"1\">@ana</span>", "No"})) == "--+");
    CHECK(marks(read({"Sí", "No"})) == "---");
}

TEST_CASE("every error of Cloud Translation is what it means") {
    struct Fault {
        int status;
        std::string body;
        OutcomeKind kind;
    };
    const std::string bad_key =
        R"({"error":{"code":400,"message":"API key not valid. Please pass a valid API key.",)"
        R"("errors":[{"message":"API key not valid.","domain":"global","reason":"badRequest"}],)"
        R"("status":"INVALID_ARGUMENT","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo",)"
        R"("reason":"API_KEY_INVALID","domain":"googleapis.com"}]}})";
    const std::vector<Fault> faults{
        {400, bad_key, OutcomeKind::unauthorized},
        {400, legacy(400, "Bad Request", "keyInvalid"), OutcomeKind::unauthorized},
        {403, legacy(403, "Translation API has not been used in project 1", "accessNotConfigured"),
         OutcomeKind::unauthorized},
        {403, R"({"error":{"code":403,"message":"blocked","status":"PERMISSION_DENIED"}})",
         OutcomeKind::unauthorized},
        {400, legacy(400, "Invalid Value", "invalid"), OutcomeKind::rejected},
        {400,
         R"({"error":{"code":400,"message":"Bad language pair: en|xx","status":"INVALID_ARGUMENT"}})",
         OutcomeKind::rejected},
        {400, legacy(400, "Too many text segments", "invalid"), OutcomeKind::too_large},
        {400, R"({"error":{"code":400,"message":"Text is too long.","status":"INVALID_ARGUMENT"}})",
         OutcomeKind::too_large},
        {400,
         R"({"error":{"code":400,"message":"Request payload size exceeds the limit: 204800 bytes.","status":"INVALID_ARGUMENT"}})",
         OutcomeKind::too_large},
        {413, "<html>Payload Too Large</html>", OutcomeKind::too_large},
        {429, R"({"error":{"code":429,"message":"Quota","status":"RESOURCE_EXHAUSTED"}})",
         OutcomeKind::rate_limited},
        {500, legacy(500, "Backend Error", "backendError"), OutcomeKind::transient},
        {503, R"({"error":{"code":503,"message":"busy","status":"UNAVAILABLE"}})",
         OutcomeKind::transient},
        {503, "", OutcomeKind::transient},
        {200, legacy(503, "late", "backendError"), OutcomeKind::transient},
        {301, "", OutcomeKind::rejected},
    };
    for (const auto& row : faults) {
        INFO(row.status, " ", row.body);
        const auto reply = fault(row.status, row.body);
        CHECK(reply.outcome.kind == row.kind);
        CHECK_FALSE(reply.outcome.message.empty());
        CHECK_FALSE(reply.outcome.retry_after);
        CHECK(reply.items.empty());
    }
}

TEST_CASE("a used-up minute at Google waits a minute, a used-up day until California's midnight") {
    for (const auto& body :
         {legacy(403, "User Rate Limit Exceeded", "userRateLimitExceeded"),
          legacy(403, "Rate Limit Exceeded", "rateLimitExceeded"),
          std::string(R"({"error":{"code":403,"message":"User Rate Limit Exceeded"}})")}) {
        INFO(body);
        const auto limited = fault(403, body).outcome;
        CHECK(limited.kind == OutcomeKind::rate_limited);
        CHECK(limited.retry_after == Duration(1min));
        CHECK(fault(403, body, {{"Retry-After", "7"}}).outcome.retry_after == Duration(7s));
    }
    for (const auto& body :
         {legacy(403, "Daily Limit Exceeded", "dailyLimitExceeded"),
          std::string(R"({"error":{"code":403,"message":"Daily Limit Exceeded"}})")}) {
        INFO(body);
        const auto used_up = fault(403, body, {google_noon}).outcome;
        CHECK(used_up.kind == OutcomeKind::quota);
        CHECK(used_up.retry_after == Duration(20h));
        CHECK_FALSE(fault(403, body).outcome.retry_after);
    }
}

TEST_CASE("a 200 without translations is Google's fault") {
    for (const auto* body : {"", "<html>login</html>", "{}", "[]", "null", "7", R"({"data":7})",
                             R"({"data":{"translations":"x"}})"}) {
        INFO(body);
        CHECK(fault(200, body).outcome.kind == OutcomeKind::transient);
        CHECK(fault(200, body).items.empty());
    }
    CHECK(marks(fault(200, R"({"data":{"translations":[7,null,{"translatedText":8}]}})")) == "---");
}

TEST_CASE("a probe of Google asks for its languages and says which pair is missing") {
    const auto google = engine(google_settings());
    const auto probe = *google->probe();
    const auto& asked = std::get<glossd::model::HttpRequest>(probe);
    CHECK(asked.method == "GET");
    CHECK(asked.url == "https://translation.googleapis.com/language/translate/v2/languages");
    CHECK(header_of(probe, "x-goog-api-key") == "t-secret");
    const auto list = http(200, languages({"en", "es", "iw", "no", "zh-CN", "pt"}).dump());
    const auto pair = [](const char* from, const char* to) {
        return LanguagePair{language(from), language(to)};
    };
    CHECK(google->read_probe(list, {pair("en", "es"), pair("he", "nb"), pair("zh", "pt-BR")}));
    const auto missing = google->read_probe(list, {pair("en", "es"), pair("en", "tlh")});
    CHECK(missing.error().kind == ErrorKind::unsupported);
    CHECK(missing.error().message ==
          "engine \"google\": the service does not translate \"en\" to \"tlh\"; give the route "
          "another engine");
    CHECK_FALSE(google->read_probe(list, {pair("en", "zh-TW")}));
    CHECK(google->read_probe(list, {{{}, language("es")}}));
    const auto refused =
        google->read_probe(http(400, legacy(400, "API key t-secret not valid", "badRequest")), {});
    CHECK(refused.error().kind == ErrorKind::config);
    CHECK(refused.error().message == "HTTP 400: API key *** not valid (400)");
    CHECK(google->read_probe(http(200, "{}"), {}).error().message.find("`base_url`") !=
          std::string::npos);
}

TEST_CASE("tags become Google's codes, and a script it does not write stays to be refused") {
    const std::vector<std::pair<const char*, const char*>> table{
        {"en-GB", "en"},        {"zh", "zh-CN"},   {"zh-Hant", "zh-TW"}, {"zh-HK", "zh-TW"},
        {"pt", "pt"},           {"pt-BR", "pt"},   {"pt-PT", "pt-PT"},   {"fr-CA", "fr-CA"},
        {"nb", "no"},           {"no", "no"},      {"nn", "nn"},         {"iw", "he"},
        {"sr-Latn", "sr-Latn"}, {"sr-Cyrl", "sr"}, {"kmr", "ku"},        {"fil", "tl"},
    };
    for (const auto& row : table) {
        INFO(row.first);
        CHECK(google_code(language(row.first)) == row.second);
    }
    CHECK(same_google_code("iw", "he"));
    CHECK(same_google_code("ZH-CN", "zh"));
    CHECK_FALSE(same_google_code("zh-TW", "zh-CN"));
}

}  // namespace glossd::engines::google
