#include "config/keys.hpp"
#include "config/sandbox.hpp"

using namespace glossd::config;
using namespace std::chrono_literals;

namespace {

const std::string engine =
    "[[engine]]\nname = \"llm\"\ntype = \"openai\"\nmodel = \"m\"\n"
    "base_url = \"http://127.0.0.1\"\n";
const std::string account =
    "[[target]]\nname = \"fr\"\ntype = \"webhook\"\nurl = \"http://127.0.0.1/\"\n"
    "language = \"fr\"\n";

Loaded with_preset(const Sandbox& sandbox, const std::string& glossd) {
    auto loaded = sandbox.load("[glossd]\n" + glossd + good + engine + account);
    REQUIRE(loaded);
    return std::move(*loaded);
}

}  // namespace

TEST_CASE("production has the figures of a busy server") {
    const Sandbox sandbox;
    const auto loaded = with_preset(sandbox, "preset = \"production\"\n");
    const auto& config = loaded.config;
    CHECK(config.engines[0].limits.max_concurrent >= 15);
    CHECK(config.http.max_connections >= 150);
    CHECK(config.cache.max_entries >= 20'000);
    CHECK(config.sources[0].poll_interval == 30s);
    CHECK(config.targets[1].limits.max_concurrent == 8);
    CHECK(setting(loaded, "http.max_connections")->origin == "preset production");
    CHECK(setting(loaded, "engine.llm.max_concurrent")->origin == "preset production");
    CHECK(setting(loaded, "source.news.poll_interval")->origin == "preset production");
}

TEST_CASE("each step down asks for less") {
    const Sandbox sandbox;
    std::vector<Config> configs;
    for (const auto preset : presets) {
        configs.push_back(
            with_preset(sandbox, "preset = \"" + std::string(preset) + "\"\n").config);
    }
    for (std::size_t i = 1; i < configs.size(); ++i) {
        const auto& more = configs[i - 1];
        const auto& less = configs[i];
        CHECK(less.engines[0].limits.max_concurrent < more.engines[0].limits.max_concurrent);
        CHECK(less.targets[1].limits.max_concurrent < more.targets[1].limits.max_concurrent);
        CHECK(less.http.max_connections < more.http.max_connections);
        CHECK(less.http.max_connections_per_host < more.http.max_connections_per_host);
        CHECK(less.cache.max_entries < more.cache.max_entries);
        CHECK(less.cache.max_bytes < more.cache.max_bytes);
        CHECK(less.dedup.max_entries < more.dedup.max_entries);
        CHECK(less.glossd.poll_interval > more.glossd.poll_interval);
    }
}

TEST_CASE("without a preset it is balanced, and a feed file has one writer under each") {
    const Sandbox sandbox;
    const auto loaded = with_preset(sandbox, "");
    CHECK(loaded.config.glossd.preset == "balanced");
    CHECK(setting(loaded, "glossd.preset")->origin == "default");
    CHECK(setting(loaded, "cache.max_entries")->origin == "preset balanced");
    CHECK(loaded.config.engines[0].limits.max_concurrent == 8);
    for (const auto preset : presets) {
        const auto any = with_preset(sandbox, "preset = \"" + std::string(preset) + "\"\n");
        CHECK(any.config.targets[0].limits.max_concurrent == 1);
    }
}

TEST_CASE("a key in the file and a variable win over the preset") {
    const Sandbox sandbox;
    const auto loaded = sandbox.load(
        "[glossd]\npreset = \"low_resource\"\n[cache]\nmax_entries = 7\n" + good + engine,
        {{"GLOSSD_ENGINE__LLM__MAX_CONCURRENT", "3"}, {"GLOSSD_HTTP_MAX_CONNECTIONS", "9"}});
    REQUIRE(loaded);
    CHECK(loaded->config.cache.max_entries == 7);
    CHECK(loaded->config.engines[0].limits.max_concurrent == 3);
    CHECK(loaded->config.http.max_connections == 9);
    CHECK(loaded->config.cache.max_bytes == 32 * 1024 * 1024);
    CHECK(setting(*loaded, "http.max_connections")->origin ==
          "environment GLOSSD_HTTP_MAX_CONNECTIONS");
}

TEST_CASE("the preset may come from the environment") {
    const Sandbox sandbox;
    const auto loaded = sandbox.load(good, {{"GLOSSD_PRESET", "production"}});
    REQUIRE(loaded);
    CHECK(loaded->config.http.max_connections == 150);
}

TEST_CASE("an unknown preset is refused with those there are") {
    const Sandbox sandbox;
    const auto loaded = sandbox.load("[glossd]\npreset = \"fast\"\n" + good);
    REQUIRE_FALSE(loaded);
    CHECK(loaded.error().at(0).to_text().find("`production`, `balanced` or `low_resource`") !=
          std::string::npos);
}
