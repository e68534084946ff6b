// Glossaries, hashtags and tone on their way through the translator.
#include "fixture.hpp"
#include "pipeline/memory_key.hpp"
#include "pipeline/translator.hpp"

namespace glossd::pipeline {
namespace {

using model::Hashtags;
using model::Term;
using model::TermCase;

config::GlossarySettings house(std::vector<Term> terms) {
    config::GlossarySettings glossary;
    glossary.name = "house";
    glossary.from = language("en");
    glossary.to = language("es");
    glossary.terms = std::move(terms);
    return glossary;
}

Term forced(const std::string& text, const std::string& translation) {
    return {text, translation, TermCase::follow, {}};
}

Term kept(const std::string& text) {
    return {text, "", TermCase::exact, {}};
}

// Every text any engine was asked for, in order.
std::vector<std::string> texts_asked(const World& world) {
    std::vector<std::string> texts;
    for (const auto& request : world.exchange.requests) {
        const auto body = body_of(request);
        for (const auto& item : body.at("items")) texts.push_back(item["t"]);
    }
    return texts;
}

Wish in_tone(Wish wish, const std::string& instruction) {
    wish.tone.instruction = instruction;
    return wish;
}

Wish with_hashtags(Wish wish, Hashtags policy) {
    wish.hashtags = policy;
    return wish;
}

TEST_CASE("an engine that takes a glossary is told the terms of its batch and no others") {
    World world;
    world.glossaries = {house({forced("feed", "canal"), forced("boost", "impulso")})};
    world.add_engine({.takes_glossary = true});
    world.exchange.script = [](const model::Request& request) {
        const auto id = body_of(request)["items"][0]["id"];
        return http(200, {{"items", {{{"id", id}, {"t", "Los canales son nuevos"}}}}});
    };
    const auto answers = world.translate({world.wish("The feed is new")});
    REQUIRE(answers[0]);
    CHECK(answers[0]->text == "Los canales son nuevos");
    const auto asked = body_of(world.exchange.requests[0]);
    CHECK(asked["items"][0]["t"] == "The feed is new");
    CHECK(asked["glossary"].dump() == json{{"feed", "canal"}}.dump());
    world.translate({world.wish("Nothing of it here", "fr")});
    CHECK_FALSE(body_of(world.exchange.requests[1]).contains("glossary"));
}

TEST_CASE("for an engine that takes none the translation is pinned into the text") {
    World world;
    world.glossaries = {house({forced("feed", "canal"), kept("glossd")})};
    world.add_engine({});
    const auto answers = world.translate({world.wish("A Feed by glossd and @bob here")});
    REQUIRE(answers[0]);
    CHECK(answers[0]->text == "traducido A Canal by glossd and @bob here listo");
    CHECK(answers[0]->masked ==
          "traducido A Canal by \x0E"
          "0\x0F and \x0E"
          "1\x0F here listo");
    CHECK(texts_asked(world) == std::vector<std::string>{"A \x0E"
                                                         "0\x0F by \x0E"
                                                         "1\x0F and \x0E"
                                                         "2\x0F here"});
    CHECK_FALSE(body_of(world.exchange.requests[0]).contains("glossary"));
}

TEST_CASE("a text made of terms alone needs no engine") {
    World world;
    world.glossaries = {house({forced("content warning", "aviso de contenido")})};
    world.add_engine({});
    const auto answers = world.translate({world.wish("Content warning! #news")});
    REQUIRE(answers[0]);
    CHECK(answers[0]->text == "Aviso de contenido! #news");
    CHECK(world.exchange.requests.empty());
}

TEST_CASE("a glossary is for its languages alone") {
    World world;
    world.glossaries = {house({forced("feed", "canal")})};
    world.add_engine({});
    const auto answers = world.translate({world.wish("A feed here", "fr")});
    REQUIRE(answers[0]);
    CHECK(answers[0]->text == "traducido A feed here listo");
}

TEST_CASE("an engine that uses words of its own is told once, then left, then the text is held") {
    World world;
    world.glossaries = {house({forced("feed", "canal")})};
    world.add_engine({.takes_hints = true, .takes_glossary = true});
    world.exchange.script = [](const model::Request& request) {
        const auto id = body_of(request)["items"][0]["id"];
        return http(200, {{"items", {{{"id", id}, {"t", "La fuente es nueva"}}}}});
    };
    const auto answers = world.translate({world.wish("The feed is new")});
    REQUIRE_FALSE(answers[0]);
    CHECK(answers[0].error().message.find("glossary: \"feed\" must be translated as \"canal\"") !=
          std::string::npos);
    REQUIRE(world.exchange.requests.size() == 2);
    CHECK(body_of(world.exchange.requests[1])["hint"] ==
          "glossary: \"feed\" must be translated as \"canal\"");
}

TEST_CASE("an edit of a term asks again for the texts that have it, and for no others") {
    World world;
    world.glossaries = {house({forced("feed", "canal"), forced("boost", "impulso")})};
    world.add_engine({});
    const std::vector<Wish> wishes{world.wish("A feed here"), world.wish("A boost here"),
                                   world.wish("Good morning")};
    world.translate(wishes);
    CHECK(world.exchange.requests.size() == 1);
    world.restart_translator();
    world.glossaries = {house({forced("feed", "fuente"), forced("boost", "impulso")})};
    const auto answers = world.translate(wishes);
    CHECK(answers[0]->text == "traducido A fuente here listo");
    CHECK_FALSE(answers[0]->cached);
    CHECK(answers[1]->cached);
    CHECK(answers[2]->cached);
}

TEST_CASE(
    "a style holds every part of the manner and who verifies, and neither when there is none") {
    const FakeEngine engine({.heeds_tone = true});
    CHECK(style_of(engine, nullptr, {}, {}) == engine.style());
    CHECK(style_of(engine, &engine, {}, {}) == engine.style() + "/verified/" + engine.style());
    std::set<std::string> manners;
    for (const auto& tone : {model::Tone{}, model::Tone{model::Formality::formal, "", ""},
                             model::Tone{model::Formality::usual, "a", ""},
                             model::Tone{model::Formality::usual, "", "a"}})
        manners.insert(style_of(engine, nullptr, tone, {}));
    for (const auto& term : {forced("feed", "canal"), forced("feed", "fuente"), kept("feed"),
                             Term{"feed", "canal", TermCase::exact, {}},
                             Term{"feed", "canal", TermCase::follow, {"x"}}})
        manners.insert(style_of(engine, nullptr, {}, {term}));
    CHECK(manners.size() == 9);
}

TEST_CASE("two tones of one language are asked for apart, equal ones once") {
    World world;
    world.add_engine({.heeds_tone = true});
    const auto wish = world.wish("Good morning");
    const auto answers = world.translate(
        {in_tone(wish, "Be brief."), in_tone(wish, "Be kind."), in_tone(wish, "Be kind.")});
    for (const auto& answer : answers) CHECK(answer);
    REQUIRE(world.exchange.requests.size() == 2);
    std::set<std::string> instructions;
    for (const auto& request : world.exchange.requests) {
        CHECK(body_of(request)["items"].size() == 1);
        instructions.insert(body_of(request)["instruction"].get<std::string>());
    }
    CHECK(instructions == std::set<std::string>{"Be brief.", "Be kind."});
    CHECK(world.translate({in_tone(wish, "Be brief.")})[0]->cached);
}

TEST_CASE("an engine that heeds no tone translates for all tones at once") {
    World world;
    world.add_engine({});
    const auto wish = world.wish("Good morning");
    world.translate({in_tone(wish, "Be brief."), in_tone(wish, "Be kind.")});
    CHECK(world.exchange.requests.size() == 1);
    CHECK(texts_asked(world).size() == 1);
}

TEST_CASE("a hashtag within a sentence is translated beside it, once for all texts") {
    World world;
    world.add_engine({});
    const auto wish = [&](const std::string& text) {
        return with_hashtags(world.wish(text), Hashtags::translate);
    };
    const auto answers =
        world.translate({wish("We love #dogs here. #pets"), wish("All #dogs sleep well"),
                         world.wish("My #dogs too")});
    REQUIRE(answers.size() == 3);
    CHECK(answers[0]->text == "traducido We love #TraducidoDogsListo here. listo #pets");
    CHECK(answers[1]->text == "traducido All #TraducidoDogsListo sleep well listo");
    CHECK(answers[2]->text == "traducido My #dogs too listo");
    const auto asked = texts_asked(world);
    CHECK(std::count(asked.begin(), asked.end(), "dogs") == 1);
    CHECK(asked.size() == 4);
}

TEST_CASE("a hashtag that nobody translates stays as it is") {
    World world;
    world.add_engine({});
    world.exchange.script = [](const auto& request) { return engine_answer(request, {"dogs"}); };
    const auto answers =
        world.translate({with_hashtags(world.wish("We love #dogs here"), Hashtags::translate)});
    REQUIRE(answers[0]);
    CHECK(answers[0]->text == "traducido We love #dogs here listo");
}

TEST_CASE("the glossary's hashtags are changed wherever they stand, the others never") {
    World world;
    world.glossaries = {house({forced("climate change", "cambio climático"), kept("Mastodon")})};
    world.add_engine({});
    const auto text = "Stop #ClimateChange at once. #Mastodon #climatechange #news";
    const auto answers = world.translate({with_hashtags(world.wish(text), Hashtags::glossary),
                                          with_hashtags(world.wish(text), Hashtags::keep)});
    CHECK(answers[0]->text ==
          "traducido Stop #CambioClimático at once. listo #Mastodon #CambioClimático #news");
    CHECK(answers[1]->text ==
          "traducido Stop #ClimateChange at once. listo #Mastodon "
          "#climatechange #news");
    CHECK(texts_asked(world).size() == 1);
}

TEST_CASE("a post in the target's language keeps its hashtags") {
    World world;
    world.glossaries = {house({forced("news", "noticias")})};
    world.add_engine({});
    const auto wish = with_hashtags(world.wish("Hay #news hoy", "es", "es"), Hashtags::glossary);
    const auto answers = world.translate({wish});
    CHECK(answers[0]->copied);
    CHECK(answers[0]->text == "Hay #news hoy");
}

}  // namespace
}  // namespace glossd::pipeline
