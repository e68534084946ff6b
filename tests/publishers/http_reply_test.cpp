#include "publishers/http_reply.hpp"

#include "publishers/support.hpp"

using namespace glossd;
using namespace glossd::publishers;
using namespace std::chrono_literals;
using model::OutcomeKind;

namespace {

const config::Secret secret("s3cret", "literal");
const std::string date = "Sat, 01 Aug 2026 12:00:00 GMT";

std::optional<model::Duration> delay(OutcomeKind kind, model::Headers headers) {
    return outcome_of(kind, reply(429, "", std::move(headers)), secret).retry_after;
}

}  // namespace

TEST_CASE("a rate limit waits as long as the server says, by the server's own clock") {
    const auto kind = OutcomeKind::rate_limited;
    CHECK(delay(kind, {{"Retry-After", "30"}}) == 30s);
    CHECK(delay(kind, {{"Retry-After", "Sat, 01 Aug 2026 12:00:05 GMT"}, {"Date", date}}) == 5s);
    CHECK(delay(kind, {{"X-RateLimit-Reset", "2026-08-01T12:04:59.500000Z"}, {"Date", date}}) ==
          299500ms);
}

TEST_CASE("a rate limit without a usable time waits a minute, and never beyond an hour") {
    const auto kind = OutcomeKind::rate_limited;
    CHECK(delay(kind, {}) == 60s);
    CHECK(delay(kind, {{"X-RateLimit-Reset", "2026-08-01T12:05:00Z"}}) == 60s);  // no Date
    CHECK(delay(kind, {{"X-RateLimit-Reset", "soon"}, {"Date", date}}) == 60s);
    CHECK(delay(kind, {{"X-RateLimit-Reset", "2026-08-02T12:00:00Z"}, {"Date", date}}) == 1h);
    CHECK(delay(kind, {{"X-RateLimit-Reset", "2026-08-01T11:00:00Z"}, {"Date", date}}) == 1s);
    CHECK(delay(kind, {{"Retry-After", "0"}}) == 1s);
    CHECK(delay(kind, {{"Retry-After", "999999999999999999999"}}) == 60s);
}

TEST_CASE("the reset header that Mastodon adds to every answer delays nothing else") {
    CHECK(delay(OutcomeKind::transient,
                {{"X-RateLimit-Reset", "2026-08-01T12:05:00Z"}, {"Date", date}}) == std::nullopt);
    CHECK(delay(OutcomeKind::transient, {{"Retry-After", "30"}}) == 30s);
}

TEST_CASE("a server's words are found wherever it puts them, on one short line") {
    const auto words = [](const std::string& body) {
        return error_words(reply(422, body), secret);
    };
    CHECK(words(R"({"error":"Validation failed: Text can't be blank"})") ==
          "Validation failed: Text can't be blank");
    CHECK(words(R"({"error":"invalid","error_description":"it is"})") == "invalid: it is");
    CHECK(words(R"({"error":{"message":"deep"}})") == "deep");
    CHECK(words(R"({"message":"plain"})") == "plain");
    CHECK(
        words("<html><head><title>x</title></head><body><h1>502</h1>Bad\nGateway</body></html>") ==
        "502 Bad Gateway");
    CHECK(words("") == "");
    CHECK(words("{}") == "");
    CHECK(words(R"({"error":["a","list"]})") == "");
    CHECK(text::count({.limit = 0}, words(std::string(5000, 'x'))) == 200);
}

TEST_CASE("a server that quotes the token does not put it into a message") {
    const auto outcome = outcome_of(OutcomeKind::unauthorized,
                                    reply(401, R"({"error":"bad token s3cret!"})"), secret);
    CHECK(outcome.message == "HTTP 401: bad token ***!");
    CHECK_FALSE(contains(error_words(reply(500, std::string(196, 'x') + "s3cret"), secret), "s3"));
}

TEST_CASE("an exchange that broke off is unknown only for a post that may have arrived") {
    CHECK(reply_to_post(broken_off(true)).error().kind == OutcomeKind::unknown);
    CHECK(reply_to_post(broken_off(false)).error().kind == OutcomeKind::transient);
    CHECK(reply_to_read(broken_off(true)).error().kind == OutcomeKind::transient);
    CHECK(reply_to_post(model::FileReply{}).error().kind == OutcomeKind::transient);
}
