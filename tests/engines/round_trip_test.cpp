// Each engine against a service that does as it is told: it upper-cases what may be translated.
// Whatever the post contains, its spans and line breaks must come back byte for byte.
#include "engines/odd_posts.hpp"
#include "engines/support.hpp"
#include "engines/tags.hpp"
#include "text/mask.hpp"

#include <fmt/format.h>

using namespace glossd::engines;
using namespace glossd::engines::test;
using glossd::model::OutcomeKind;

namespace {

std::string upper(std::string text) {
    for (auto& c : text) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    }
    return text;
}

// Upper case outside <...> and &...;, and outside elements named x or span.
std::string upper_outside_markup(const std::string& text) {
    std::string result;
    std::size_t at = 0;
    const auto copy_through = [&](const std::string& end) {
        const auto stop = std::min(text.find(end, at), text.size() - end.size()) + end.size();
        result += text.substr(at, stop - at);
        at = stop;
    };
    while (at < text.size()) {
        if (text.compare(at, 5, "<x id") == 0) {
            copy_through("</x>");
        } else if (text.compare(at, 5, "<span") == 0) {
            copy_through("</span>");
        } else if (text[at] == '<' && text.find('>', at) != std::string::npos) {
            copy_through(">");
        } else if (text[at] == '&') {
            copy_through(";");
        } else {
            result += upper(std::string(1, text[at++]));
        }
    }
    return result;
}

// Upper case outside tags of that letter.
std::string upper_outside_tags(const std::string& text, char letter) {
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = text.find("/>", at);
        const bool is_tag = text[at] == '<' && at + 1 < text.size() && text[at + 1] == letter &&
                            end != std::string::npos;
        if (is_tag) {
            result += text.substr(at, end + 2 - at);
            at = end + 2;
        } else {
            result += upper(std::string(1, text[at++]));
        }
    }
    return result;
}

// The answer to a batched exchange, from the two texts that ask for it.
std::string obedient_answer(const std::string& prompt, const std::string& question) {
    const auto notice = prompt.find("tags are written <");
    const char letter = notice == std::string::npos ? 'x' : prompt[notice + 18];
    auto asked = nlohmann::json::parse(question);
    for (auto& item : asked["items"]) {
        item["t"] = upper_outside_tags(item["t"].get<std::string>(), letter);
    }
    return nlohmann::json{{"items", asked["items"]}}.dump();
}

glossd::model::Reply obedient_llm(const nlohmann::json& request) {
    const auto& messages = request["messages"];
    const nlohmann::json message{
        {"content", obedient_answer(messages[0]["content"].get<std::string>(),
                                    messages[1]["content"].get<std::string>())}};
    return http(
        200,
        nlohmann::json{{"choices", {{{"message", message}, {"finish_reason", "stop"}}}}}.dump());
}

glossd::model::Reply obedient_gemini(const nlohmann::json& request) {
    const auto answer =
        obedient_answer(request["systemInstruction"]["parts"][0]["text"].get<std::string>(),
                        request["contents"][0]["parts"][0]["text"].get<std::string>());
    const nlohmann::json content{{"parts", {{{"text", answer}}}}, {"role", "model"}};
    return http(
        200,
        nlohmann::json{{"candidates", {{{"content", content}, {"finishReason", "STOP"}}}}}.dump());
}

glossd::model::Reply obedient_anthropic(const nlohmann::json& request) {
    const auto answer = obedient_answer(request["system"].get<std::string>(),
                                        request["messages"][0]["content"].get<std::string>());
    return http(200, nlohmann::json{{"content", {{{"type", "text"}, {"text", answer}}}},
                                    {"stop_reason", "end_turn"}}
                         .dump());
}

glossd::model::Reply obedient_deepl(const nlohmann::json& request) {
    auto translations = nlohmann::json::array();
    for (const auto& text : request["text"]) {
        translations.push_back({{"text", upper_outside_markup(text.get<std::string>())}});
    }
    return http(200, nlohmann::json{{"translations", translations}}.dump());
}

glossd::model::Reply obedient_libretranslate(const nlohmann::json& request) {
    auto texts = nlohmann::json::array();
    for (const auto& text : request["q"]) texts.push_back(upper(text.get<std::string>()));
    return http(200, nlohmann::json{{"translatedText", texts}}.dump());
}

glossd::model::Reply obedient_google(const nlohmann::json& request) {
    auto translations = nlohmann::json::array();
    for (const auto& text : request["q"]) {
        translations.push_back({{"translatedText", upper_outside_markup(text.get<std::string>())}});
    }
    return http(200, nlohmann::json{{"data", {{"translations", translations}}}}.dump());
}

