// Every engine over the bodies that services have been seen to fail with, their own and those of
// others: a proxy, a stand-in or a wrong base_url may answer anything to anybody.
#include "engines/support.hpp"

#include <chrono>
#include <functional>
#include <map>

#include <fmt/format.h>

using namespace glossd::engines;
using namespace glossd::engines::test;
using glossd::config::EngineSettings;
using glossd::model::Duration;
using glossd::model::ErrorKind;
using glossd::model::ExchangeFailure;
using glossd::model::Headers;
using glossd::model::OutcomeKind;
using nlohmann::json;
using namespace std::chrono_literals;

namespace {

// In the order of the columns below.
std::vector<EngineSettings> all_engines() {
    return {openai_settings(),         gemini_settings(), anthropic_settings(), deepl_settings(),
            libretranslate_settings(), google_settings(), azure_settings()};
}

struct CannedFault {
    const char* name;
    int status;
    std::string body;
    // One letter an engine: Rate_limited, Transient, X rejected, Large, Blocked, Quota,
    // Unauthorized; i: the call went well and every item failed.
    std::string outcomes;
    Headers headers = {};
};

char letter_of(const BatchReply& reply) {
    switch (reply.outcome.kind) {
        case OutcomeKind::ok:
            return marks(reply).find('+') == std::string::npos && !reply.items.empty() ? 'i' : '+';
        case OutcomeKind::rate_limited:
            return 'R';
        case OutcomeKind::transient:
            return 'T';
        case OutcomeKind::rejected:
            return 'X';
        case OutcomeKind::too_large:
            return 'L';
        case OutcomeKind::blocked:
            return 'B';
        case OutcomeKind::quota:
            return 'Q';
        case OutcomeKind::unauthorized:
            return 'U';
        case OutcomeKind::unknown:
            break;
    }
    return '?';
}

std::string gemini_429(const char* quota_id) {
    return fmt::format(
        R"({{"error":{{"code":429,"message":"You exceeded your current quota…","status":)"
        R"("RESOURCE_EXHAUSTED","details":[{{"@type":"type.googleapis.com/google.rpc.QuotaFailure",)"
        R"("violations":[{{"quotaMetric":"generativelanguage.googleapis.com/generate_content",)"
        R"("quotaId":"{}","quotaDimensions":{{"model":"m","location":"global"}}}}]}},)"
        R"({{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"34.5s"}}]}}}})",
        quota_id);
}

const std::string per_minute_429 =
    gemini_429("GenerateRequestsPerMinutePerProjectPerModel-FreeTier");
const std::string per_day_429 = gemini_429("GenerateRequestsPerDayPerProjectPerModel-FreeTier");

//                                 openai, gemini, anthropic, deepl, libretranslate, google, azure
std::vector<CannedFault> errors_of_services() {
    return {
        {"Gemini's minute", 429, per_minute_429, "RRRRRRR"},
        {"Gemini's minute in an array", 429, "[" + per_minute_429 + "]", "RRRRRRR"},
        {"Gemini's day", 429, per_day_429, "RQRRRQR"},
        {"Gemini's bare 429", 429,
         R"({"error":{"code":429,"message":"Resource has been exhausted (e.g. check quota).","status":"RESOURCE_EXHAUSTED"}})",
         "RRRRRRR"},
        {"Gemini overloaded", 503,
         R"({"error":{"code":503,"message":"The model is overloaded. Please try again later.","status":"UNAVAILABLE"}})",
         "TTTTTTT"},
        {"Gemini's blocked prompt", 200,
         R"({"promptFeedback":{"blockReason":"PROHIBITED_CONTENT"},"usageMetadata":{}})",
         "TBTTiTT"},
        {"Gemini cut off in its thoughts", 200,
         R"({"candidates":[{"content":{"role":"model"},"finishReason":"MAX_TOKENS"}]})", "TLTTiTT"},
        {"OpenAI's rate",
         429,
         R"({"error":{"message":"Rate limit reached…","type":"tokens","param":null,"code":"rate_limit_exceeded"}})",
         "RRRRRRR",
         {{"retry-after-ms", "850"}, {"x-ratelimit-reset-tokens", "6m0s"}}},
        {"OpenAI's money", 429,
         R"({"error":{"message":"…","type":"insufficient_quota","param":null,"code":"credit_balance_exhausted"}})",
         "QRRRRRR"},
        {"OpenAI overloaded", 503,
         R"({"error":{"message":"…","type":"service_unavailable_error","param":null,"code":"server_is_overloaded"}})",
         "TTTTTTT"},
        {"OpenRouter's error inside a 200", 200,
         R"({"error":{"code":502,"message":"Provider returned error","metadata":{}}})", "TTTTiTT"},
        {"vLLM's bad request", 400,
         R"({"error":{"message":"…","type":"BadRequestError","param":null,"code":400}})",
         "XXXXXXX"},
        {"llama.cpp's context", 400,
         R"({"error":{"code":400,"message":"the request exceeds the available context size","type":"exceed_context_size_error","n_prompt_tokens":9000,"n_ctx":4096}})",
         "LXXXLXX"},
        {"llama.cpp loading", 503,
         R"({"error":{"code":503,"message":"Loading model","type":"unavailable_error"}})",
         "TTTTTTT"},
        {"Ollama busy", 503, R"({"error":"server busy, please try again."})", "TTTTTTT"},
        {"Anthropic overloaded", 529,
         R"({"type":"error","error":{"type":"overloaded_error","message":"Overloaded"},"request_id":"req_x"})",
         "TRTRRRR"},
        {"Anthropic's spent money", 429,
         R"({"type":"error","error":{"type":"rate_limit_error","message":"…","details":{"error_code":"enforced_spend_limit_reached"}}})",
         "RRQRRRR"},
        {"DeepL's quota", 456, R"({"message":"Quota for this billing period has been exceeded."})",
         "QQQQQQQ"},
        {"DeepL's broken tags", 400,
         R"({"Message":"Tag handling parsing failed, please check input."})", "XXXXXXX"},
        {"LibreTranslate's slowdown", 429, R"({"error":"Slowdown: 20 per 1 minute"})", "RRRRRRR"},
        {"LibreTranslate's missing key", 400, R"({"error":"Visit the site to get an API key"})",
         "XXXXUXX"},
        {"Google's minute", 403,
         R"({"error":{"code":403,"message":"User Rate Limit Exceeded","errors":[{"reason":"userRateLimitExceeded"}]}})",
         "URUUURU"},
        {"Google's day", 403,
         R"({"error":{"code":403,"message":"Daily Limit Exceeded","errors":[{"reason":"dailyLimitExceeded"}]}})",
         "UQUUUQU"},
        {"Azure's free quota", 403, R"({"error":{"code":403001,"message":"…"}})", "UUUUUUQ"},
        {"apertium-apy's missing pair", 400,
         R"({"status":"error","code":400,"message":"Bad Request","explanation":"That pair is not installed"})",
         "XXXXXXX"},
    };
}

std::vector<CannedFault> errors_of_the_way() {
    return {
        {"an empty success", 200, "", "TTTTTTT"},
        {"a login page", 200, "<html>login</html>", "TTTTTTT"},
        {"a cut body", 200, R"({"choices":[{"mess)", "TTTTTTT"},
        {"a null", 200, "null", "TTTTiTT"},
        {"an empty object", 200, "{}", "TTTTiTT"},
        {"an empty list", 200, "[]", "TTTTiTi"},
        {"a lone surrogate", 200, R"({"choices":"\ud83d"})", "TTTTTTT"},
        {"deep nesting", 200, std::string(5000, '['), "TTTTTTT"},
        {"a proxy's page", 502, "<html>Bad gateway</html>", "TTTTTTT"},
        {"an empty 500", 500, "", "TTTTTTT"},
        {"an empty 504", 504, "", "TTTTTTT"},
        {"an empty 401", 401, "", "UUUUUUU"},
        {"an empty 403", 403, "", "UUUUUUU"},
        {"an empty 404", 404, "", "UUUUUUU"},
        {"an empty 402", 402, "", "QQQQQQQ"},
        {"an empty 408", 408, "", "TTTTTTT"},
        {"an empty 413", 413, "", "LLLLLLL"},
        {"an empty 422", 422, "", "XXXXXXX"},
        {"an empty 429", 429, "", "RRRRRRR"},
        {"a redirect", 302, "", "XXXXXXX", {{"Location", "https://elsewhere.example/"}}},
        {"broken bytes behind a byte order mark", 400,
         "\xEF\xBB\xBF{\"error\":{\"message\":\"bad \xFF\"}}", "XXXXXXX"},
    };
}

void check_faults(const std::vector<CannedFault>& faults) {
    for (const auto& fault : faults) {
        std::string outcomes;
        for (const auto& settings : all_engines()) {
            INFO(fault.name, ", ", settings.type);
            const auto reply = engine(settings)->read(
                three_items(), http(fault.status, fault.body, fault.headers));
            outcomes += letter_of(reply);
            const bool has_items = reply.outcome.kind == OutcomeKind::ok;
            CHECK(reply.items.size() == (has_items ? 3 : 0));
            CHECK(reply.outcome.message.empty() == has_items);
            CHECK(reply.outcome.message.size() < 500);
        }
        INFO(fault.name);
        CHECK(outcomes == fault.outcomes);
    }
}

}  // namespace

