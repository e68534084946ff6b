#include "bench/llm_stand_in.hpp"

#include "bench/client.hpp"
#include "bench/llm_question.hpp"
#include "bench/pretend_translation.hpp"

#include <doctest/doctest.h>

namespace glossd {

namespace {

using namespace std::chrono_literals;
using bench::AnswerFault;
using bench::LlmOptions;
using bench::Odds;
using nlohmann::json;
using test::answer_schema;
using test::Client;
using test::json_of;
using test::two_texts;
using test::user_message;

json format() {
    return {{"type", "json_schema"},
            {"json_schema", {{"name", "tr"}, {"strict", true}, {"schema", answer_schema()}}}};
}

json question(const std::vector<std::string>& texts, const std::string& to = "es") {
    return {{"model", "stand-in-1"},
            {"messages", json::array({{{"role", "system"}, {"content", "Translate."}},
                                      {{"role", "user"}, {"content", user_message(texts, to)}}})},
            {"max_tokens", 500},
            {"response_format", format()}};
}

struct LlmFixture {
    explicit LlmFixture(const LlmOptions& options = {})
        : server(bench::LlmStandIn::start(options).value()) {}

    model::HttpReply ask(const json& body) {
        return client.post(server->base_url() + "/chat/completions", body);
    }
    json choice(const std::vector<std::string>& texts) {
        return json_of(ask(question(texts)))["choices"][0];
    }
    std::string content(const std::vector<std::string>& texts) {
        return choice(texts)["message"]["content"].get<std::string>();
    }
    json items(const std::vector<std::string>& texts) {
        return json::parse(content(texts))["items"];
    }

