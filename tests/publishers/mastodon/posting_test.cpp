#include "publishers/support.hpp"

using namespace glossd;
using namespace glossd::publishers;
using namespace std::chrono_literals;
using model::OutcomeKind;

namespace glossd::publishers::mastodon {
namespace {

Draft draft() {
    Draft made;
    made.text = "Hola";
    made.language = "es";
    made.visibility = "public";
    return made;
}

const AccountFacts known_facts{{text::Counting::mastodon, 500, 23}, "17", "@n@m.example", "4.5"};

std::string frozen(const Draft& made) {
    return account_publisher(target_settings("mastodon"))->freeze(made, known_facts);
}

Sent sent(const model::Reply& answer) {
    return account_publisher(target_settings("mastodon"))->read_send({}, {}, answer);
}

}  // namespace

TEST_CASE("a draft freezes into the same bytes every time") {
    CHECK(frozen(draft()) == R"({"status":"Hola","visibility":"public","language":"es"})");
    auto warned = draft();
    warned.content_warning = "Ojo @ana";
    warned.language = "pt-BR";
    CHECK(frozen(warned) ==
          "{\"status\":\"Hola\",\"spoiler_text\":\"Ojo @\u2060"
          "ana\",\"visibility\":\"public\",\"language\":\"pt\",\"sensitive\":true}");
    CHECK(frozen(warned) == frozen(warned));
}

TEST_CASE("mentions in a frozen status notify nobody") {
    auto made = draft();
    made.text = "@admin y ana@example.org #tag";
    CHECK(parse_json(frozen(made))["status"] == "@\u2060admin y ana@example.org #tag");
}

TEST_CASE("broken text freezes without an exception") {
    auto made = draft();
    made.text = "a\xFF\"\x01";
    CHECK(parse_json(frozen(made))["status"] == "a\uFFFD\"\x01");
}

TEST_CASE("a part is posted with its key and without following redirects") {
    const auto publisher = account_publisher(target_settings("mastodon"));
    const auto request =
        http(publisher->send_request({"key-1", frozen(draft()), "", std::nullopt}, {}));
    CHECK(request.method == "POST");
    CHECK(request.url == "https://m.example/api/v1/statuses");
    CHECK(header(request, "Idempotency-Key") == "key-1");
    CHECK(header(request, "Authorization") == "Bearer s3cret");
    CHECK(header(request, "Content-Type") == "application/json");
    CHECK_FALSE(request.follow_redirects);
    CHECK(request.body == frozen(draft()));
    CHECK_FALSE(contains(request.body, "in_reply_to_id"));
}

TEST_CASE("a later part of a thread answers the part before it") {
    const auto publisher = account_publisher(target_settings("mastodon"));
    const auto request = http(publisher->send_request({"k", frozen(draft()), "99", {}}, {}));
    CHECK(request.body ==
          R"({"status":"Hola","visibility":"public","language":"es","in_reply_to_id":"99"})");
}

TEST_CASE("a status that comes back is published") {
    CHECK(std::get<Published>(sent(reply(200, R"({"id":"5","url":"https://m.example/@n/5"})"))) ==
          Published{"5", "https://m.example/@n/5"});
    CHECK(std::get<Published>(
              sent(reply(200, R"({"id":5,"url":null,"uri":"https://m.example/o/5"})"))) ==
          Published{"5", "https://m.example/o/5"});
    CHECK(std::get<Published>(sent(reply(200, R"({"id":"5","url":"javascript:x"})"))).remote_url ==
          "");
}

TEST_CASE("an accepted request without a status to show for it is unknown") {
    for (const auto* body : {"", "<html>ok</html>", "{}", "[]", R"({"id":""})", R"({"id":null})",
                             R"({"id":"1","scheduled_at":"2026-08-01T12:00:00Z","params":{}})"}) {
        CAPTURE(body);
        CHECK(outcome_in(sent(reply(200, body))).kind == OutcomeKind::unknown);
        CHECK(outcome_in(sent(reply(202, body))).kind == OutcomeKind::unknown);
    }
}

TEST_CASE("each refusal becomes the outcome that says what to do next") {
    struct Row {
        int status;
        std::string body;
        OutcomeKind kind;
    };
    const std::string html = "<html><body>Sorry</body></html>";
    const std::vector<Row> rows{
        {400, "", OutcomeKind::rejected},
        {400, R"({"error":"Bad Request: status too long, 6000 characters provided"})",
         OutcomeKind::too_large},
        {401, R"({"error":"The access token is invalid"})", OutcomeKind::unauthorized},
        {401, html, OutcomeKind::unauthorized},
        {403, R"({"error":"This action is outside the authorized scopes"})",
         OutcomeKind::unauthorized},
        {403, R"({"error":"Your login is currently disabled"})", OutcomeKind::unauthorized},
        {403, R"({"error":"Insufficient permissions: write:statuses."})",
         OutcomeKind::unauthorized},
        {403, R"({"error":"This action is not allowed"})", OutcomeKind::rejected},
        {403, html, OutcomeKind::rejected},
        {404, R"({"error":"Record not found"})", OutcomeKind::rejected},
        {408, "", OutcomeKind::unknown},
        {410, "", OutcomeKind::rejected},
        {413, html, OutcomeKind::too_large},
        {422, R"({"error":"Validation failed: Text character limit of 500 exceeded"})",
         OutcomeKind::too_large},
        {422, R"({"error":"The status is over the character limit"})", OutcomeKind::too_large},
        {422, R"({"error":"Validation failed: Text can't be blank"})", OutcomeKind::rejected},
        {429, R"({"error":"Too many requests"})", OutcomeKind::rate_limited},
        {500, "", OutcomeKind::unknown},  // a repeated key may be answered so (Mastodon, 2026)
        {500, R"({"error":"If you did nothing wrong"})", OutcomeKind::unknown},
        {502, html, OutcomeKind::unknown},
        {503, html, OutcomeKind::unknown},
        {504, "", OutcomeKind::unknown},
        {520, html, OutcomeKind::unknown},
        {301, "", OutcomeKind::rejected},
    };
    for (const auto& row : rows) {
        CAPTURE(row.status);
        CAPTURE(row.body);
        CHECK(outcome_in(sent(reply(row.status, row.body))).kind == row.kind);
    }
}

TEST_CASE("GoToSocial's throttling turned the post away, other trouble may not have") {
    const model::Headers wait{{"Retry-After", "30"}};
    const auto throttled =
        outcome_in(sent(reply(503, R"({"error":"server capacity exceeded"})", wait)));
    CHECK(throttled.kind == OutcomeKind::rate_limited);
    CHECK(throttled.retry_after == 30s);
    CHECK(outcome_in(sent(reply(503, "", wait))).kind == OutcomeKind::rate_limited);
    CHECK(outcome_in(sent(reply(503, "", {}))).kind == OutcomeKind::unknown);
    CHECK(outcome_in(sent(reply(503, "<h1>Maintenance</h1>", wait))).kind == OutcomeKind::unknown);
}

TEST_CASE("messages carry the server's words and what they may mean") {
    CHECK(outcome_in(sent(reply(422, R"({"error":"Validation failed"})"))).message ==
          "HTTP 422: Validation failed");
    CHECK(contains(outcome_in(sent(reply(404, ""))).message, "deleted"));
    CHECK(outcome_in(sent(reply(308, "", {{"Location", "https://new.example/"}}))).message ==
          "HTTP 308: the server moved to https://new.example/; set `server` to where it is now");
    CHECK(outcome_in(sent(reply(429, ""))).retry_after == 60s);
}

TEST_CASE("a post that broke off is unknown only when it may have arrived") {
    CHECK(outcome_in(sent(broken_off(true))).kind == OutcomeKind::unknown);
    CHECK(outcome_in(sent(broken_off(false))).kind == OutcomeKind::transient);
    const auto publisher = account_publisher(target_settings("mastodon"));
    CHECK(publisher->can_look_up());
    CHECK_FALSE(publisher->repeat_is_safe());
}

}  // namespace glossd::publishers::mastodon
