#include "engines/deepl/engine.hpp"

#include "engines/support.hpp"

using namespace glossd::engines;
using namespace glossd::engines::test;
using glossd::model::OutcomeKind;

namespace glossd::engines::deepl {
namespace {

// Tags: a has 1, ends in 2; b ends in 3.
Batch two_items() {
    return batch({{"a", masked("Hi {0}", {"@ana"})}, {"b", masked("Yes")}});
}

BatchReply read(const std::vector<std::string>& texts) {
    auto body = nlohmann::json{{"translations", nlohmann::json::array()}};
    for (const auto& text : texts) {
        body["translations"].push_back({{"text", text}, {"billed_characters", 5}});
    }
    return engine(deepl_settings())->read(two_items(), http(200, body.dump()));
}

BatchReply fault(int status, const char* body) {
    return engine(deepl_settings())->read(two_items(), http(status, body));
}

}  // namespace

TEST_CASE("a DeepL request protects spans, names its languages and carries the key") {
    const auto request = engine(deepl_settings())->request(two_items());
    CHECK(std::get<glossd::model::HttpRequest>(request).url ==
          "https://api-free.deepl.com/v2/translate");
    CHECK(header_of(request, "Authorization") == "DeepL-Auth-Key secret-key:fx");
    const auto body = body_of(request);
    CHECK(body.at("text") ==
          nlohmann::json{"Hi <x id=\"1\">@ana</x><x id=\"2\"></x>", "Yes<x id=\"3\"></x>"});
    CHECK(body.at("source_lang") == "EN");
    CHECK(body.at("target_lang") == "ES");
    CHECK(body.at("tag_handling_version") == "v2");
    auto unknown = two_items();
    unknown.from = {};
    CHECK_FALSE(body_of(engine(deepl_settings())->request(unknown)).contains("source_lang"));
}

TEST_CASE("a key of the paid plan goes to the paid host, a base_url anywhere") {
    auto settings = deepl_settings();
    settings.api_key = glossd::config::Secret("paid", "literal");
    const auto url = [&] {
        return std::get<glossd::model::HttpRequest>(*engine(settings)->probe()).url;
    };
    CHECK(url() == "https://api.deepl.com/v2/usage");
    settings.base_url = "http://localhost:3000";
    CHECK(url() == "http://localhost:3000/v2/usage");
    settings.api_key = {};
    CHECK(header_of(*engine(settings)->probe(), "Authorization").empty());
    CHECK(engine(settings)->style() == "deepl/v2/1");
    CHECK(engine(settings)->limits().max_items == 50);
}

TEST_CASE("a tone and a context go along when they are set, and of a tone the form of address") {
    const auto plain = body_of(engine(deepl_settings())->request(two_items()));
    CHECK_FALSE(plain.contains("formality"));
    CHECK_FALSE(plain.contains("context"));
    auto settings = deepl_settings();
    settings.context = "Posts of a museum.";
    auto sent = two_items();
    sent.tone = {glossd::model::Formality::informal, "children", "Be brief."};
    const auto body = body_of(engine(settings)->request(sent));
    CHECK(body.at("formality") == "prefer_less");
    CHECK(body.at("context") == "Posts of a museum.");
    sent.tone.formality = glossd::model::Formality::formal;
    CHECK(body_of(engine(settings)->request(sent)).at("formality") == "prefer_more");
    CHECK(engine(settings)->heeded(sent.tone) ==
          glossd::model::Tone{glossd::model::Formality::formal, "", ""});
    CHECK_FALSE(engine(settings)->takes_glossary());
}

TEST_CASE("DeepL's answers become masked text and what was billed is counted") {
    const auto reply = read({"Hola <x id=\"1\">@ana</x><x id=\"2\"></x>", "Sí<x id=\"3\"/>"});
    CHECK(reply.outcome.kind == OutcomeKind::ok);
    REQUIRE(reply.items.size() == 2);
    CHECK(reply.items[0].text == "Hola " + mask(0));
    CHECK(reply.items[1].text == "Sí");
    CHECK(reply.usage.characters == 10);
}

TEST_CASE("shifted, damaged or missing texts are refused one by one") {
    const auto swapped = read({"Sí<x id=\"3\"/>", "Hola <x id=\"1\"/><x id=\"2\"/>"});
    CHECK(swapped.items[0].outcome.message.find("shifted") != std::string::npos);
    CHECK(swapped.items[1].outcome.message.find("shifted") != std::string::npos);
    const auto damaged = read({"Hola <b>x</b><x id=\"2\"/>", "Sí<x id=\"3\"/>"});
    CHECK(damaged.items[0].outcome.kind == OutcomeKind::transient);
    CHECK(damaged.items[1].outcome.kind == OutcomeKind::ok);
}

TEST_CASE("another number of answers than texts fails every item, and is still paid for") {
    for (const auto& texts : std::vector<std::vector<std::string>>{
             {}, {"Sí<x id=\"3\"/>"}, {"a<x id=\"2\"/>", "b<x id=\"3\"/>", "c"}}) {
        const auto reply = read(texts);
        CHECK(reply.outcome.kind == OutcomeKind::ok);
        REQUIRE(reply.items.size() == 2);
        CHECK(reply.items[0].outcome.kind == OutcomeKind::transient);
        CHECK(reply.items[1].outcome.kind == OutcomeKind::transient);
        CHECK(reply.usage.characters == static_cast<std::int64_t>(5 * texts.size()));
    }
}

TEST_CASE("every error of DeepL is what it means") {
    CHECK(fault(456, R"({"message":"Quota for this billing period has been exceeded."})")
              .outcome.kind == OutcomeKind::quota);
    const auto parsing =
        fault(400, R"({"Message":"Tag handling parsing failed, please check input."})").outcome;
    CHECK(parsing.kind == OutcomeKind::rejected);
    CHECK(parsing.message == "HTTP 400: Tag handling parsing failed, please check input.");
    CHECK(fault(403, "").outcome.kind == OutcomeKind::unauthorized);
    CHECK(fault(413, "<html>413</html>").outcome.kind == OutcomeKind::too_large);
    CHECK(fault(429, "").outcome.kind == OutcomeKind::rate_limited);
    CHECK(fault(529, "").outcome.kind == OutcomeKind::rate_limited);
    CHECK(fault(503, "").outcome.kind == OutcomeKind::transient);
    CHECK(fault(200, "<html>").outcome.kind == OutcomeKind::transient);
    CHECK(fault(200, "{}").outcome.kind == OutcomeKind::transient);
    CHECK(fault(200, R"({"translations":[7,null]})").items[0].outcome.kind ==
          OutcomeKind::transient);
}

TEST_CASE("a pair DeepL cannot do is refused with both languages") {
    const auto deepl = engine(deepl_settings());
    CHECK(deepl->supports(language("en"), language("pt-BR")));
    CHECK(deepl->supports({}, language("de")));
    const auto refused = deepl->supports(language("en"), language("nn"));
    CHECK(refused.error().message.find("\"en\" to \"nn\"") != std::string::npos);
    CHECK_FALSE(deepl->supports(language("tlh"), language("de")));
}

TEST_CASE("a probe tells a refused key, a used-up quota and a pair out of reach") {
    const auto deepl = engine(deepl_settings());
    const auto usage = http(200, R"({"character_count":5,"character_limit":500000})");
    CHECK(deepl->read_probe(usage, {{language("en"), language("es")}}));
    CHECK_FALSE(deepl->read_probe(usage, {{language("en"), language("nn")}}));
    CHECK(deepl->read_probe(http(403, ""), {}).error().kind == glossd::model::ErrorKind::config);
    const auto used = http(200, R"({"character_count":500000,"character_limit":500000})");
    CHECK(deepl->read_probe(used, {}).error().message.find("used up") != std::string::npos);
    const auto of_key = http(200, R"({"character_count":9,"character_limit":1000000000000,)"
                                  R"("api_key_character_count":7,"api_key_character_limit":7})");
    CHECK(deepl->read_probe(of_key, {}).error().message.find("7 of 7") != std::string::npos);
}

TEST_CASE("a glossary of the account goes along where the language of the text is known") {
    auto settings = deepl_settings();
    settings.glossary_id = "def3a26b";
    const auto deepl = engine(settings);
    CHECK(body_of(deepl->request(two_items())).at("glossary_id") == "def3a26b");
    auto unknown = two_items();
    unknown.from = {};
    CHECK_FALSE(body_of(deepl->request(unknown)).contains("glossary_id"));
    CHECK_FALSE(body_of(engine(deepl_settings())->request(two_items())).contains("glossary_id"));
    CHECK(deepl->style() != engine(deepl_settings())->style());
}

TEST_CASE("a glossary that is not there, or has no dictionary for a pair, is told by the probe") {
    auto settings = deepl_settings();
    settings.glossary_id = "def3a26b";
    const auto deepl = engine(settings);
    CHECK(std::get<glossd::model::HttpRequest>(*deepl->probe()).url ==
          "https://api-free.deepl.com/v3/glossaries/def3a26b");
    const auto glossary = http(200, R"({"glossary_id":"def3a26b","name":"house","dictionaries":[)"
                                    R"({"source_lang":"en","target_lang":"pt","entry_count":2},)"
                                    R"({"source_lang":"nb","target_lang":"en","entry_count":1}]})");
    CHECK(deepl->read_probe(glossary, {{language("en"), language("pt-BR")}}));
    CHECK(deepl->read_probe(glossary, {{language("no"), language("en")}}));
    const auto missing = deepl->read_probe(glossary, {{language("pt"), language("en")}});
    REQUIRE_FALSE(missing);
    CHECK(missing.error().message.find("no dictionary from \"pt\" to \"en\"") != std::string::npos);
    const auto gone = deepl->read_probe(http(404, R"({"message":"Glossary not found"})"), {});
    REQUIRE_FALSE(gone);
    CHECK(gone.error().message.find("Glossary not found") != std::string::npos);
}

}  // namespace glossd::engines::deepl