glossd::model::Reply obedient_azure(const nlohmann::json& request) {
    auto answers = nlohmann::json::array();
    for (const auto& item : request) {
        const nlohmann::json translation{
            {"text", upper_outside_markup(item["Text"].get<std::string>())}, {"to", "es"}};
        answers.push_back({{"translations", nlohmann::json::array({translation})}});
    }
    return http(200, answers.dump());
}

std::string expected(const glossd::model::MaskedText& masked) {
    auto pieces = split_masks(masked.text);
    for (auto& piece : pieces) {
        if (auto* text = std::get_if<std::string>(&piece)) *text = upper(*text);
    }
    return join_masks(pieces);
}

using Obedient = glossd::model::Reply (*)(const nlohmann::json&);

void check_batch(const glossd::config::EngineSettings& settings, Obedient service,
                 const std::vector<std::string>& posts, const std::string& hint,
                 const std::function<std::string(std::string)>& seen_as) {
    auto sent = batch({});
    sent.hint = hint;
    for (const auto& post : posts) {
        sent.items.push_back({fmt::format("k{}", sent.items.size()), glossd::text::mask(post)});
    }
    const auto tested = engine(settings);
    const auto reply = tested->read(sent, service(body_of(tested->request(sent))));
    REQUIRE(reply.outcome.kind == OutcomeKind::ok);
    REQUIRE(reply.items.size() == sent.items.size());
    for (std::size_t i = 0; i < sent.items.size(); ++i) {
        INFO(posts[i]);
        INFO(reply.items[i].outcome.message);
        CHECK(reply.items[i].id == sent.items[i].id);
        CHECK(reply.items[i].outcome.kind == OutcomeKind::ok);
        CHECK(seen_as(reply.items[i].text) == seen_as(expected(sent.items[i].text)));
        CHECK(glossd::text::restore(reply.items[i].text, sent.items[i].text));
    }
}

void check_round_trip(const glossd::config::EngineSettings& settings, Obedient service,
                      const std::string& hint = "") {
    check_batch(settings, service, golden_posts(), hint, [](std::string text) { return text; });
}

// 2,000 posts, 20 a call. In either case of letters: what looks like a span inside a word may be
// left alone by an engine that cuts texts at spans.
void check_corpus(const glossd::config::EngineSettings& settings, Obedient service) {
    static const auto corpus = odd_posts(2000, 17);
    constexpr std::ptrdiff_t a_call = 20;
    for (auto from = corpus.begin(); from < corpus.end(); from += a_call)
        check_batch(settings, service, {from, from + a_call}, "", upper);
}

}  // namespace

TEST_CASE("posts come through an obedient language model") {
    check_round_trip(openai_settings(), obedient_llm);
}

TEST_CASE("posts come through an obedient Gemini") {
    check_round_trip(gemini_settings(), obedient_gemini);
}

TEST_CASE("posts come through an obedient Claude") {
    check_round_trip(anthropic_settings(), obedient_anthropic);
}

TEST_CASE("posts come through an obedient DeepL") {
    check_round_trip(deepl_settings(), obedient_deepl);
}

TEST_CASE("posts come through an obedient Google and an obedient Azure") {
    check_round_trip(google_settings(), obedient_google);
    check_round_trip(azure_settings(), obedient_azure);
}

TEST_CASE("posts come through an obedient LibreTranslate, whole and cut") {
    check_round_trip(libretranslate_settings(), obedient_libretranslate);
    check_round_trip(libretranslate_settings(), obedient_libretranslate, "lost a span");
}

TEST_CASE("no span of 2000 odd posts is damaged on the way through any service") {
    SUBCASE("OpenAI") {
        check_corpus(openai_settings(), obedient_llm);
    }
    SUBCASE("Gemini") {
        check_corpus(gemini_settings(), obedient_gemini);
    }
    SUBCASE("Claude") {
        check_corpus(anthropic_settings(), obedient_anthropic);
    }
    SUBCASE("DeepL") {
        check_corpus(deepl_settings(), obedient_deepl);
    }
    SUBCASE("LibreTranslate") {
        check_corpus(libretranslate_settings(), obedient_libretranslate);
    }
    SUBCASE("Google") {
        check_corpus(google_settings(), obedient_google);
    }
    SUBCASE("Azure") {
        check_corpus(azure_settings(), obedient_azure);
    }
}
