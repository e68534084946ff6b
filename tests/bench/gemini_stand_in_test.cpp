#include "bench/client.hpp"
#include "bench/llm_question.hpp"
#include "bench/llm_stand_in.hpp"
#include "bench/pretend_translation.hpp"

#include <chrono>

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

json parts(const std::string& text) {
    return json::array({json{{"text", text}}});
}

json gemini_question(const std::vector<std::string>& texts) {
    return {
        {"systemInstruction", {{"parts", parts("Translate.")}}},
        {"contents", json::array({json{{"role", "user"}, {"parts", parts(user_message(texts))}}})},
        {"generationConfig",
         {{"responseMimeType", "application/json"},
          {"responseJsonSchema", answer_schema()},
          {"maxOutputTokens", 500},
          {"thinkingConfig", {{"thinkingLevel", "LOW"}}}}},
        {"safetySettings", json::array({json{{"category", "HARM_CATEGORY_HARASSMENT"},
                                             {"threshold", "BLOCK_NONE"}}})}};
}

struct GeminiFixture {
    explicit GeminiFixture(LlmOptions options = {}) {
        options.api = &bench::gemini_api();
        server = bench::LlmStandIn::start(options).value();
    }

    model::HttpReply ask(const json& body, const std::string& model = "stand-in-1",
                         const std::string& query = "") {
        auto request = Client::posting(
            server->base_url() + "/v1beta/models/" + model + ":generateContent" + query,
            body.dump());
        request.headers.emplace_back("x-goog-api-key", "key");
        return Client::reply(client.send(request));
    }

    std::unique_ptr<bench::LlmStandIn> server;
    Client client;
};

}  // namespace

TEST_CASE("a generation is a candidate of text parts, with what it cost") {
    GeminiFixture f;
    const auto reply = json_of(f.ask(gemini_question(two_texts)));
    const auto& candidate = reply.at("candidates").at(0);
    CHECK(candidate.at("finishReason") == "STOP");
    const auto text = candidate.at("content").at("parts").at(0).at("text").get<std::string>();
    const auto items = json::parse(text).at("items");
    CHECK(items[0] == json{{"id", "k0"}, {"t", bench::translate(two_texts[0], "es")}});
    CHECK(items[1]["t"] == "Goodes nightes <x1/>");
    const auto& usage = reply.at("usageMetadata");
    CHECK(usage.at("totalTokenCount").get<int>() ==
          usage.at("promptTokenCount").get<int>() + usage.at("candidatesTokenCount").get<int>());
    CHECK(f.server->counters().items == 2);
    CHECK(f.server->paid() ==
          std::vector<bench::PaidText>{{"es", two_texts[0]}, {"es", two_texts[1]}});
}

TEST_CASE("fields that Gemini does not know, or not there, are refused by name") {
    GeminiFixture f;
    auto misplaced = gemini_question(two_texts);
    misplaced["generationConfig"]["includeThoughts"] = true;
    auto snake = gemini_question(two_texts);
    snake["tool_config"] = json::object();
    auto both = gemini_question(two_texts);
    both["generationConfig"]["thinkingConfig"]["thinkingBudget"] = 0;
    auto level = gemini_question(two_texts);
    level["generationConfig"]["thinkingConfig"]["thinkingLevel"] = "low";
    auto plain = gemini_question(two_texts);
    plain["generationConfig"].erase("responseMimeType");
    auto two_schemas = gemini_question(two_texts);
    two_schemas["generationConfig"]["responseSchema"] = answer_schema();
    auto open = gemini_question(two_texts);
    open["generationConfig"]["responseJsonSchema"].erase("required");
    auto model_last = gemini_question(two_texts);
    model_last["contents"][0]["role"] = "model";
    auto safety = gemini_question(two_texts);
    safety["safetySettings"][0]["threshold"] = "NONE";
    auto prose = gemini_question(two_texts);
    prose["contents"][0]["parts"] = parts("Translate this: hello");
    auto typed = gemini_question(two_texts);
    typed["generationConfig"]["maxOutputTokens"] = "many";
    int asked = 0;
    for (const auto& body : {misplaced, snake, both, level, plain, two_schemas, open, model_last,
                             safety, prose, typed, json::array(), json()}) {
        const auto reply = f.ask(body);
        CHECK_MESSAGE(reply.status == 400, body.dump());
        CHECK(json_of(reply)["error"]["status"] == "INVALID_ARGUMENT");
        ++asked;
    }
    CHECK(json_of(f.ask(misplaced))["error"]["message"] ==
          "Invalid JSON payload received. Unknown name \"includeThoughts\" at "
          "'generation_config': Cannot find field.");
    CHECK(f.ask(gemini_question(two_texts), "stand-in-1", "?key=key").status == 400);
    CHECK(f.server->counters().bad_requests == asked + 2);
    CHECK(f.server->counters().calls == 0);
}