TEST_CASE("an error that some service is known for means the right thing to every engine") {
    check_faults(errors_of_services());
}

TEST_CASE("what proxies and broken servers answer means the right thing to every engine") {
    check_faults(errors_of_the_way());
}

TEST_CASE("no engine takes a broken exchange for more than a reason to try again") {
    for (const auto& settings : all_engines()) {
        INFO(settings.type);
        const auto tried = engine(settings);
        for (const auto kind : {ErrorKind::network, ErrorKind::timeout, ErrorKind::protocol}) {
            const auto reply = tried->read(three_items(), ExchangeFailure{{kind, "reset"}, true});
            CHECK(letter_of(reply) == 'T');
            CHECK(reply.outcome.message == "reset");
        }
        CHECK(letter_of(tried->read(three_items(), glossd::model::PipelineReply{})) == 'T');
    }
}

TEST_CASE("every engine waits as long as the service says, in whatever words") {
    const std::vector<std::pair<Headers, Duration>> words{
        {{{"Retry-After", "7"}}, 7s},
        {{{"retry-after-ms", "850"}, {"x-ratelimit-reset-tokens", "6m0s"}}, 850ms},
        {{{"Date", "Sat, 21 Nov 2026 12:00:00 GMT"},
          {"Retry-After", "Sat, 21 Nov 2026 12:02:00 GMT"}},
         2min},
        {{{"x-ratelimit-remaining-requests", "0"}, {"x-ratelimit-reset-requests", "1m30s"}}, 90s},
    };
    for (const auto& settings : all_engines()) {
        INFO(settings.type);
        for (const auto& row : words) {
            const auto reply = engine(settings)->read(three_items(), http(429, "", row.first));
            CHECK(reply.outcome.retry_after == row.second);
        }
        CHECK_FALSE(engine(settings)->read(three_items(), http(429, "")).outcome.retry_after);
    }
}

