// Error bodies as the service sends them (google.rpc.Status), each with what it means.
#include "engines/support.hpp"

#include <chrono>

#include <fmt/format.h>

using namespace glossd::engines;
using namespace glossd::engines::test;
using glossd::model::Duration;
using glossd::model::Headers;
using glossd::model::Outcome;
using glossd::model::OutcomeKind;
using namespace std::chrono_literals;

namespace glossd::engines::gemini {
namespace {

const std::pair<std::string, std::string> noon{"Date", "Sat, 21 Nov 2026 12:00:00 GMT"};

Outcome read(int status, const std::string& body, const Headers& headers = {}) {
    const auto reply = engine(gemini_settings())->read(three_items(), http(status, body, headers));
    CHECK(reply.items.empty());
    return reply.outcome;
}

std::string error(int code, const char* status, const char* message,
                  const std::string& details = "") {
    return fmt::format(R"({{"error":{{"code":{},"message":"{}","status":"{}"{}}}}})", code, message,
                       status, details.empty() ? "" : R"(,"details":[)" + details + "]");
}

std::string quota(const char* id) {
    return fmt::format(
        R"({{"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[{{"quotaMetric":)"
        R"("generativelanguage.googleapis.com/generate_content_free_tier_requests","quotaId":"{}",)"
        R"("quotaDimensions":{{"model":"m","location":"global"}}}}]}})",
        id);
}

std::string retry(const char* delay) {
    return fmt::format(
        R"({{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"{}"}})", delay);
}

std::string exhausted(const std::string& details) {
    return error(429, "RESOURCE_EXHAUSTED", "You exceeded your current quota…", details);
}

constexpr const char* per_minute = "GenerateRequestsPerMinutePerProjectPerModel-FreeTier";
constexpr const char* tokens_per_minute = "GenerateContentInputTokensPerModelPerMinute-FreeTier";
constexpr const char* per_day = "GenerateRequestsPerDayPerProjectPerModel-FreeTier";

}  // namespace

TEST_CASE("a limit of the minute waits as long as told, else a minute") {
    const auto told = read(429, exhausted(quota(per_minute) + "," + retry("34.5s")));
    CHECK(told.kind == OutcomeKind::rate_limited);
    CHECK(told.retry_after == Duration(34'500ms));
    CHECK(told.message == "HTTP 429: You exceeded your current quota… (RESOURCE_EXHAUSTED)");
    CHECK(read(429, exhausted(quota(tokens_per_minute) + "," + retry("34s"))).retry_after ==
          Duration(34s));
    CHECK(read(429, exhausted(quota(per_minute))).retry_after == Duration(1min));
    CHECK(read(429, exhausted(quota(per_minute) + "," + retry("0s"))).retry_after ==
          Duration(1min));
    CHECK(read(429, exhausted(quota(per_minute) + "," + retry("soon"))).retry_after ==
          Duration(1min));
    CHECK(read(429, exhausted(quota(per_minute) + "," + retry("9999999s"))).retry_after ==
          Duration(24h));
}

TEST_CASE("a limit of the day parks until midnight in California, whatever RetryInfo says") {
    for (const auto& details : {quota(per_day), quota(per_day) + "," + retry("2s"),
                                retry("2s") + "," + quota(per_minute) + "," + quota(per_day)}) {
        INFO(details);
        const auto outcome = read(429, exhausted(details), {noon});
        CHECK(outcome.kind == OutcomeKind::quota);
        CHECK(outcome.retry_after == Duration(20h));
        const auto undated = read(429, exhausted(details));
        CHECK(undated.kind == OutcomeKind::quota);
        CHECK_FALSE(undated.retry_after);
    }
}

TEST_CASE("a 429 that says no more is a rate limit without a time") {
    const auto bare =
        error(429, "RESOURCE_EXHAUSTED", "Resource has been exhausted (e.g. check quota).");
    for (const auto& body : {bare, "[" + bare + "]", std::string("[]"), std::string(),
                             std::string("<html>Too Many Requests</html>")}) {
        INFO(body);
        const auto outcome = read(429, body);
        CHECK(outcome.kind == OutcomeKind::rate_limited);
        CHECK_FALSE(outcome.retry_after);
    }
    CHECK(read(429, bare, {{"Retry-After", "7"}}).retry_after == Duration(7s));
    CHECK(read(429, exhausted(retry("3s"))).retry_after == Duration(3s));
}

TEST_CASE("an error wrapped in an array is the same error") {
    const auto wrapped =
        read(429, "[" + exhausted(quota(per_minute) + "," + retry("34.07s")) + "]");
    CHECK(wrapped.kind == OutcomeKind::rate_limited);
    CHECK(wrapped.retry_after == Duration(34'070ms));
}

TEST_CASE("every other error of the service is what it means") {
    const std::string key_invalid =
        R"({"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"API_KEY_INVALID",)"
        R"("domain":"googleapis.com","metadata":{"service":"generativelanguage.googleapis.com"}})";
    const std::string violation =
        R"({"@type":"type.googleapis.com/google.rpc.BadRequest","fieldViolations":)"
        R"([{"field":"generation_config","description":"Unknown name \"x\""}]})";
    struct Fault {
        int status;
        std::string body;
        OutcomeKind kind;
    };
    const std::vector<Fault> faults{
        {400, error(400, "INVALID_ARGUMENT", "API key not valid.", key_invalid),
         OutcomeKind::unauthorized},
        {400, error(400, "INVALID_ARGUMENT", "API key not valid. Please pass a valid API key."),
         OutcomeKind::unauthorized},
        {400, error(400, "INVALID_ARGUMENT", "API key expired.", key_invalid),
         OutcomeKind::unauthorized},
        {400, error(400, "INVALID_ARGUMENT", "Invalid JSON payload received.", violation),
         OutcomeKind::rejected},
        {400, error(400, "FAILED_PRECONDITION", "User location is not supported for the API use."),
         OutcomeKind::unauthorized},
        {400,
         error(400, "INVALID_ARGUMENT",
               "The input token count (9) exceeds the maximum number of tokens allowed (8)."),
         OutcomeKind::too_large},
        {400,
         error(400, "INVALID_ARGUMENT", "Request payload size exceeds the limit: 20971520 bytes."),
         OutcomeKind::too_large},
        {402, "", OutcomeKind::quota},
        {403, error(403, "PERMISSION_DENIED", "Your API key was reported as leaked."),
         OutcomeKind::unauthorized},
        {404, error(404, "NOT_FOUND", "models/m is not found for API version v1beta"),
         OutcomeKind::unauthorized},
        {413, "<html>Payload Too Large</html>", OutcomeKind::too_large},
        {500, error(500, "INTERNAL", "An internal error has occurred."), OutcomeKind::transient},
        {503, error(503, "UNAVAILABLE", "The model is overloaded. Please try again later."),
         OutcomeKind::transient},
        {503, error(503, "UNAVAILABLE", "This model is currently experiencing high demand…"),
         OutcomeKind::transient},
        {504, error(504, "DEADLINE_EXCEEDED", "The request timed out."), OutcomeKind::transient},
        {499, error(499, "CANCELLED", "cancelled"), OutcomeKind::transient},
        {500, "", OutcomeKind::transient},
        {502, "<html>Bad gateway</html>", OutcomeKind::transient},
        {200, error(503, "UNAVAILABLE", "late"), OutcomeKind::transient},
        {200, R"({"error":"something"})", OutcomeKind::transient},
        {301, "", OutcomeKind::rejected},
    };
    for (const auto& fault : faults) {
        INFO(fault.status, " ", fault.body);
        for (const auto& body : {fault.body, fault.body.empty() ? "" : "[" + fault.body + "]"}) {
            if (body.starts_with("[<")) continue;
            const auto outcome = read(fault.status, body);
            CHECK(outcome.kind == fault.kind);
            CHECK_FALSE(outcome.message.empty());
            CHECK_FALSE(outcome.retry_after);
        }
    }
}

TEST_CASE("an overloaded model that says how long is believed") {
    const auto outcome = read(503, error(503, "UNAVAILABLE", "overloaded", retry("12s")));
    CHECK(outcome.kind == OutcomeKind::transient);
    CHECK(outcome.retry_after == Duration(12s));
}

TEST_CASE("details of another form than promised are no harm") {
    for (const auto* details :
         {"7", "null", R"("x")", R"({"@type":7})", R"({"@type":"google.rpc.QuotaFailure"})",
          R"({"@type":"x/google.rpc.QuotaFailure","violations":[7,{"quotaId":8}]})",
          R"({"@type":"x/google.rpc.RetryInfo","retryDelay":{"seconds":3}})"}) {
        INFO(details);
        const auto outcome = read(429, exhausted(details));
        CHECK(outcome.kind == OutcomeKind::rate_limited);
        CHECK_FALSE(outcome.retry_after);
    }
}

TEST_CASE("a key that the service quotes never reaches the log") {
    const auto outcome =
        read(403, error(403, "PERMISSION_DENIED", "the key g-secret has been suspended"));
    CHECK(outcome.message == "HTTP 403: the key *** has been suspended (PERMISSION_DENIED)");
}

}  // namespace glossd::engines::gemini
