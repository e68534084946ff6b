#include "config/settings.hpp"

#include "config/keys.hpp"
#include "config/sandbox.hpp"
#include "places.hpp"

using namespace glossd::config;

TEST_CASE("what is printed loads again as the same settings") {
    const Environment environment{
        {"LLM_KEY", "k1"},  {"ES_TOKEN", "k2"}, {"CA_TOKEN", "k3"},         {"DEEPL_KEY", "k4"},
        {"PT_TOKEN", "k5"}, {"ZH_TOKEN", "k6"}, {"GLOSSD_CACHE_TTL", "77m"}};
    const Sandbox sandbox;
    for (const auto* name : {"minimal", "mastodon", "languages"}) {
        CAPTURE(name);
        const auto first =
            load(glossd::places::sources() + "/config/" + std::string(name) + ".toml", environment);
        REQUIRE(first);
        const auto second = sandbox.load(print(first->settings), environment);
        REQUIRE(second);
        REQUIRE(second->settings.size() == first->settings.size());
        for (std::size_t i = 0; i < first->settings.size(); ++i) {
            CHECK(second->settings[i].path == first->settings[i].path);
            CHECK(second->settings[i].value == first->settings[i].value);
        }
    }
}

TEST_CASE("each printed line says what is in force and where it came from") {
    const Sandbox sandbox;
    const auto loaded = sandbox.load(good + "title = \"a \\\"b\\\" \\\\ c\"\n");
    REQUIRE(loaded);
    const auto text = print(loaded->settings);
    const auto file = sandbox.path("glossd.toml");
    CHECK(text.rfind("[glossd]\npreset = \"balanced\"", 0) == 0);
    CHECK(text.find("# preset balanced\n") != std::string::npos);
    CHECK(text.find("# default\n") != std::string::npos);
    CHECK(text.find("\n\n[[target]]\nname = \"es\"") != std::string::npos);
    CHECK(text.find("title = \"a \\\"b\\\" \\\\ c\"") != std::string::npos);
    CHECK(text.find("# " + file + ":11\n") != std::string::npos);
}

TEST_CASE("every row of the key table is whole") {
    for (const auto& section : sections()) {
        for (const auto& key : section.keys) {
            CAPTURE(section.name);
            CAPTURE(key.name);
            CHECK(section.find(key.name) == &key);  // no name twice
            for (const auto type : key.types) CHECK(section.find_type(type) != nullptr);
            for (const auto& row : key.defaults) {
                CHECK((row.type.empty() || section.find_type(row.type) != nullptr));
            }
            if (key.later) continue;
            CHECK(key.field.read);
            CHECK_FALSE(key.field.expects.empty());
            CHECK_FALSE(key.help.empty());
        }
    }
}
