#include "engines/apertium/steps.hpp"

#include "engines/apertium/engine.hpp"
#include "engines/apertium/pairs.hpp"
#include "engines/apertium/pipelines.hpp"
#include "fixtures.hpp"
#include "text/mask.hpp"

#include <algorithm>
#include <map>
#include <set>

using namespace glossd;
using namespace glossd::engines::apertium;
using test::language;
using test::mask;

namespace {

const std::vector<std::string> step_modes{"cat-eng", "en-gl",   "eng-cat",    "eng-cat_valencia",
                                          "eng-spa", "spa-eng", "spa-eng_US", "spa-fra"};

Steps steps(std::string_view from, std::string_view to, const std::vector<std::string>& through) {
    std::vector<model::Language> languages;
    for (const auto& tag : through) languages.push_back(language(tag));
    return find_steps(step_modes, language(from), language(to), languages);
}

engines::EnginePtr apertium_through(const std::filesystem::path& data_dir,
                                    std::vector<std::string> through) {
    config::EngineSettings settings;
    settings.name = "offline";
    settings.type = "apertium";
    settings.data_dir = data_dir.string();
    settings.batch_max = 16;
    settings.through = std::move(through);
    return engines::make_apertium(settings).value();
}

// A sentence of each language that the installed pairs read, for a text with words in it.
std::string sentence_in(const model::Language& language) {
    static const std::map<std::string, std::string, std::less<>> sentences{
        {"en", "The house is red and the dog drinks water"},
        {"es", "La casa es roja y el perro bebe agua"},
        {"ca", "La casa és vermella i el gos beu aigua"},
        {"gl", "A casa é vermella e o can bebe auga"}};
    const auto found = sentences.find(language.primary());
    return found == sentences.end() ? sentences.at("en") : found->second;
}

// Posts like those that go through: spans at the start, between words, at the end, and next to
// reserved characters.
engines::Batch batch_with_spans(const model::Language& from, const model::Language& to) {
    const auto sentence = sentence_in(from);
    engines::Batch batch{from, to, {}, {}};
    const auto add = [&](const std::string& text) {
        auto masked = text::mask(text);
        batch.items.push_back({"k" + std::to_string(batch.items.size()), std::move(masked)});
    };
    add("@alice " + sentence + " https://example.org/a?b=c&d=%20#x " + sentence + ".");
    add(sentence + " #news " + sentence + " @bob@example.social!\n\n" + sentence + " 🎉");
    add("1. " + sentence + ": `code {x}` ^~ [ok] <3 https://example.org/ñ\n2. " + sentence);
    return batch;
}

// Every mask of every item came back once; "" or what is wrong.
std::string damage(const engines::Batch& batch, const engines::BatchReply& reply) {
    if (reply.outcome.kind != model::OutcomeKind::ok) return reply.outcome.message;
    for (std::size_t i = 0; i < batch.items.size(); ++i) {
        const auto& item = reply.items.at(i);
        if (item.outcome.kind != model::OutcomeKind::ok) return item.outcome.message;
        if (!text::restore(item.text, batch.items[i].text)) return "damaged: " + item.text;
        if (item.text == batch.items[i].text.text) return "not translated: " + item.text;
    }
    return {};
}

}  // namespace

TEST_CASE("a direct pair is taken first, else the first language between that has both") {
    CHECK(steps("en", "es", {"fr"}) == Steps{"eng-spa", "", ""});
    CHECK(steps("es", "ca", {}) == Steps{});
    CHECK(steps("es", "ca", {"en"}) == Steps{"spa-eng", "eng-cat", "en"});
    CHECK(steps("es", "ca", {"fr", "en"}) == Steps{"spa-eng", "eng-cat", "en"});
    CHECK(steps("es", "gl", {"en-US"}) == Steps{"spa-eng_US", "en-gl", "en-US"});
    CHECK(steps("es-MX", "ca-valencia", {"en"}) == Steps{"spa-eng", "eng-cat_valencia", "en"});
    CHECK(steps("es", "ja", {"en"}) == Steps{});
    // Not by way of where it comes from or goes to.
    CHECK(steps("es", "ca", {"es", "ca"}) == Steps{});
    CHECK(to_string(steps("en", "es", {})) == "eng-spa");
    CHECK(to_string(steps("es", "ca", {"en"})) == "spa-eng, eng-cat: through en");
    CHECK(to_string(Steps{}).empty());
}

TEST_CASE("the languages that would do are named") {
    CHECK(languages_between(step_modes, language("es"), language("ca")) ==
          std::vector<std::string>{"en"});
    CHECK(languages_between(step_modes, language("en"), language("fr")) ==
          std::vector<std::string>{"es"});
    CHECK(languages_between(step_modes, language("fr"), language("es")).empty());
}

