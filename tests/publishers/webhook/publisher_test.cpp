#include "publishers/support.hpp"

using namespace glossd;
using namespace glossd::publishers;
using model::OutcomeKind;

namespace glossd::publishers::webhook {
namespace {

Draft draft() {
    Draft made;
    made.text = "Hola";
    made.title = "Título";
    made.language = "es";
    made.source = "news";
    made.link = "https://news.example/1";
    made.post_id = "urn:1";
    made.parts = 2;
    return made;
}

PublisherPtr webhook() {
    return account_publisher(target_settings("webhook"));
}

Sent sent(const model::Reply& answer) {
    return webhook()->read_send({}, {}, answer);
}

}  // namespace

TEST_CASE("a webhook needs no asking and has no limit") {
    CHECK_FALSE(webhook()->prepare_request({}));
    const auto facts = std::get<AccountFacts>(webhook()->read_prepare({}, nullptr));
    CHECK(facts.length.limit == 0);
    CHECK(facts.handle == "");
    CHECK(webhook()->repeat_is_safe());
    CHECK_FALSE(webhook()->can_look_up());
}

TEST_CASE("a part is posted whole, with its key in body and header") {
    auto made = draft();
    made.author = "Ana";
    made.tags = {"a", "b"};
    made.published = at("2026-08-01T12:00:00Z");
    made.content_warning = "Ojo";
    made.disclosure = "Automatic";
    made.media = {{"https://m.example/a.png", "image/png", "Un gato", 78},
                  {"https://m.example/b", "", std::nullopt, 0}};
    const auto publisher = webhook();
    const auto request =
        http(publisher->send_request({"key-1", publisher->freeze(made, {}), "", {}}, {}));
    CHECK(request.method == "POST");
    CHECK(request.url == "https://hook.example/in");
    CHECK(header(request, "X-Glossd-Delivery") == "key-1");
    CHECK(header(request, "Content-Type") == "application/json");
    CHECK(header(request, "Authorization") == "Bearer s3cret");
    CHECK_FALSE(request.follow_redirects);
    CHECK(request.body ==
          R"({"id":"key-1","target":"es","language":"es","source":"news",)"
          R"("post":{"id":"urn:1","url":"https://news.example/1","author":"Ana",)"
          R"("published":"2026-08-01T12:00:00Z","tags":["a","b"],)"
          R"("media":[{"url":"https://m.example/a.png","type":"image/png","alt":"Un gato",)"
          R"("size":78},{"url":"https://m.example/b"}]},)"
          R"("title":"Título","text":"Hola","content_warning":"Ojo","part":1,"parts":2,)"
          R"("disclosure":"Automatic"})");
}

TEST_CASE("what a post does not have is left out") {
    const auto body = parse_json(webhook()->freeze(draft(), {}));
    for (const auto* key : {"content_warning", "disclosure"}) CHECK_FALSE(body.contains(key));
    for (const auto* key : {"author", "published"}) CHECK_FALSE(body["post"].contains(key));
}

TEST_CASE("a webhook without a token sends none") {
    auto settings = target_settings("webhook");
    settings.token = {};
    const auto publisher = account_publisher(settings);
    const auto request = http(publisher->send_request({"k", "{}", "", {}}, {}));
    CHECK(header(request, "Authorization") == "");
    CHECK(request.body == R"({"id":"k"})");
}

TEST_CASE("any success is published, with what the answer tells") {
    CHECK(std::get<Published>(sent(reply(200, R"({"id":"a7","url":"https://x.example/7"})"))) ==
          Published{"", "https://x.example/7"});
    CHECK(std::get<Published>(sent(reply(201, R"({"id":7,"url":"javascript:x"})"))) ==
          Published{"", ""});
    for (const auto* body : {"", "ok", "<html></html>", "[]", R"({"id":null})", R"({"id":{}})"}) {
        CHECK(std::get<Published>(sent(reply(204, body))) == Published{});
    }
}

TEST_CASE("a receiver that has the part already is as good as a success") {
    CHECK(std::get<Published>(sent(reply(409, ""))) == Published{});
    CHECK(std::get<Published>(sent(reply(208, R"({"id":"a7"})"))) == Published{"", ""});
}

TEST_CASE("each refusal of a webhook becomes its outcome") {
    const std::vector<std::pair<int, OutcomeKind>> rows{
        {301, OutcomeKind::rejected},     {400, OutcomeKind::rejected},
        {401, OutcomeKind::unauthorized}, {403, OutcomeKind::unauthorized},
        {404, OutcomeKind::rejected},     {408, OutcomeKind::unknown},
        {410, OutcomeKind::rejected},     {413, OutcomeKind::too_large},
        {422, OutcomeKind::rejected},     {429, OutcomeKind::rate_limited},
        {500, OutcomeKind::unknown},      {503, OutcomeKind::unknown}};
    for (const auto& [answered, kind] : rows) {
        const int status = answered;
        CAPTURE(status);
        CHECK(outcome_in(sent(reply(status, "no"))).kind == kind);
    }
    CHECK(outcome_in(sent(reply(400, "no"))).message == "HTTP 400: no");
    CHECK(outcome_in(sent(broken_off(true))).kind == OutcomeKind::unknown);
    CHECK(outcome_in(sent(broken_off(false))).kind == OutcomeKind::transient);
}

TEST_CASE("a webhook that is asked to read back refuses") {
    const auto found =
        webhook()->read_look_up({}, {}, {}, reply(200, "[]"), [](const auto&) { return false; });
    CHECK(outcome_in(found).kind == OutcomeKind::rejected);
}

TEST_CASE("a webhook is told of a retraction under the id that the part had") {
    const auto request =
        std::get<model::HttpRequest>(webhook()->retract_request({"key-1", "no id of its own"}));
    CHECK(request.method == "POST");
    CHECK(request.body.find("\"id\":\"key-1\"") != std::string::npos);
    CHECK(request.body.find("\"retracted\":true") != std::string::npos);
    CHECK(webhook()->read_retract(model::HttpReply{204, {}, "", {}, {}}).kind == OutcomeKind::ok);
    CHECK(webhook()->read_retract(model::HttpReply{500, {}, "", {}, {}}).kind ==
          OutcomeKind::transient);
}

}  // namespace glossd::publishers::webhook
