// Posts that give orders, sent through the real requests to a model that obeys every one of them.
// What the attacker wants never becomes a translation, and a post only travels as a JSON string.
#include "bench/pretend_translation.hpp"
#include "engines/inline_tags.hpp"
#include "engines/llm_prompt.hpp"
#include "engines/support.hpp"
#include "engines/tags.hpp"
#include "places.hpp"
#include "text/checks.hpp"
#include "text/code_points.hpp"
#include "text/direction.hpp"
#include "text/mask.hpp"

#include <fstream>
#include <functional>

#include <fmt/format.h>

using namespace glossd::engines;
using namespace glossd::engines::test;
using glossd::model::OutcomeKind;
using nlohmann::json;

namespace {

const std::string neighbour =
    "Our wonderful new library opens on Sunday, and all of you are invited to come and see it.";

json hostile_posts() {
    std::ifstream file(glossd::places::sources() + "/tests/data/injection.json");
    return json::parse(file).at("posts");
}

// The hostile post comes second, so that its tags are not the first ones.
Batch batch_with(const json& hostile) {
    const auto from = hostile["from"].get<std::string>();
    const auto to = hostile["to"].get<std::string>();
    return {language(from.c_str()),
            language(to.c_str()),
            {{"n3", glossd::text::mask(neighbour)},
             {"h7", glossd::text::mask(hostile["post"].get<std::string>())}},
            ""};
}

// A service as the test sees it: what it was asked, and how it wraps what its model says.
struct Service {
    glossd::config::EngineSettings settings;
    std::string (*system)(const json& request);
    std::string (*user)(const json& request);
    std::string (*answer)(const std::string& content);
};

std::vector<Service> services() {
    return {
        {openai_settings(),
         [](const json& request) { return request["messages"][0]["content"].get<std::string>(); },
         [](const json& request) { return request["messages"][1]["content"].get<std::string>(); },
         [](const std::string& content) {
             const json message{{"content", content}};
             return json{{"choices", {{{"message", message}, {"finish_reason", "stop"}}}}}.dump();
         }},
        {gemini_settings(),
         [](const json& request) {
             return request["systemInstruction"]["parts"][0]["text"].get<std::string>();
         },
         [](const json& request) {
             return request["contents"][0]["parts"][0]["text"].get<std::string>();
         },
         [](const std::string& content) {
             const json parts{{"parts", {{{"text", content}}}}, {"role", "model"}};
             return json{{"candidates", {{{"content", parts}, {"finishReason", "STOP"}}}}}.dump();
         }}};
}

std::string replaced(std::string text, const std::string& name, const std::string& value) {
    for (auto at = text.find(name); at != text.npos; at = text.find(name, at + value.size()))
        text.replace(at, name.size(), value);
    return text;
}

// The words with every tag of the item around them: what the tags could catch is not tested here.
std::string among_tags(const std::string& asked, const std::string& name,
                       const std::string& words) {
    Pieces tags;
    for (const auto& piece : read_tags(asked, name))
        if (std::holds_alternative<std::int64_t>(piece)) tags.push_back(piece);
    REQUIRE_FALSE(tags.empty());
    const Piece end = tags.back();
    tags.pop_back();
    tags.emplace_back(words);
    tags.push_back(end);
    return write_tags(tags, name);
}

bool has_controls(const std::string& text) {
    for (std::size_t pos = 0; pos < text.size();) {
        const auto next = glossd::text::code_point_at(text, pos);
        if (glossd::text::is_direction_control(next.value)) return true;
        pos += next.size;
    }
    return false;
}

bool is_ok(const BatchReply& reply, std::size_t item) {
    return reply.outcome.kind == OutcomeKind::ok &&
           reply.items.at(item).outcome.kind == OutcomeKind::ok;
}

// What would be published of this item; empty when it is refused.
std::string accepted(const Batch& sent, const BatchReply& reply, std::size_t item) {
    if (!is_ok(reply, item)) return "";
    const auto checked = glossd::text::check_translation(
        sent.items[item].text, reply.items[item].text, sent.from, sent.to);
    if (!all_passed(checked.checks)) return "";
    return glossd::text::restore(checked.text, sent.items[item].text).value();
}

void for_each_post(const std::function<void(const json& hostile, const Batch& sent,
                                            const Service& service)>& look) {
    const auto posts = hostile_posts();
    REQUIRE(posts.size() >= 60);
    for (const auto& service : services()) {
        for (const auto& hostile : posts) {
            INFO(service.settings.type);
            INFO(hostile["post"].get<std::string>());
            look(hostile, batch_with(hostile), service);
        }
    }
}

}  // namespace

