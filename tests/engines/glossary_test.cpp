// Glossary and tone in what language models are asked; DeepL's part stands with DeepL.
#include "engines/llm_prompt.hpp"
#include "engines/support.hpp"

using namespace glossd::engines;
using namespace glossd::engines::test;
using glossd::model::Formality;
using glossd::model::TermCase;

namespace {

Batch plain_batch() {
    return batch({{"k7", masked("The feed of {0}", {"@ana"})}});
}

}  // namespace

TEST_CASE("the glossary travels as rows of the user message, and the prompt says what they are") {
    auto sent = plain_batch();
    sent.glossary = {{"feed", "canal", TermCase::follow, {"canales"}},
                     {"US", "EE. UU.", TermCase::exact, {}}};
    const auto message = nlohmann::json::parse(user_message(sent, "x"));
    const nlohmann::json rows{{{"term", "feed"}, {"translation", "canal"}},
                              {{"term", "US"}, {"translation", "EE. UU."}}};
    CHECK(message.at("glossary").dump() == rows.dump());
    CHECK(system_prompt(sent, "x").find("`glossary`") != std::string::npos);
    CHECK_FALSE(nlohmann::json::parse(user_message(plain_batch(), "x")).contains("glossary"));
    CHECK(system_prompt(plain_batch(), "x").find("`glossary`") == std::string::npos);
}

TEST_CASE("a tone is said behind the rules, which stay the same bytes") {
    auto sent = plain_batch();
    const auto usual = system_prompt(sent, "x");
    sent.tone = {Formality::formal, "visitors of a museum", "Say \"we\" for the museum."};
    const auto formal = system_prompt(sent, "x");
    CHECK(formal.starts_with(usual));
    CHECK(formal.find("formally") != std::string::npos);
    CHECK(formal.find("visitors of a museum") != std::string::npos);
    CHECK(formal.find("Say \"we\" for the museum.") != std::string::npos);
    sent.tone.formality = Formality::informal;
    CHECK(system_prompt(sent, "x").find("informally") != std::string::npos);
    CHECK(nlohmann::json::parse(system_prompt_json(sent, "x")) == system_prompt(sent, "x"));
}

TEST_CASE("language models take glossaries and heed every part of a tone, the others do not") {
    const glossd::model::Tone tone{Formality::formal, "children", "Be brief."};
    for (const auto& settings : {openai_settings(), gemini_settings(), anthropic_settings()}) {
        CHECK(engine(settings)->takes_glossary());
        CHECK(engine(settings)->heeded(tone) == tone);
    }
    CHECK_FALSE(engine(libretranslate_settings())->takes_glossary());
    CHECK(engine(libretranslate_settings())->heeded(tone) == glossd::model::Tone());
}
