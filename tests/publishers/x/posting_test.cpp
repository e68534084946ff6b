#include "publishers/x/support.hpp"
#include "schemas.hpp"

using namespace glossd;
using namespace glossd::publishers;
using model::OutcomeKind;

namespace glossd::publishers::x {
namespace {

Sent sent(const model::Reply& reply, const SendPart& part = x_part("hola")) {
    return account_publisher(x_settings())->read_send(part, {}, reply);
}

Json body_of(const SendPart& part) {
    const auto request = account_publisher(x_settings())->send_request(part, {});
    return parse_json(http(request).body);
}

}  // namespace

TEST_CASE("a post is its text alone, and a thread goes on by replying") {
    const auto request = account_publisher(x_settings())->send_request(x_part("hola"), {});
    CHECK(http(request).method == "POST");
    CHECK(http(request).url == "https://api.example/2/tweets");
    CHECK(header(http(request), "Content-Type") == "application/json");
    CHECK(body_of(x_part("hola")) == Json::parse(R"({"text":"hola"})"));
    CHECK(body_of(x_part("dos", "17")) ==
          Json::parse(R"({"text":"dos","reply":{"in_reply_to_tweet_id":"17"}})"));
}

TEST_CASE("the credential travels with the request and is in no header") {
    const auto request = account_publisher(x_settings())->send_request(x_part("hola"), {});
    CHECK(std::get<model::OAuth1Keys>(http(request).credential) ==
          model::OAuth1Keys{"ck", "cs", "at", "as"});
    CHECK(header(http(request), "Authorization") == "");

    auto settings = x_settings();
    settings.oauth = {};
    settings.oauth.client_id = "app";
    settings.oauth.refresh_token = config::Secret("r1", "env");
    const auto second = account_publisher(settings)->send_request(x_part("hola"), {});
    CHECK(std::get<model::OAuth2Grant>(http(second).credential) ==
          model::OAuth2Grant{"https://api.example/2/oauth2/token", "app", "", "r1"});
}

TEST_CASE("an accepted post has the address that people open") {
    const auto made = sent(reply(201, R"({"data":{"id":"99","text":"hola"}})"));
    CHECK(std::get<Published>(made) == Published{"99", "https://x.com/news_es/status/99"});
}

TEST_CASE("a limit that this post used up comes with its success") {
    const auto made = sent(reply(201, R"({"data":{"id":"99"}})",
                                 {{"Date", "Sat, 01 Aug 2026 12:00:00 GMT"},
                                  {"x-rate-limit-remaining", "0"},
                                  {"x-rate-limit-reset", "1785586500"}}));
    CHECK(std::get<Published>(made).rest ==
          std::optional<model::Duration>(std::chrono::minutes(15)));
}

TEST_CASE("nobody knows after a broken exchange, and after a success without an id") {
    CHECK(outcome_in(sent(broken_off(true))).kind == OutcomeKind::unknown);
    CHECK(outcome_in(sent(broken_off(false))).kind == OutcomeKind::transient);
    CHECK(outcome_in(sent(reply(201, "<html>"))).kind == OutcomeKind::unknown);
    CHECK(outcome_in(sent(reply(503, ""))).kind == OutcomeKind::unknown);
    CHECK(outcome_in(sent(reply(307, ""))).kind == OutcomeKind::rejected);
}

TEST_CASE("mentions from elsewhere notify nobody on X, those from X are kept") {
    const auto text = [](const std::string& payload) {
        return string_at(parse_json(payload), "text");
    };
    CHECK(text(frozen("hi @bob", "https://m.example/1")) ==
          "hi @\u2060"
          "bob");
    CHECK(text(frozen("hi @bob.bsky.social!")) ==
          "hi @\u2060"
          "bob.\u2060"
          "bsky.\u2060"
          "social!");
    CHECK(text(frozen("hi @bob", "https://x.com/a/status/1")) == "hi @bob");
    CHECK(text(frozen("mail a@b.example.org #tag https://m.example/@bob")) ==
          "mail a@b.example.org #tag https://m.example/@bob");
}

TEST_CASE("a defused text weighs what was counted for it") {
    const auto rule = x_facts().length;
    for (const std::string before : {"hi @bob", "@bob.bsky.social and @a@b.example", "none"}) {
        CAPTURE(before);
        const auto after = string_at(parse_json(frozen(before)), "text");
        CHECK(text::count({text::Counting::x, 280}, after) <= text::count(rule, before));
    }
}

TEST_CASE("a mark that X refuses is taken out") {
    CHECK(string_at(parse_json(frozen("a\uFEFF"
                                      "b")),
                    "text") == "ab");
}

TEST_CASE("whose account it is says users/me") {
    const auto publisher = account_publisher(x_settings());
    const auto request = publisher->prepare_request({});
    REQUIRE(request);
    CHECK(http(*request).url == "https://api.example/2/users/me");
    const auto read = [&](const model::Reply& answer) {
        return publisher->read_prepare({}, &answer);
    };
    const auto facts =
        read(reply(200, R"({"data":{"id":"42","name":"Noticias","username":"news_es"}})"));
    CHECK(std::get<AccountFacts>(facts) == x_facts());
    CHECK(outcome_in(read(reply(401, ""))).kind == OutcomeKind::unauthorized);
    CHECK(outcome_in(read(reply(503, ""))).kind == OutcomeKind::transient);
    CHECK(outcome_in(read(reply(200, "{}"))).kind == OutcomeKind::rejected);
}

TEST_CASE("what is posted is what X's description allows") {
    const auto publisher = account_publisher(x_settings());
    std::vector<std::string> bodies;
    for (const auto& part : {x_part("hola"), x_part("dos https://example.org", "17")}) {
        bodies.push_back(http(publisher->send_request(part, {})).body);
    }
    test::check_documents("x", "#/components/schemas/CreatePostsRequest", bodies,
                          R"({"text":"hola","language":"es"})");
}

TEST_CASE("a post is deleted by its id, and one that is gone already is gone") {
    const auto x = account_publisher(x_settings());
    const auto request = std::get<model::HttpRequest>(x->retract_request({"key", "77"}));
    CHECK(request.method == "DELETE");
    CHECK(request.url.ends_with("/2/tweets/77"));
    CHECK(
        x->read_retract(model::HttpReply{200, {}, "{\"data\":{\"deleted\":true}}", {}, {}}).kind ==
        OutcomeKind::ok);
    CHECK(x->read_retract(model::HttpReply{404, {}, "{}", {}, {}}).kind == OutcomeKind::ok);
    CHECK(x->read_retract(model::HttpReply{503, {}, "", {}, {}}).kind == OutcomeKind::transient);
    CHECK(x->read_retract(model::HttpReply{401, {}, "{}", {}, {}}).kind ==
          OutcomeKind::unauthorized);
}

}  // namespace glossd::publishers::x