    std::unique_ptr<bench::LlmStandIn> server;
    Client client{"key"};
};

}  // namespace

TEST_CASE("items come back translated, with what they cost") {
    LlmFixture f;
    const auto reply = json_of(f.ask(question(two_texts)));
    const auto content = json::parse(reply["choices"][0]["message"]["content"].get<std::string>());
    CHECK(content["items"][0] == json{{"id", "k0"}, {"t", bench::translate(two_texts[0], "es")}});
    CHECK(content["items"][1]["t"] == "Goodes nightes <x1/>");
    CHECK(reply["choices"][0]["finish_reason"] == "stop");
    CHECK(reply["usage"]["total_tokens"].get<int>() > 20);
    CHECK(f.server->counters().calls == 1);
    CHECK(f.server->counters().items == 2);
    CHECK(f.server->paid() ==
          std::vector<bench::PaidText>{{"es", two_texts[0]}, {"es", two_texts[1]}});
    CHECK(json_of(f.client.get(f.server->base_url() + "/models"))["data"][0]["id"] == "stand-in-1");
}

TEST_CASE("texts paid for twice are told, once each") {
    LlmFixture f;
    f.ask(question({"a", "b"}));
    f.ask(question({"a"}, "fr"));
    CHECK(f.server->paid_repeatedly().empty());
    f.ask(question({"a"}));
    f.ask(question({"a"}));
    CHECK(f.server->paid_repeatedly() == std::vector<bench::PaidText>{{"es", "a"}});
}

TEST_CASE("requests that real servers would bend silently are refused") {
    LlmFixture f;
    auto flat = question(two_texts);
    flat["response_format"] = {{"type", "json_schema"}, {"schema", json::object()}};
    auto open = question(two_texts);
    open["response_format"]["json_schema"]["schema"].erase("additionalProperties");
    auto lax = question(two_texts);
    lax["response_format"]["json_schema"]["strict"] = false;
    auto odd = question(two_texts);
    odd["max_token"] = 5;
    auto bare = question(two_texts);
    bare["messages"][1]["content"] = "Translate this: hello";
    auto twice = question(two_texts);
    twice["messages"].push_back(twice["messages"][1]);
    auto typed = question(two_texts);
    typed["response_format"]["type"] = 5;
    for (const auto& body : {flat, open, lax, odd, bare, twice, typed, json::array(), json()}) {
        const auto reply = f.ask(body);
        CHECK_MESSAGE(reply.status == 400, body.dump());
        CHECK(json_of(reply)["error"]["type"] == "invalid_request_error");
    }
    CHECK(f.server->counters().bad_requests == 9);
    CHECK(f.server->counters().calls == 0);
}

TEST_CASE("the key and the model must be right") {
    LlmOptions options;
    options.api_key = "key";
    LlmFixture f(options);
    CHECK(f.ask(question(two_texts)).status == 200);
    auto other = question(two_texts);
    other["model"] = "other";
    CHECK(json_of(f.ask(other))["error"]["code"] == "model_not_found");
    const auto refused =
        Client("wrong").post(f.server->base_url() + "/chat/completions", question(two_texts));
    CHECK(refused.status == 401);
    CHECK(json_of(refused)["error"]["code"] == "invalid_api_key");
}

TEST_CASE("bad items: missing, doubled, shifted, echoed, with wrong tags") {
    LlmFixture f;
    f.server->misbehave(AnswerFault::missing_item, Odds::next(1));
    f.server->misbehave(AnswerFault::duplicated_id, Odds::next(1));
    f.server->misbehave(AnswerFault::shifted, Odds::next(1));
    f.server->misbehave(AnswerFault::echo, Odds::next(1));
    CHECK(f.items(two_texts).size() == 1);
    const auto doubled = f.items(two_texts);
    CHECK(doubled.size() == 3);
    CHECK(doubled[2]["id"] == "k0");
    CHECK(f.items(two_texts)[0]["t"] == bench::translate(two_texts[1], "es"));
    CHECK(f.items(two_texts)[0]["t"] == two_texts[0]);
    CHECK(f.items(two_texts)[0]["t"] == bench::translate(two_texts[0], "es"));
    LlmOptions options;
    options.wrong_tags = 1;
    LlmFixture wrong(options);
    CHECK(wrong.items(two_texts)[0]["t"] == "Helloes ");
    CHECK(wrong.items({"Hi"})[0]["t"] == "Hies <x99/>");
    wrong.server->behave();
    CHECK(wrong.items(two_texts)[0]["t"] == "Helloes <x1/>");
}

TEST_CASE("bad answers: cut, refused, filtered, fenced, thinking, no JSON") {
    LlmFixture f;
    for (const auto fault :
         {AnswerFault::truncated, AnswerFault::refusal, AnswerFault::content_filter,
          AnswerFault::fenced, AnswerFault::thinking, AnswerFault::not_json}) {
        f.server->misbehave(fault, Odds::next(1));
    }
    const auto cut = f.choice(two_texts);
    CHECK(cut["finish_reason"] == "length");
    CHECK_FALSE(json::accept(cut["message"]["content"].get<std::string>()));
    const auto refused = f.choice(two_texts);
    CHECK(refused["message"]["content"].is_null());
    CHECK(refused["message"]["refusal"].is_string());
    CHECK(f.choice(two_texts)["finish_reason"] == "content_filter");
    CHECK(f.content(two_texts).starts_with("```json\n{"));
    CHECK(f.content(two_texts).starts_with("<think>"));
    CHECK_FALSE(json::accept(f.content(two_texts)));
    CHECK(f.server->counters().calls == 6);
}

TEST_CASE("rate limits and quotas are told apart and cost nothing") {
    LlmFixture f;
    f.server->misbehave(AnswerFault::rate_limited, Odds::next(1), 9);
    f.server->misbehave(AnswerFault::quota, Odds::next(1));
    const auto limited = f.ask(question(two_texts));
    CHECK(limited.status == 429);
    REQUIRE(limited.header("Retry-After") != nullptr);
    CHECK(*limited.header("Retry-After") == "9");
    CHECK(json_of(limited)["error"]["code"] == "rate_limit_exceeded");
    const auto quota = f.ask(question(two_texts));
    CHECK(quota.header("Retry-After") == nullptr);
    CHECK(json_of(quota)["error"]["code"] == "insufficient_quota");
    CHECK(f.server->counters().calls == 0);
    CHECK(f.server->counters().refused == 2);
}

TEST_CASE("a glossary is heeded, unless the model uses its own words") {
    LlmFixture f;
    auto user = json::parse(user_message({"My Feed <x1/>"}));
    user["glossary"] = {{{"term", "feed"}, {"translation", "canal"}}};
    auto asked = question({});
    asked["messages"][1]["content"] = user.dump();
    const auto said = [&] {
        const auto content = json_of(f.ask(asked))["choices"][0]["message"]["content"];
        return json::parse(content.get<std::string>())["items"][0]["t"].get<std::string>();
    };
    CHECK(said() == "Myes canal <x1/>");
    f.server->misbehave(AnswerFault::own_words, Odds::next(1));
    CHECK(said() == "Myes Feedes <x1/>");
    user["glossary"] = {{{"term", "feed"}}};
    asked["messages"][1]["content"] = user.dump();
    CHECK(f.ask(asked).status == 400);
}

TEST_CASE("an answer takes its time, and more for each item") {
    LlmOptions options;
    options.latency = 20ms;
    options.latency_per_item = 20ms;
    LlmFixture f(options);
    const auto start = std::chrono::steady_clock::now();
    f.ask(question(two_texts));
    CHECK(std::chrono::steady_clock::now() - start >= 60ms);
}

TEST_CASE("an answer lost on the way is paid for") {
    LlmFixture f;
    f.server->faults().add(bench::Fault::reset_after, Odds::next(1));
    CHECK(f.ask(question(two_texts)).status == 0);
    CHECK(f.server->counters().calls == 1);
}

}  // namespace glossd