TEST_CASE("Gemini's key is its own header, and models are described one by one") {
    LlmOptions options;
    options.api_key = "key";
    GeminiFixture f(options);
    CHECK(f.ask(gemini_question(two_texts)).status == 200);
    const auto bearer =
        Client("key").post(f.server->base_url() + "/v1beta/models/stand-in-1:generateContent",
                           gemini_question(two_texts));
    CHECK(bearer.status == 400);
    CHECK(json_of(bearer)["error"]["details"][0]["reason"] == "API_KEY_INVALID");
    const auto unknown = f.ask(gemini_question(two_texts), "other");
    CHECK(unknown.status == 404);
    CHECK(json_of(unknown)["error"]["status"] == "NOT_FOUND");
    const model::Headers key{{"x-goog-api-key", "key"}};
    const auto models = f.server->base_url() + "/v1beta/models";
    CHECK(json_of(f.client.get(models, key))["models"][0]["name"] == "models/stand-in-1");
    CHECK(json_of(f.client.get(models + "/stand-in-1", key))["supportedGenerationMethods"][0] ==
          "generateContent");
    CHECK(f.client.get(models + "/other", key).status == 404);
    CHECK(f.client.get(f.server->base_url() + "/v1/models", key).status == 404);
}

TEST_CASE("Gemini's bad answers: blocked prompt, blocked answer, cut, thoughts apart") {
    GeminiFixture f;
    for (const auto fault : {AnswerFault::refusal, AnswerFault::content_filter,
                             AnswerFault::truncated, AnswerFault::thinking}) {
        f.server->misbehave(fault, Odds::next(1));
    }
    const auto blocked = json_of(f.ask(gemini_question(two_texts)));
    CHECK_FALSE(blocked.contains("candidates"));
    CHECK(blocked["promptFeedback"]["blockReason"] == "PROHIBITED_CONTENT");
    const auto filtered = json_of(f.ask(gemini_question(two_texts)))["candidates"][0];
    CHECK(filtered["finishReason"] == "SAFETY");
    CHECK_FALSE(filtered.contains("content"));
    const auto cut = json_of(f.ask(gemini_question(two_texts)))["candidates"][0];
    CHECK(cut["finishReason"] == "MAX_TOKENS");
    CHECK_FALSE(json::accept(cut["content"]["parts"][0]["text"].get<std::string>()));
    const auto thinking = json_of(f.ask(gemini_question(two_texts)));
    const auto said = thinking["candidates"][0]["content"]["parts"];
    REQUIRE(said.size() == 2);
    CHECK(said[0]["thought"] == true);
    CHECK(json::accept(said[1]["text"].get<std::string>()));
    CHECK(thinking["usageMetadata"]["thoughtsTokenCount"].get<int>() > 0);
}

TEST_CASE("Gemini's limits: of the minute with RetryInfo, of the day, and bare") {
    GeminiFixture f;
    f.server->misbehave(AnswerFault::rate_limited, Odds::next(1), 9);
    f.server->misbehave(AnswerFault::quota, Odds::next(1));
    f.server->misbehave(AnswerFault::rate_limited, Odds::next(1), 0);
    const auto minute = json_of(f.ask(gemini_question(two_texts)))["error"];
    CHECK(minute["status"] == "RESOURCE_EXHAUSTED");
    CHECK(minute["details"][0]["@type"] == "type.googleapis.com/google.rpc.QuotaFailure");
    CHECK(minute["details"][0]["violations"][0]["quotaId"] ==
          "GenerateRequestsPerMinutePerProjectPerModel-FreeTier");
    CHECK(minute["details"][1] ==
          json{{"@type", "type.googleapis.com/google.rpc.RetryInfo"}, {"retryDelay", "9s"}});
    const auto day = f.ask(gemini_question(two_texts));
    CHECK(json_of(day)["error"]["details"][0]["violations"][0]["quotaId"] ==
          "GenerateRequestsPerDayPerProjectPerModel-FreeTier");
    CHECK(day.header("Date") != nullptr);
    CHECK_FALSE(json_of(f.ask(gemini_question(two_texts)))["error"].contains("details"));
    CHECK(f.server->counters().refused == 3);
    CHECK(f.server->counters().calls == 0);
}

TEST_CASE("faults of the server speak as Google does") {
    GeminiFixture f;
    f.server->faults().add(bench::Fault::unavailable_before, Odds::next(1), {}, 0);
    f.server->faults().add(bench::Fault::too_many_before, Odds::next(1), {}, 3);
    f.server->faults().add(bench::Fault::error_after, Odds::next(1));
    const auto busy = f.ask(gemini_question(two_texts));
    CHECK(busy.status == 503);
    CHECK(json_of(busy)["error"]["status"] == "UNAVAILABLE");
    const auto limited = f.ask(gemini_question(two_texts));
    CHECK(limited.status == 429);
    CHECK(limited.header("Retry-After") != nullptr);
    CHECK(json_of(f.ask(gemini_question(two_texts)))["error"]["status"] == "INTERNAL");
    CHECK(f.server->counters().calls == 1);
}

TEST_CASE("a text that is blocked takes its whole call with it and costs nothing") {
    LlmOptions options;
    options.blocks = "night";
    GeminiFixture f(options);
    CHECK(json_of(f.ask(gemini_question(two_texts))).contains("promptFeedback"));
    CHECK(json_of(f.ask(gemini_question({two_texts[0]}))).contains("candidates"));
    CHECK(f.server->counters().blocked == 1);
    CHECK(f.server->counters().calls == 1);
}

TEST_CASE("a generation takes its time") {
    LlmOptions options;
    options.latency = 20ms;
    options.latency_per_item = 20ms;
    GeminiFixture f(options);
    const auto start = std::chrono::steady_clock::now();
    f.ask(gemini_question(two_texts));
    CHECK(std::chrono::steady_clock::now() - start >= 60ms);
}

}  // namespace glossd