TEST_CASE("no engine repeats the key that a service quotes, neither in a call nor in a probe") {
    for (auto settings : all_engines()) {
        INFO(settings.type);
        settings.api_key = glossd::config::Secret("sk-very-secret", "literal");
        const auto tried = engine(settings);
        for (const int status : {400, 401, 403, 429, 500}) {
            for (const auto* body : {R"({"error":{"message":"bad sk-very-secret"}})",
                                     R"({"message":"bad sk-very-secret"})", "bad sk-very-secret"}) {
                const auto reply = http(status, body);
                const auto said = tried->read(three_items(), reply).outcome.message;
                CHECK(said.find("bad ***") != std::string::npos);
                CHECK(said.find("secret") == std::string::npos);
                const auto probed = tried->read_probe(reply, {}).error().message;
                CHECK(probed.find("secret") == std::string::npos);
            }
        }
        CHECK(std::get<glossd::model::HttpRequest>(tried->request(three_items()))
                  .url.find("secret") == std::string::npos);
    }
}

namespace {

std::string openai_answer(const std::string& text) {
    return json{{"choices", {{{"message", {{"content", text}}}, {"finish_reason", "stop"}}}}}
        .dump();
}

std::string gemini_answer(const std::string& text) {
    const json content{{"parts", {{{"text", text}}}}, {"role", "model"}};
    return json{{"candidates", {{{"content", content}, {"finishReason", "STOP"}}}}}.dump();
}

std::string anthropic_answer(const std::string& text) {
    return json{{"content", {{{"type", "text"}, {"text", text}}}}, {"stop_reason", "end_turn"}}
        .dump();
}

}  // namespace