TEST_CASE("an engine that may go through another language names both modes, else what would do") {
    const test::DataDir data;
    data.add_mode("spa-eng");
    data.add_mode("eng-cat");
    const auto through = apertium_through(data.path(), {"en"});
    CHECK(through->supports(language("es"), language("ca")));
    CHECK(through->way(language("es"), language("ca")) == "spa-eng, eng-cat: through en");
    CHECK(through->way(language("es"), language("en")) == "spa-eng");
    const engines::Batch batch{language("es"), language("ca"), {{"k", {"Hola", {}, {}, {}}}}, {}};
    CHECK(std::get<model::PipelineRequest>(through->request(batch)) ==
          model::PipelineRequest{"spa-eng", {"Hola"}, "eng-cat"});
    CHECK(through->style() != apertium_through(data.path(), {})->style());

    const auto direct = apertium_through(data.path(), {})->supports(language("es"), language("ca"));
    REQUIRE_FALSE(direct);
    CHECK(direct.error().message.ends_with("; or by way of another language: through = [\"en\"]"));
}

TEST_CASE("what one pipeline says is fit for the next, or refused") {
    CHECK(relay_line("la \\[casa\\] [0]roja[12]").value() == "la \\[casa\\] [0]roja[12]");
    CHECK(relay_line("").value().empty());
    for (const auto* text : {"a ^b", "a\nb", "a ] b", "a [x] b", "a [1 b", "a \\", "a \\^ b"}) {
        CAPTURE(text);
        CHECK_FALSE(relay_line(text));
    }
}

TEST_CASE("answers go through the second mode, and a broken one fails alone") {
    const test::DataDir data;
    data.add_program("es-en", "exec sed -zu -e s/casa/house/ -e s/mal/^/");
    data.add_program("en-gl", "exec sed -zu s/house/fogar/");
    Pipelines pipelines(data.path());
    const auto reply = pipelines.perform({"es-en", {"la casa[0]", "mal", "una casa"}, "en-gl"},
                                         std::chrono::seconds(60), test::never);
    const auto& texts = std::get<model::PipelineReply>(reply).texts;
    REQUIRE(texts.size() == 3);
    CHECK(texts[0].value() == "la fogar[0]");
    CHECK_FALSE(texts[1]);
    CHECK(texts[2].value() == "una fogar");
    const auto missing =
        pipelines.perform({"es-en", {"la casa"}, "en-xx"}, std::chrono::seconds(60), test::never);
    REQUIRE(std::holds_alternative<model::ExchangeFailure>(missing));
    CHECK(std::get<model::ExchangeFailure>(missing).error.kind == model::ErrorKind::not_found);
}

TEST_CASE("Spanish becomes Catalan by way of English, with its spans") {
    if (!test::installed("spa-eng") || !test::installed("eng-cat")) return;
    const auto engine = apertium_through(default_data_dir, {"en"});
    const engines::Batch batch{
        language("es"),
        language("ca"),
        {{"k",
          {"La casa es roja " + mask(0) + " y grande\n" + mask(1) + " el perro",
           {{model::SpanKind::url, "https://example.org/"}, {model::SpanKind::mention, "@ana"}},
           {},
           {}}}},
        {}};
    Pipelines pipelines;
    const auto reply = engine->read(
        batch, pipelines.perform(std::get<model::PipelineRequest>(engine->request(batch)),
                                 std::chrono::seconds(120), test::never));
    REQUIRE(reply.items.size() == 1);
    CAPTURE(reply.items[0].text);
    CHECK(damage(batch, reply).empty());
    CHECK(reply.items[0].text.find("vermella") != std::string::npos);
    CHECK(reply.items[0].text.find("gos") != std::string::npos);
}

TEST_CASE("every installed pair, and every two by way of English, keeps every span") {
    const auto modes = list_modes(default_data_dir);
    const auto engine = apertium_through(default_data_dir, {"en"});
    Pipelines pipelines;
    const auto check = [&](const engines::Batch& batch, const model::PipelineRequest& request) {
        CAPTURE(request.mode);
        CAPTURE(request.then);
        const auto reply =
            engine->read(batch, pipelines.perform(request, std::chrono::seconds(300), test::never));
        CHECK(damage(batch, reply) == "");
        pipelines.stop_all();  // some hundred MB each
    };
    std::set<model::Language> languages;
    for (const auto& mode : modes) {
        const auto dash = mode.find('-');
        const auto plain = [](const std::string& side) {
            return language_of_side(side.substr(0, side.find('_')));
        };
        const auto from = plain(mode.substr(0, dash));
        const auto to = plain(mode.substr(dash + 1));
        languages.insert({from, to});
        const auto batch = batch_with_spans(from, to);
        auto request = std::get<model::PipelineRequest>(engine->request(batch));
        request.mode = mode;  // each variant too
        check(batch, request);
    }
    std::size_t through = 0;
    for (const auto& from : languages) {
        for (const auto& to : languages) {
            const auto batch = batch_with_spans(from, to);
            const auto request = std::get<model::PipelineRequest>(engine->request(batch));
            if (from == to || request.then.empty()) continue;
            ++through;
            check(batch, request);
        }
    }
    MESSAGE(modes.size() << " modes and " << through << " pairs through English");
}