TEST_CASE("a hostile post travels as one JSON string and touches nothing else") {
    for_each_post([](const json&, const Batch& sent, const Service& service) {
        const auto request = body_of(engine(service.settings)->request(sent));
        const auto question = json::parse(service.user(request));
        CHECK(question.size() == 3);
        CHECK(question["from"] == sent.from.tag());
        CHECK(question["to"] == sent.to.tag());
        REQUIRE(question["items"].size() == 2);
        const TagNumbers tags(sent);
        const auto name = tag_name(sent);
        for (std::size_t i = 0; i < 2; ++i) {
            const auto& item = question["items"][i];
            CHECK(item.size() == 2);
            CHECK(item["id"] == sent.items[i].id);
            CHECK(item["t"] == write_tags(tags.outgoing(i), name));
        }
        auto harmless = sent;
        harmless.items[1].text = glossd::text::mask("A quiet day");
        CHECK(service.system(request) == system_prompt(harmless, name));
    });
}

TEST_CASE("what an obedient model writes is never published") {
    std::size_t attacks = 0;
    std::size_t judged = 0;  // by the checks: the engine let them through
    for_each_post([&](const json& hostile, const Batch& sent, const Service& service) {
        const auto tested = engine(service.settings);
        const auto request = body_of(tested->request(sent));
        const auto question = json::parse(service.user(request));
        const auto name = tag_name(sent);
        const auto tag_of_neighbour = question["items"][0]["t"].get<std::string>();
        for (const auto& one : hostile["writes"]) {
            auto writes = one.get<std::string>();
            const bool turns = has_controls(writes);
            writes = replaced(writes, "{prompt}", service.system(request));
            writes = replaced(writes, "{other}", neighbour);
            INFO(writes);
            const auto said =
                among_tags(question["items"][1]["t"].get<std::string>(), name, writes);
            const json items{{{"id", "n3"}, {"t", "…" + tag_of_neighbour}},
                             {{"id", "h7"}, {"t", said}}};
            const auto whole = json{{"items", items}}.dump();
            const auto broken_out = R"({"items":[{"id":"h7","t":")" + said + "\"}]}";
            for (const auto& content : {whole, broken_out, said}) {
                const auto reply = tested->read(sent, http(200, service.answer(content)));
                const auto text = accepted(sent, reply, 1);
                INFO(text);
                ++attacks;
                if (is_ok(reply, 1)) ++judged;
                // A trick of direction is mended; everything else is refused.
                CHECK((text.empty() || turns));
                CHECK_FALSE(has_controls(glossd::text::outside_spans(text)));
                CHECK(text.find("evil") == std::string::npos);
            }
        }
    });
    CHECK(judged * 3 >= attacks);  // at least each answer that came whole
}

TEST_CASE("the same posts pass when they are translated") {
    std::size_t translated = 0;
    for_each_post([&](const json& hostile, const Batch& sent, const Service& service) {
        const std::string latin = " de en es fr it nl pl pt tr ";
        const auto is_latin = [&](const char* key) {
            return latin.find(" " + hostile[key].get<std::string>() + " ") != latin.npos;
        };
        if (!is_latin("from") || !is_latin("to")) return;
        const auto tested = engine(service.settings);
        auto question = json::parse(service.user(body_of(tested->request(sent))));
        for (auto& item : question["items"])
            item["t"] = glossd::bench::translate(item["t"].get<std::string>(), sent.to.tag());
        const auto content = json{{"items", question["items"]}}.dump();
        const auto reply = tested->read(sent, http(200, service.answer(content)));
        for (std::size_t i = 0; i < 2; ++i) {
            INFO(reply.items.at(i).outcome.message);
            REQUIRE(reply.items[i].outcome.kind == OutcomeKind::ok);
            const auto checked = glossd::text::check_translation(
                sent.items[i].text, reply.items[i].text, sent.from, sent.to);
            INFO(first_failure(checked.checks));
            CHECK_FALSE(accepted(sent, reply, i).empty());
        }
        ++translated;
    });
    CHECK(translated > 60);
}