TEST_CASE("whatever a language model makes of the exchange, only whole items pass") {
    const auto whole = items(good_a + "," + good_b + "," + good_c);
    const std::vector<std::pair<std::string, const char*>> answers{
        {whole, "+++"},
        {"```json\n" + whole + "\n```", "+++"},
        {"<think>{\"items\":[]} well</think>" + whole, "+++"},
        {items(good_a + "," + good_b + R"(,{"id":"c","t":"cut)"), "++-"},
        {R"({"items":[)" + good_a + "," + good_b + R"(,{"id":"c","t":"cu)", "++-"},
        {items(good_a + "," + good_c), "+-+"},
        {items(good_a + "," + good_a + "," + good_b + "," + good_c), "+++"},
        {items(R"({"id":"z","t":"extra<x9/>"},)" + good_b), "-+-"},
        {items(R"({"id":"a","t":"Sí<x3/>"},{"id":"b","t":"No<x4/>"},{"id":"c","t":"?"})"), "---"},
        {items(R"({"id":"a","t":"Hola <x2/>"},)" + good_b), "-+-"},
        {items(R"({"id":"a","t":"Hola <x1/> y <x1/><x2/>"},)" + good_b), "-+-"},
        // Said twice in a row is left to the checks, which mend it.
        {items(R"({"id":"a","t":"Hola <x1/><x1/><x2/>"},)" + good_b), "++-"},
        {items(R"({"id":"a","t":"Hola <X1/><X2/>"},)" + good_b), "++-"},
        {"Sure! I will not translate that.", "---"},
        {"", "---"},
    };
    const std::vector<std::pair<EngineSettings, std::function<std::string(const std::string&)>>>
        models{{openai_settings(), openai_answer},
               {gemini_settings(), gemini_answer},
               {anthropic_settings(), anthropic_answer}};
    for (const auto& model : models) {
        for (const auto& answer : answers) {
            INFO(model.first.type, ": ", answer.first);
            const auto reply =
                engine(model.first)->read(three_items(), http(200, model.second(answer.first)));
            CHECK(reply.outcome.kind == OutcomeKind::ok);
            CHECK(marks(reply) == answer.second);
        }
    }
}

namespace {

// A service that translates nothing, and the texts it was given.
struct Positional {
    EngineSettings settings;
    std::function<std::vector<std::string>(const json&)> texts;
    std::function<std::string(const std::vector<std::string>&)> answer;
    const char* shifted;  // the marks when every answer went to the text before
};

std::vector<std::string> strings(const json& list) {
    return list.get<std::vector<std::string>>();
}

json each(const std::vector<std::string>& texts, const char* key) {
    auto list = json::array();
    for (const auto& text : texts) list.push_back({{key, text}});
    return list;
}

std::vector<Positional> positional_services() {
    return {
        {deepl_settings(), [](const json& body) { return strings(body["text"]); },
         [](const auto& texts) {
             return json{{"translations", each(texts, "text")}}.dump();
         },
         "---"},
        // Without a tag at their end, texts that have no span cannot show a shift.
        {libretranslate_settings(), [](const json& body) { return strings(body["q"]); },
         [](const auto& texts) {
             return json{{"translatedText", texts}}.dump();
         },
         "-+-"},
        {google_settings(), [](const json& body) { return strings(body["q"]); },
         [](const auto& texts) {
             return json{{"data", {{"translations", each(texts, "translatedText")}}}}.dump();
         },
         "-+-"},
        {azure_settings(),
         [](const json& body) {
             std::vector<std::string> texts;
             for (const auto& one : body) texts.push_back(one["Text"].get<std::string>());
             return texts;
         },
         [](const auto& texts) {
             auto list = json::array();
             for (const auto& text : texts) {
                 list.push_back({{"translations", each({text}, "text")}});
             }
             return list.dump();
         },
         "-+-"},
    };
}

}  // namespace

TEST_CASE("services that answer by position are held to number, spans and content") {
    for (const auto& service : positional_services()) {
        INFO(service.settings.type);
        const auto tried = engine(service.settings);
        const auto sent = service.texts(body_of(tried->request(three_items())));
        REQUIRE(sent.size() == 3);
        const auto marks_of = [&](const std::vector<std::string>& answers) {
            const auto reply = tried->read(three_items(), http(200, service.answer(answers)));
            CHECK(reply.outcome.kind == OutcomeKind::ok);
            return marks(reply);
        };
        CHECK(marks_of(sent) == "+++");
        CHECK(marks_of({sent[1], sent[2], sent[0]}) == service.shifted);
        CHECK(marks_of({sent[0], sent[1]}) == "---");
        CHECK(marks_of({sent[0], sent[1], sent[2], sent[2]}) == "---");
        CHECK(marks_of({"", "", ""}) == "---");
        CHECK(marks_of({sent[0] + sent[0], sent[1], sent[2]}) == "-++");
        CHECK(marks_of({"Hola", sent[1], sent[2]}) == "-++");
    }
}
