#include "engines/http_outcome.hpp"

#include "engines/support.hpp"

using namespace glossd::engines;
using namespace glossd::engines::test;
using glossd::config::Secret;
using glossd::model::ErrorKind;
using glossd::model::ExchangeFailure;
using glossd::model::OutcomeKind;

TEST_CASE("a status means one outcome") {
    const std::vector<std::pair<int, OutcomeKind>> table{
        {200, OutcomeKind::ok},           {204, OutcomeKind::ok},
        {301, OutcomeKind::rejected},     {400, OutcomeKind::rejected},
        {401, OutcomeKind::unauthorized}, {402, OutcomeKind::quota},
        {403, OutcomeKind::unauthorized}, {404, OutcomeKind::unauthorized},
        {408, OutcomeKind::transient},    {409, OutcomeKind::transient},
        {413, OutcomeKind::too_large},    {422, OutcomeKind::rejected},
        {425, OutcomeKind::transient},    {429, OutcomeKind::rate_limited},
        {456, OutcomeKind::quota},        {500, OutcomeKind::transient},
        {503, OutcomeKind::transient},    {529, OutcomeKind::rate_limited},
    };
    for (const auto& row : table) {
        INFO(row.first);
        CHECK(status_kind(row.first) == row.second);
    }
}

TEST_CASE("the words for people are found wherever a service puts them") {
    for (const auto* body :
         {R"({"message":"too bad"})", R"({"Message":"too bad"})", R"({"error":"too bad"})",
          R"({"error":{"message":"too bad"}})", R"([{"error":{"message":"too bad"}}])",
          R"({"explanation":"too bad"})", R"({"detail":"too bad"})", "too bad"}) {
        INFO(body);
        CHECK(read_error_body(body).message == "too bad");
    }
}

TEST_CASE("a strange error body is no harm") {
    for (const auto* body : {"", "  ", "[]", "[1,2]", "null", "7", "{}", "[[[[{}]]]]",
                             R"({"error":null,"message":7})"}) {
        INFO(body);
        CHECK(read_error_body(body).message.size() < 10);
    }
    CHECK(read_error_body("<html>Bad gateway</html>").message.find("HTML") != std::string::npos);
    const auto coded = read_error_body(R"({"error":{"code":502,"type":"t"}})");
    CHECK(coded.code == "502");
    CHECK(coded.type == "t");
}

TEST_CASE("a message is one short line without the secret") {
    const Secret secret("sk-very-secret", "env KEY");
    const auto quoted = status_outcome(
        http(401, R"({"error":{"message":"wrong key:\nsk-very-secret, sk-very-secret"}})"), secret);
    CHECK(quoted.kind == OutcomeKind::unauthorized);
    CHECK(quoted.message == "HTTP 401: wrong key: ***, ***");
    const auto plain = status_outcome(http(500, std::string(100'000, 'a')), secret);
    CHECK(plain.message.size() < 400);
    const auto cut = status_outcome(http(500, std::string(285, 'a') + " sk-very-secret"), secret);
    CHECK(cut.message.find("sk-v") == std::string::npos);
}

TEST_CASE("an outcome carries the service's delay and a redirect its place") {
    const auto limited = status_outcome(http(429, "", {{"Retry-After", "3"}}), {});
    CHECK(limited.kind == OutcomeKind::rate_limited);
    CHECK(limited.retry_after == std::chrono::seconds(3));
    const auto moved = status_outcome(http(301, "", {{"Location", "https://b.example/"}}), {});
    CHECK(moved.message == "HTTP 301: redirects to https://b.example/");
}

TEST_CASE("an exchange that brought no reply may be repeated, unless we refused it") {
    const auto outcome = [](ErrorKind kind, bool maybe_received) {
        return http_reply(ExchangeFailure{{kind, "no"}, maybe_received}).error().kind;
    };
    CHECK(outcome(ErrorKind::timeout, true) == OutcomeKind::transient);
    CHECK(outcome(ErrorKind::network, false) == OutcomeKind::transient);
    CHECK(outcome(ErrorKind::refused, false) == OutcomeKind::rejected);
    CHECK(http_reply(glossd::model::FileReply{}).error().kind == OutcomeKind::transient);
}
