#include "platform/x_reply.hpp"

#include <doctest/doctest.h>

using namespace std::chrono_literals;
using namespace glossd;
using namespace glossd::platform;
using model::OutcomeKind;

namespace {

constexpr const char* duplicate =
    R"({"detail":"You are not allowed to create a Tweet with duplicate content.",)"
    R"("type":"about:blank","title":"Forbidden","status":403})";
constexpr const char* capped =
    R"({"title":"UsageCapExceeded","detail":"Usage cap exceeded: Monthly product cap",)"
    R"("type":"https://api.x.com/2/problems/usage-capped"})";

model::HttpReply http_reply(int status, std::string body = "", model::Headers headers = {}) {
    return {status, std::move(headers), std::move(body), "", {}};
}

std::string problem(const std::string& detail, const std::string& type = "about:blank") {
    return R"({"title":"Forbidden","detail":")" + detail + R"(","type":")" + type + "\"}";
}

OutcomeKind posted(int status, std::string body = "", model::Headers headers = {}) {
    return x_post_outcome(http_reply(status, std::move(body), std::move(headers))).kind;
}

OutcomeKind read(int status, std::string body = "") {
    return x_read_outcome(http_reply(status, std::move(body))).kind;
}

// Noon; the window ends a quarter past.
const model::Headers used_up{{"Date", "Sat, 01 Aug 2026 12:00:00 GMT"},
                             {"x-rate-limit-limit", "100"},
                             {"x-rate-limit-remaining", "0"},
                             {"x-rate-limit-reset", "1785586500"}};

}  // namespace

TEST_CASE("a duplicate is no refusal: the text may be there from an earlier attempt") {
    const auto outcome = x_post_outcome(http_reply(403, duplicate));
    CHECK(outcome.kind == OutcomeKind::unknown);
    CHECK(outcome.said_present);
    CHECK(outcome.message.find("duplicate content") != std::string::npos);
    const auto former = x_post_outcome(
        http_reply(403, R"({"errors":[{"code":187,"message":"Status is a duplicate."}]})"));
    CHECK(former.said_present);
    CHECK(read(403, duplicate) == OutcomeKind::rejected);
}

TEST_CASE("what else a 403 means is in its words") {
    CHECK(posted(403, problem("You are not permitted to reply")) == OutcomeKind::rejected);
    CHECK(posted(403, problem("Your Tweet text is too long.")) == OutcomeKind::too_large);
    CHECK(posted(403, problem("Your account is suspended")) == OutcomeKind::unauthorized);
    CHECK(posted(403, problem("no", "https://api.x.com/2/problems/client-forbidden")) ==
          OutcomeKind::unauthorized);
    CHECK(posted(403, problem("no", "https://api.twitter.com/2/problems/oauth1-permissions")) ==
          OutcomeKind::unauthorized);
    CHECK(posted(403, R"({"errors":[{"code":326,"message":"locked"}]})") ==
          OutcomeKind::unauthorized);
    CHECK(posted(403, R"({"errors":[{"code":185,"message":"over daily limit"}]})") ==
          OutcomeKind::quota);
    CHECK_FALSE(x_post_outcome(http_reply(403, problem("no"))).said_present);
}

TEST_CASE("after a broken answer a post is unknown and a read may be repeated") {
    for (const int status : {408, 500, 502, 503, 504}) {
        CAPTURE(status);
        CHECK(posted(status) == OutcomeKind::unknown);
        CHECK(read(status) == OutcomeKind::transient);
        CHECK_FALSE(x_post_outcome(http_reply(status)).said_present);
    }
}

TEST_CASE("the other statuses mean one thing each") {
    CHECK(posted(400, problem("bad")) == OutcomeKind::rejected);
    CHECK(posted(400, R"({"errors":[{"code":186,"message":"Tweet needs to be shorter."}]})") ==
          OutcomeKind::too_large);
    CHECK(posted(401) == OutcomeKind::unauthorized);
    CHECK(posted(402, problem("CreditsDepleted")) == OutcomeKind::quota);
    CHECK(posted(404) == OutcomeKind::rejected);
    CHECK(posted(413) == OutcomeKind::too_large);
}

TEST_CASE("a limit lasts until its reset by X's own clock, without one a whole window") {
    const auto told = x_post_outcome(http_reply(429, "", used_up));
    CHECK(told.kind == OutcomeKind::rate_limited);
    CHECK(told.retry_after == 15min);
    CHECK(x_post_outcome(http_reply(429, "")).retry_after == 15min);
    auto past = used_up;
    past[0].second = "Sat, 01 Aug 2026 13:00:00 GMT";
    CHECK(x_post_outcome(http_reply(429, "", past)).retry_after == 1s);
}

TEST_CASE("a cap on usage and a daily limit are quotas") {
    CHECK(posted(429, capped) == OutcomeKind::quota);
    CHECK_FALSE(x_post_outcome(http_reply(429, capped)).retry_after);
    const model::Headers daily{{"Date", "Sat, 01 Aug 2026 12:00:00 GMT"},
                               {"x-user-limit-24hour-remaining", "0"},
                               {"x-user-limit-24hour-reset", "1785603600"}};
    const auto outcome = x_post_outcome(http_reply(429, "", daily));
    CHECK(outcome.kind == OutcomeKind::quota);
    CHECK(outcome.retry_after == 5h);
}

TEST_CASE("X wants a rest once a limit is used up, and not before") {
    CHECK(x_rest(http_reply(201, "", used_up)) == std::optional<model::Duration>(15min));
    auto some_left = used_up;
    some_left[2].second = "1";
    CHECK_FALSE(x_rest(http_reply(201, "", some_left)));
    CHECK_FALSE(x_rest(http_reply(201)));
}

TEST_CASE("a 400 that names our fields asks for the other names") {
    CHECK(x_refuses_names(http_reply(
        400, R"({"errors":[{"parameters":{"tweet.fields":["x"]},"message":"not one of"}],)"
             R"("title":"Invalid Request"})")));
    CHECK(x_refuses_names(
        http_reply(400, R"({"title":"Invalid Request","parameter":"post.fields"})")));
    CHECK_FALSE(x_refuses_names(http_reply(
        400, R"({"errors":[{"parameters":{"pagination_token":["x"]},"message":"bad"}]})")));
    CHECK_FALSE(x_refuses_names(http_reply(403, R"({"parameter":"post.fields"})")));
}

TEST_CASE("what X says is one line, whatever it holds") {
    const auto outcome = x_post_outcome(http_reply(400, R"({"title":"a\nb","detail":"c\u0000d"})"));
    CHECK(outcome.message.find('\n') == std::string::npos);
    CHECK(outcome.message.starts_with("HTTP 400: a b: c"));
    CHECK(x_post_outcome(http_reply(400, "<html>")).message == "HTTP 400");
}
