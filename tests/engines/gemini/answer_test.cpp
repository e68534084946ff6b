#include "engines/support.hpp"

using namespace glossd::engines;
using namespace glossd::engines::test;
using glossd::model::OutcomeKind;
using nlohmann::json;

namespace glossd::engines::gemini {
namespace {

BatchReply read_body(const std::string& body, int status = 200) {
    return engine(gemini_settings())->read(three_items(), http(status, body));
}

json text_part(const std::string& text) {
    return {{"text", text}};
}

json generation(const json& parts, const char* finish = "STOP") {
    return {{"candidates",
             {{{"content", {{"parts", parts}, {"role", "model"}}},
               {"finishReason", finish},
               {"index", 0}}}},
            {"usageMetadata",
             {{"promptTokenCount", 11},
              {"candidatesTokenCount", 7},
              {"thoughtsTokenCount", 5},
              {"totalTokenCount", 23}}},
            {"modelVersion", "gemini-3.5-flash-lite"},
            {"responseId", "r1"}};
}

BatchReply read(const std::string& text, const char* finish = "STOP") {
    return read_body(generation(json::array({text_part(text)}), finish).dump());
}

const std::string all_good = items(good_a + "," + good_b + "," + good_c);

}  // namespace

TEST_CASE("a good generation is every item with its masks, thoughts paid like text") {
    const auto reply = read(all_good);
    CHECK(reply.outcome.kind == OutcomeKind::ok);
    REQUIRE(marks(reply) == "+++");
    CHECK(reply.items[0].text == "Hola " + mask(0));
    CHECK(reply.items[2].text == "No, gracias");
    CHECK(reply.usage == Usage{11, 12, 0});
}

TEST_CASE("parts are put together and thoughts among them are skipped") {
    json draft = text_part(items(R"({"id":"b","t":"draft<x3/>"})"));
    draft["thought"] = true;
    json said = text_part(all_good.substr(0, 40));
    said["thought"] = false;
    const auto parts = json::array({draft, said, text_part(all_good.substr(40))});
    const auto reply = read_body(generation(parts).dump());
    REQUIRE(marks(reply) == "+++");
    CHECK(reply.items[1].text == "Sí");
}

TEST_CASE("a prompt that was blocked is blocked, with its reason") {
    for (const auto* body :
         {R"({"promptFeedback":{"blockReason":"PROHIBITED_CONTENT"},"usageMetadata":{}})",
          R"([{"promptFeedback":{"blockReason":"PROHIBITED_CONTENT"}}])",
          R"({"candidates":[],"promptFeedback":{"blockReason":"PROHIBITED_CONTENT"}})"}) {
        INFO(body);
        const auto reply = read_body(body);
        CHECK(reply.outcome.kind == OutcomeKind::blocked);
        CHECK(reply.outcome.message == "the texts were blocked: PROHIBITED_CONTENT");
        CHECK(reply.items.empty());
    }
    const auto paid = read_body(R"({"usageMetadata":{"promptTokenCount":9}})");
    CHECK(paid.outcome.kind == OutcomeKind::blocked);
    CHECK(paid.usage.input_tokens == 9);
}

TEST_CASE("an answer that was blocked is blocked, whatever the reason is called") {
    for (const auto* finish : {"SAFETY", "RECITATION", "LANGUAGE", "OTHER", "BLOCKLIST",
                               "PROHIBITED_CONTENT", "SPII", "SOMETHING_NEW"}) {
        INFO(finish);
        const json body{{"candidates", {{{"finishReason", finish}, {"index", 0}}}}};
        const auto reply = read_body(body.dump());
        CHECK(reply.outcome.kind == OutcomeKind::blocked);
        CHECK(reply.outcome.message == std::string("the answer was blocked: ") + finish);
    }
    const auto one_left = read(items(good_a + "," + good_b), "SAFETY");
    CHECK(marks(one_left) == "++-");
    CHECK(one_left.items[2].outcome.kind == OutcomeKind::blocked);
    const auto two_left = read(items(good_a), "SAFETY");
    CHECK(two_left.items[1].outcome.kind == OutcomeKind::transient);
}

TEST_CASE("an answer cut off at its cap is too large, and what is whole stays") {
    const auto cut = read(R"({"items":[)" + good_a + R"(,{"id":"b","t":"S)", "MAX_TOKENS");
    CHECK(marks(cut) == "+--");
    CHECK(cut.items[1].outcome.kind == OutcomeKind::too_large);
    CHECK(cut.usage.output_tokens == 12);
    const auto thought_only = read_body(
        R"({"candidates":[{"content":{"role":"model"},"finishReason":"MAX_TOKENS","index":0}],)"
        R"("usageMetadata":{"promptTokenCount":11,"thoughtsTokenCount":300}})");
    CHECK(thought_only.outcome.kind == OutcomeKind::too_large);
    CHECK(thought_only.items.empty());
    CHECK(thought_only.usage.output_tokens == 300);
}

TEST_CASE("an answer without a reason to end, or with one of tools, is read as it is") {
    for (const auto* finish : {"", "FINISH_REASON_UNSPECIFIED", "MALFORMED_FUNCTION_CALL"}) {
        CHECK(marks(read(all_good, finish)) == "+++");
        CHECK(read(items(good_a), finish).items[1].outcome.kind == OutcomeKind::transient);
    }
}

TEST_CASE("a 200 that is no generation is the service's fault") {
    for (const auto* body :
         {"", "  ", "<html>login</html>", "{}", "[]", "null", "7", "[{},{}]",
          R"({"candidates":[]})", R"({"candidates":"no"})", "{\"candidates\":[{"}) {
        INFO(body);
        const auto reply = read_body(body);
        CHECK(reply.outcome.kind == OutcomeKind::transient);
        CHECK_FALSE(reply.outcome.message.empty());
        CHECK(reply.items.empty());
    }
    CHECK(marks(read_body(R"({"candidates":[7]})")) == "---");
    CHECK(marks(read_body(R"({"candidates":[{"content":{"parts":[7,{"text":8}]}}]})")) == "---");
}

TEST_CASE("a broken exchange with Gemini may go again") {
    const glossd::model::ExchangeFailure reset{
        {glossd::model::ErrorKind::network, "connection reset"}, true};
    CHECK(engine(gemini_settings())->read(three_items(), reset).outcome.kind ==
          OutcomeKind::transient);
}

}  // namespace glossd::engines::gemini
