#include "pipeline/languages.hpp"

#include "fixture.hpp"

namespace glossd::pipeline {
namespace {

const std::string spanish =
    "La biblioteca de la ciudad ha estado esperando a tres viajeros durante doce años y nadie se "
    "ha dado cuenta. https://example.org/the/and/of/this/that/with/from";

config::Config config_with(const std::string& tag) {
    config::SourceSettings source;
    source.name = "news";
    if (!tag.empty()) source.language = language(tag);
    config::Config config;
    config.sources.push_back(source);
    return config;
}

store::StoredPost stored_post(const std::string& text, const std::string& tag) {
    store::StoredPost stored;
    stored.source = "news";
    stored.post.text = text;
    stored.post.language = tag;
    return stored;
}

}  // namespace

TEST_CASE("a post's language is the source's, else its own tag, else what it reads like") {
    CHECK(language_of(config_with("de"), stored_post("Hallo", "nl")).tag() == "de");
    CHECK(language_of(config_with(""), stored_post("Hallo", "nl")).tag() == "nl");
    CHECK(language_of(config_with(""), stored_post("Hallo", "no such tag")).empty());
    CHECK(language_of(config_with(""), stored_post(spanish, "")).tag() == "es");
}

TEST_CASE("a long Spanish post that is tagged English is Spanish: copied for es, else translated") {
    const auto found = language_of(config_with("en"), stored_post(spanish, "en"));
    CHECK(same_language(found, language("es-MX")));
    World world;
    world.add_engine({});
    auto wishes = std::vector{world.wish(spanish, "es"), world.wish(spanish, "de")};
    for (auto& wish : wishes) wish.from = found;
    world.exchange.script = [](const model::Request& request) {
        const auto id = body_of(request)["items"][0]["id"];
        const std::string german =
            "Die Bibliothek der Stadt wartet seit zwölf Jahren auf drei Reisende, und niemand "
            "hat es bemerkt.";
        return http(200, {{"items", {{{"id", id}, {"t", german}}}}});
    };
    const auto answers = world.translate(wishes);
    CHECK(answers[0]->copied);
    REQUIRE(answers[1]);
    CHECK_FALSE(answers[1]->copied);
    CHECK(world.exchange.requests.size() == 1);
}

TEST_CASE("the title speaks for a post too, and its links do not") {
    auto stored = stored_post("", "en");
    stored.post.title = spanish;
    CHECK(language_of(config_with(""), stored).tag() == "es");
    CHECK(decide_language(config_with("en"), stored).votes.size() == 3);
}

TEST_CASE("the language of a post at work is looked for once") {
    auto config = config_with("de");
    LanguageMemory memory(config);
    const auto post = std::make_shared<const store::StoredPost>(stored_post("Hallo", "nl"));
    CHECK(memory.of(post).tag() == "de");
    config.sources[0].language = {};
    CHECK(memory.of(post).tag() == "de");
    const auto same_words = std::make_shared<const store::StoredPost>(*post);
    CHECK(memory.of(same_words).tag() == "nl");
}

}  // namespace glossd::pipeline
