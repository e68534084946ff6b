#include "config/variables.hpp"

#include "config/sandbox.hpp"

using namespace glossd::config;
using namespace std::chrono_literals;

namespace {

std::string warnings_of(const Loaded& loaded) {
    std::string all;
    for (const auto& warning : loaded.warnings) all += warning.to_text() + "\n";
    return all;
}

}  // namespace

TEST_CASE("variables are named after the section, the entry and the key") {
    CHECK(variable_name("glossd", "", "state") == "GLOSSD_STATE");
    CHECK(variable_name("cache", "", "ttl") == "GLOSSD_CACHE_TTL");
    CHECK(variable_name("target", "es", "server") == "GLOSSD_TARGET__ES__SERVER");
    CHECK(variable_name("target", "pt-BR", "max_per_hour") == "GLOSSD_TARGET__PT_BR__MAX_PER_HOUR");
}

TEST_CASE("a variable of any kind of key wins over the file and the default") {
    const Sandbox sandbox;
    const auto loaded =
        sandbox.load("[cache]\nttl = \"1h\"\n" + good +
                         "[[engine]]\nname = \"llm\"\ntype = \"openai\"\nmodel = \"m\"\n"
                         "base_url = \"http://127.0.0.1\"\n",
                     {{"GLOSSD_CACHE_TTL", "2h"},
                      {"GLOSSD_STATE", "/tmp/state"},
                      {"GLOSSD_ALLOW_PRIVATE_ADDRESSES", "true"},
                      {"GLOSSD_CACHE_MAX_BYTES", "1KiB"},
                      {"GLOSSD_DEDUP_SCOPE", "all"},
                      {"GLOSSD_SOURCE__NEWS__INCLUDE", "word, #tag"},
                      {"GLOSSD_SOURCE__NEWS__EXCLUDE", R"(["/a,b/"])"},
                      {"GLOSSD_SOURCE__NEWS__PRIORITY", "-3"},
                      {"GLOSSD_ENGINE__LLM__TEMPERATURE", "0.5"},
                      {"GLOSSD_ENGINE__LLM__EXTRA_BODY", R"({"seed":7,"stop":["x"]})"},
                      {"GLOSSD_TARGET__ES__PATH", "other.xml"}});
    REQUIRE(loaded);
    const auto& config = loaded->config;
    CHECK(warnings_of(*loaded) == "");
    CHECK(config.cache.ttl == 2h);
    CHECK(config.glossd.state == "/tmp/state");
    CHECK(config.glossd.allow_private_addresses);
    CHECK(config.cache.max_bytes == 1024);
    CHECK(config.dedup.scope == DedupScope::all);
    CHECK(config.sources[0].include == std::vector<std::string>{"word", "#tag"});
    CHECK(config.sources[0].exclude == std::vector<std::string>{"/a,b/"});
    CHECK(config.sources[0].priority == -3);
    CHECK(*config.engines[0].temperature == 0.5);
    CHECK(config.engines[0].extra_body == R"({"seed":7,"stop":["x"]})");
    CHECK(config.targets[0].path == sandbox.path("other.xml"));
    CHECK(setting(*loaded, "cache.ttl")->origin == "environment GLOSSD_CACHE_TTL");
    CHECK(setting(*loaded, "cache.ttl")->value == "\"2h\"");
}

TEST_CASE("a variable can set what the file leaves out, and the default engine too") {
    const Sandbox sandbox;
    const auto loaded = sandbox.load("[[source]]\nname = \"news\"\ntype = \"feed\"\n" + good_target,
                                     {{"GLOSSD_SOURCE__NEWS__URL", "https://example.org/"},
                                      {"GLOSSD_ENGINE__OFFLINE__BATCH_MAX", "3"}});
    REQUIRE(loaded);
    CHECK(loaded->config.sources[0].url == "https://example.org/");
    CHECK(loaded->config.engines[0].batch_max == 3);
}

TEST_CASE("a wrong variable is an error that names it") {
    const Sandbox sandbox;
    const auto complaint = [&](const std::string& name, const std::string& value) {
        const auto loaded = sandbox.load(good, {{name, value}});
        return loaded ? "" : loaded.error().at(0).to_text();
    };
    const std::string from = "environment GLOSSD_";
    CHECK(complaint("GLOSSD_CACHE_TTL", "5") ==
          from +
              "CACHE_TTL: error: cache.ttl: must be a duration like \"90s\" or \"1h30m\", 1ms to "
              "36500d, not \"5\": the unit is missing");
    CHECK(complaint("GLOSSD_CACHE_MAX_ENTRIES", "many") ==
          from +
              "CACHE_MAX_ENTRIES: error: cache.max_entries: must be a whole number, at least 1, "
              "not \"many\"");
    CHECK(complaint("GLOSSD_TARGET__ES__CHAT", "x").find("`chat` is not available") !=
          std::string::npos);
    CHECK(complaint("GLOSSD_TARGET__ES__SERVER", "https://x.example")
              .find("it is for type `mastodon`") != std::string::npos);
    CHECK(complaint("GLOSSD_SOURCE__NEWS__INCLUDE", "[1]").find("not the integer 1") !=
          std::string::npos);
}

TEST_CASE("an unknown variable of ours is warned of with the nearest one") {
    const Sandbox sandbox;
    const auto loaded = sandbox.load(good, {{"GLOSSD_CACHE_TLT", "5m"},
                                            {"GLOSSD_TARGET__ESS__PATH", "x"},
                                            {"GLOSSD_TARGET__ES__NAME", "x"},
                                            {"PATH", "/bin"}});
    REQUIRE(loaded);
    const auto all = warnings_of(*loaded);
    CHECK(loaded->warnings.size() == 3);
    CHECK(all.find("environment GLOSSD_CACHE_TLT: warning: no key has this variable; did you mean "
                   "`GLOSSD_CACHE_TTL`?") != std::string::npos);
    CHECK(all.find("did you mean `GLOSSD_TARGET__ES__PATH`?") != std::string::npos);
}

TEST_CASE("a variable that the file names itself is not unknown") {
    const Sandbox sandbox;
    const auto loaded = sandbox.load(
        good + "[[engine]]\nname = \"d\"\ntype = \"deepl\"\napi_key = { env = \"GLOSSD_DEEPL\" }\n",
        {{"GLOSSD_DEEPL", "x"}});
    REQUIRE(loaded);
    CHECK(loaded->warnings.empty());
}

TEST_CASE("two names that share a variable are refused once it is set") {
    const Sandbox sandbox;
    const auto text = good_source + good_target +
                      "[[target]]\nname = \"ES\"\ntype = \"feed\"\npath = \"b\"\n"
                      "language = \"ca\"\n";
    CHECK(sandbox.load(text));
    const auto loaded = sandbox.load(text, {{"GLOSSD_TARGET__ES__WINDOW", "5"}});
    REQUIRE_FALSE(loaded);
    CHECK(loaded.error().at(0).to_text().rfind(
              "environment GLOSSD_TARGET__ES__WINDOW: error: target.es: target.ES has the same "
              "variables",
              0) == 0);
}
