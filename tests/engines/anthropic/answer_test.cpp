#include "engines/support.hpp"

using namespace glossd::engines;
using namespace glossd::engines::test;
using glossd::model::OutcomeKind;
using nlohmann::json;

namespace glossd::engines::anthropic {
namespace {

BatchReply read_body(const std::string& body, int status = 200) {
    return engine(anthropic_settings())->read(three_items(), http(status, body));
}

json text_block(const std::string& text) {
    return {{"type", "text"}, {"text", text}};
}

json message(const json& content, const char* stop) {
    return {{"id", "msg_1"},
            {"type", "message"},
            {"role", "assistant"},
            {"content", content},
            {"stop_reason", stop},
            {"model", "claude-haiku-4-5"},
            {"stop_details", nullptr},
            {"usage",
             {{"input_tokens", 11},
              {"cache_creation_input_tokens", 100},
              {"cache_read_input_tokens", 1000},
              {"output_tokens", 7},
              {"service_tier", "standard"}}}};
}

BatchReply read(const std::string& text, const char* stop = "end_turn") {
    return read_body(message(json::array({text_block(text)}), stop).dump());
}

const std::string whole = items(good_a + "," + good_b + "," + good_c);

}  // namespace

TEST_CASE("a good message is every item with its masks, cached input counted as input") {
    const auto reply = read(whole);
    CHECK(reply.outcome.kind == OutcomeKind::ok);
    REQUIRE(marks(reply) == "+++");
    CHECK(reply.items[0].text == "Hola " + mask(0));
    CHECK(reply.usage == Usage{1111, 7, 0});
    CHECK(marks(read(whole, "stop_sequence")) == "+++");
}

TEST_CASE("blocks are taken by type: thoughts and tools are no answer") {
    const json thought{{"type", "thinking"},
                       {"thinking", items(R"({"id":"b","t":"draft<x3/>"})")},
                       {"text", items(R"({"id":"b","t":"draft<x3/>"})")},
                       {"signature", "s"}};
    const json tool{{"type", "tool_use"}, {"input", json::object()}};
    const auto content =
        json::array({thought, text_block(whole.substr(0, 40)), tool, text_block(whole.substr(40))});
    const auto reply = read_body(message(content, "end_turn").dump());
    REQUIRE(marks(reply) == "+++");
    CHECK(reply.items[1].text == "Sí");
}

TEST_CASE("a Claude that refuses blocks, with the category it gives") {
    auto body = message(json::array(), "refusal");
    CHECK(read_body(body.dump()).outcome.message == "the model refused to answer");
    body["stop_details"] = {{"category", "cyber"}, {"explanation", "no"}};
    const auto reply = read_body(body.dump());
    CHECK(reply.outcome.kind == OutcomeKind::blocked);
    CHECK(reply.outcome.message == "the model refused to answer: cyber");
    CHECK(reply.items.empty());
    CHECK(reply.usage.output_tokens == 7);
    CHECK(read_body(R"({"content":null,"stop_reason":"refusal"})").outcome.kind ==
          OutcomeKind::blocked);
    const auto one_left = read(items(good_a + "," + good_b), "refusal");
    CHECK(marks(one_left) == "++-");
    CHECK(one_left.items[2].outcome.kind == OutcomeKind::blocked);
    CHECK(read(items(good_a), "refusal").items[1].outcome.kind == OutcomeKind::transient);
}

TEST_CASE("a message cut off at its cap or the context is too large, and what is whole stays") {
    for (const auto* stop : {"max_tokens", "model_context_window_exceeded"}) {
        INFO(stop);
        const auto cut = read(R"({"items":[)" + good_a + R"(,{"id":"b","t":"S)", stop);
        CHECK(marks(cut) == "+--");
        CHECK(cut.items[1].outcome.kind == OutcomeKind::too_large);
        CHECK(cut.usage.output_tokens == 7);
        const auto nothing = read_body(message(json::array(), stop).dump());
        CHECK(nothing.outcome.kind == OutcomeKind::too_large);
        CHECK(nothing.items.empty());
        CHECK(nothing.usage.output_tokens == 7);
    }
}

TEST_CASE("reasons of tools, and ones not invented yet, leave the answer as it is") {
    for (const auto* stop : {"tool_use", "pause_turn", "something_new"}) {
        INFO(stop);
        CHECK(marks(read(whole, stop)) == "+++");
        CHECK(read(items(good_a), stop).items[1].outcome.kind == OutcomeKind::transient);
    }
}

TEST_CASE("a 200 that is no message is the service's fault") {
    for (const auto* body : {"", "  ", "<html>login</html>", "{}", "[]", "null", "7",
                             R"({"content":"no"})", "{\"content\":[{"}) {
        INFO(body);
        const auto reply = read_body(body);
        CHECK(reply.outcome.kind == OutcomeKind::transient);
        CHECK_FALSE(reply.outcome.message.empty());
        CHECK(reply.items.empty());
    }
    CHECK(marks(read_body(R"({"content":[7,{"type":"text","text":8}]})")) == "---");
    CHECK(marks(read_body(R"({"content":7,"stop_reason":"end_turn"})")) == "---");
}

TEST_CASE("a broken exchange with Anthropic may go again") {
    const glossd::model::ExchangeFailure reset{
        {glossd::model::ErrorKind::network, "connection reset"}, true};
    CHECK(engine(anthropic_settings())->read(three_items(), reset).outcome.kind ==
          OutcomeKind::transient);
}

}  // namespace glossd::engines::anthropic
