// Error bodies as Anthropic's documentation gives them, each with what it means.
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

namespace glossd::engines::anthropic {
namespace {

Outcome read(int status, const std::string& body, const Headers& headers = {}) {
    const auto reply =
        engine(anthropic_settings())->read(three_items(), http(status, body, headers));
    CHECK(reply.items.empty());
    return reply.outcome;
}

std::string error(const char* type, const char* message, const std::string& details = "") {
    return fmt::format(
        R"({{"type":"error","error":{{"type":"{}","message":"{}"{}}},"request_id":"req_x"}})", type,
        message, details.empty() ? "" : R"(,"details":)" + details);
}

}  // namespace

TEST_CASE("every error of Anthropic is what it means") {
    struct Fault {
        int status;
        std::string body;
        OutcomeKind kind;
    };
    const std::vector<Fault> faults{
        {400, error("invalid_request_error", "temperature: not supported"), OutcomeKind::rejected},
        {400,
         error("invalid_request_error",
               "You have reached your specified API usage limits. You will regain access on "
               "2026-12-01"),
         OutcomeKind::quota},
        {400, error("invalid_request_error", "Your credit balance is too low to access the API"),
         OutcomeKind::quota},
        {400, error("invalid_request_error", "prompt is too long: 210000 tokens > 200000 maximum"),
         OutcomeKind::too_large},
        {400,
         error("invalid_request_error",
               "input length and `max_tokens` exceed context limit: 199000 + 3000 > 200000"),
         OutcomeKind::too_large},
        {401, error("authentication_error", "invalid x-api-key"), OutcomeKind::unauthorized},
        {402, error("billing_error", "payment"), OutcomeKind::quota},
        {403, error("permission_error", "not allowed"), OutcomeKind::unauthorized},
        {404, error("not_found_error", "model: m"), OutcomeKind::unauthorized},
        {409, error("conflict_error", "conflict"), OutcomeKind::transient},
        {413, error("request_too_large", "too large"), OutcomeKind::too_large},
        {429, error("rate_limit_error", "slow down"), OutcomeKind::rate_limited},
        {429,
         error("rate_limit_error", "spent", R"({"error_code":"enforced_spend_limit_reached"})"),
         OutcomeKind::quota},
        {500, error("api_error", "Internal server error"), OutcomeKind::transient},
        {504, error("timeout_error", "timed out"), OutcomeKind::transient},
        {529, error("overloaded_error", "Overloaded"), OutcomeKind::transient},
        {200, error("overloaded_error", "Overloaded"), OutcomeKind::transient},
        {200, error("rate_limit_error", "slow down"), OutcomeKind::rate_limited},
        {200, R"({"error":"something"})", OutcomeKind::transient},
        {400, "", OutcomeKind::rejected},
        {401, "", OutcomeKind::unauthorized},
        {413, "<html>Payload Too Large</html>", OutcomeKind::too_large},
        {429, "[]", OutcomeKind::rate_limited},
        {502, "<html>Bad gateway</html>", OutcomeKind::transient},
        {529, "", OutcomeKind::transient},
        {301, "", OutcomeKind::rejected},
    };
    for (const auto& fault : faults) {
        INFO(fault.status, " ", fault.body);
        const auto outcome = read(fault.status, fault.body);
        CHECK(outcome.kind == fault.kind);
        CHECK_FALSE(outcome.message.empty());
        CHECK_FALSE(outcome.retry_after);
    }
}

TEST_CASE("Anthropic's delay is Retry-After, else the reset of what is used up") {
    const auto limited = error("rate_limit_error", "slow down");
    CHECK(read(429, limited, {{"retry-after", "12"}}).retry_after == Duration(12s));
    CHECK(read(429, limited,
               {{"Date", "Sat, 21 Nov 2026 12:00:00 GMT"},
                {"anthropic-ratelimit-requests-remaining", "49"},
                {"anthropic-ratelimit-requests-reset", "2026-11-21T12:09:00Z"},
                {"anthropic-ratelimit-tokens-remaining", "0"},
                {"anthropic-ratelimit-tokens-reset", "2026-11-21T12:00:20Z"},
                {"anthropic-ratelimit-output-tokens-remaining", "0"},
                {"anthropic-ratelimit-output-tokens-reset", "2026-11-21T12:00:10Z"}})
              .retry_after == Duration(20s));
}

TEST_CASE("a key that Anthropic quotes never reaches the log") {
    CHECK(read(401, error("authentication_error", "invalid x-api-key: a-secret")).message ==
          "HTTP 401: invalid x-api-key: ***");
}

}  // namespace glossd::engines::anthropic
