#include "config/load.hpp"

#include "config/reference.hpp"
#include "config/sandbox.hpp"
#include "places.hpp"

#include <random>

using namespace glossd::config;
using namespace std::chrono_literals;

namespace {

const std::string examples = glossd::places::sources() + "/config/";
const Environment keys{
    {"LLM_KEY", "k1"},        {"ES_TOKEN", "k2"},      {"CA_TOKEN", "k3"},
    {"DEEPL_KEY", "k4"},      {"PT_TOKEN", "k5"},      {"ZH_TOKEN", "k6"},
    {"X_READER_TOKEN", "k7"}, {"X_API_KEY", "k8"},     {"X_API_SECRET", "k9"},
    {"X_ES_TOKEN", "k10"},    {"X_ES_SECRET", "k11"},  {"X_FR_REFRESH_TOKEN", "k12"},
    {"GEMINI_KEY", "k13"},    {"ES_KIDS_TOKEN", "k14"}};

std::string errors_of(const tl::expected<Loaded, std::vector<Diagnostic>>& loaded) {
    std::string all;
    if (!loaded) {
        for (const auto& error : loaded.error()) all += error.to_text() + "\n";
    }
    return all;
}

}  // namespace

TEST_CASE("every example loads without a warning") {
    int files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(examples)) {
        if (entry.path().extension() != ".toml") continue;  // what a configuration names
        CAPTURE(entry.path().string());
        const auto loaded = load(entry.path().string(), keys);
        CHECK(errors_of(loaded) == "");
        CHECK((loaded && loaded->warnings.empty()));
        ++files;
    }
    CHECK(files >= 3);
}

TEST_CASE("a setting that is left out has its default, by type where types differ") {
    const Sandbox sandbox;
    const auto loaded = sandbox.load(good + R"(
[[engine]]
name = "llm"
type = "openai"
model = "m"
base_url = "http://127.0.0.1:1/v1/"
[[engine]]
name = "offline"
type = "apertium"
[[target]]
name = "ca"
type = "mastodon"
server = "https://Mastodon.Example/"
token = { env = "T" }
language = "ca"
)",
                                     {{"T", "x"}});
    REQUIRE_MESSAGE(loaded, errors_of(loaded));
    const auto& config = loaded->config;
    CHECK(config.file == sandbox.path("glossd.toml"));
    CHECK(config.glossd.state == "/var/lib/glossd");
    CHECK(config.glossd.retention == 90 * 24h);
    CHECK(config.http.max_connections_per_host == 30);
    CHECK(config.dedup.max_entries == 200'000);
    CHECK(config.cache.max_bytes == 256LL * 1024 * 1024);
    CHECK(config.sources[0].poll_interval == 60s);
    CHECK(config.sources[0].max_age == 48h);
    CHECK(config.sources[0].first_run == FirstRun{FirstRun::Kind::skip, 0});
    CHECK(config.sources[0].visibility == std::vector<std::string>{"public"});
    CHECK(config.sources[0].include.empty());
    CHECK(config.engines[0].base_url == "http://127.0.0.1:1/v1");
    CHECK(config.engines[0].limits.max_concurrent == 8);
    CHECK(config.engines[0].limits.adaptive);
    CHECK_FALSE(config.targets[0].limits.adaptive);
    CHECK(config.engines[0].batch_max == 8);
    CHECK(config.engines[0].batch_target_time == 15s);
    CHECK(config.engines[0].json_mode == "schema");
    CHECK_FALSE(config.engines[0].temperature);
    CHECK(config.engines[1].limits.max_concurrent == 1);
    CHECK(config.engines[1].batch_max == 16);
    CHECK(config.engines[1].json_mode.empty());
    CHECK(config.targets[0].max_per_hour == 0);
    CHECK(config.targets[0].limits.requests_per_minute == 0);
    CHECK(config.targets[1].server == "https://mastodon.example");
    CHECK(config.targets[1].max_per_hour == 60);
    CHECK(config.targets[1].limits.requests_per_minute == 60);
    CHECK(config.targets[1].settle == 30s);
    CHECK(config.targets[1].order == Order::strict);
}

TEST_CASE("relative paths count from the directory of the file") {
    const Sandbox sandbox;
    const auto loaded = sandbox.load("[glossd]\nstate = \"a/../state\"\n" + good);
    REQUIRE_MESSAGE(loaded, errors_of(loaded));
    CHECK(loaded->config.glossd.state == sandbox.path("state"));
    CHECK(loaded->config.sources[0].url == sandbox.path("feed.xml"));
    CHECK(loaded->config.targets[0].path == sandbox.path("es.xml"));
}

TEST_CASE("a source without an interval of its own has the daemon's, wherever that was set") {
    const Sandbox sandbox;
    const auto file = sandbox.load(good + "[glossd]\npoll_interval = \"7m\"\n");
    REQUIRE_MESSAGE(file, errors_of(file));
    CHECK(file->config.sources[0].poll_interval == 7min);
    CHECK(setting(*file, "source.news.poll_interval")->origin ==
          sandbox.path("glossd.toml") + ":12");
    const auto variable = sandbox.load(good, {{"GLOSSD_POLL_INTERVAL", "9m"}});
    REQUIRE_MESSAGE(variable, errors_of(variable));
    CHECK(variable->config.sources[0].poll_interval == 9min);
}

TEST_CASE("without an engine there is the offline one, without a route there is the full one") {
    const Sandbox sandbox;
    const auto loaded = sandbox.load(good);
    REQUIRE_MESSAGE(loaded, errors_of(loaded));
    const auto& config = loaded->config;
    REQUIRE(config.engines.size() == 1);
    CHECK(config.engines[0].name == "offline");
    CHECK(config.engines[0].type == "apertium");
    REQUIRE(config.routes.size() == 1);
    CHECK(config.routes[0].sources == std::vector<std::string>{"news"});
    CHECK(config.routes[0].targets == std::vector<std::string>{"es"});
    CHECK(config.routes[0].engines == std::vector<std::string>{"offline"});
}

TEST_CASE("what a route leaves out is every one, in the order of the file") {
    const auto loaded = load(examples + "languages.toml", keys);
    REQUIRE_MESSAGE(loaded, errors_of(loaded));
    const auto& route = loaded->config.routes.at(1);
    CHECK(route.sources == std::vector<std::string>{"news", "releases"});
    CHECK(route.targets == std::vector<std::string>{"pt-BR", "zh-Hant", "de"});
    CHECK(route.engines == std::vector<std::string>{"deepl", "local"});
    CHECK(loaded->config.engines[2].extra_body == R"({"keep_alive":"30m"})");
}

TEST_CASE("what no route names is warned of") {
    const Sandbox sandbox;
    const auto loaded = sandbox.load(good +
                                     "[[target]]\nname = \"ca\"\ntype = \"feed\"\npath = \"b\"\n"
                                     "language = \"ca\"\n[[route]]\ntargets = [\"ca\"]\n");
    REQUIRE_MESSAGE(loaded, errors_of(loaded));
    REQUIRE(loaded->warnings.size() == 1);
    CHECK(loaded->warnings[0].to_text() ==
          sandbox.path("glossd.toml") +
              ":6:1: warning: target.es: no route names this target: nothing will be published to "
              "it");
}

TEST_CASE("one account in two languages and secrets in the clear are warned of") {
    const Sandbox sandbox;
    const std::string account =
        "type = \"mastodon\"\nserver = \"http://m.example\"\ntoken = { env = \"T\" }\n";
    const auto loaded = sandbox.load(
        good + "[[target]]\nname = \"a\"\nlanguage = \"de\"\n" + account +
            "[[target]]\nname = \"b\"\nlanguage = \"fr\"\ntemplate = \"{link}\"\n" + account,
        {{"T", "x"}});
    REQUIRE_MESSAGE(loaded, errors_of(loaded));
    std::string all;
    for (const auto& warning : loaded->warnings) all += warning.to_text() + "\n";
    CHECK(loaded->warnings.size() == 4);
    CHECK(all.find("target.b.token: the same account as target `a`") != std::string::npos);
    CHECK(all.find("target.a.server: http:// sends the secret unencrypted") != std::string::npos);
    CHECK(all.find("target.b.template: nothing of the post is in it") != std::string::npos);
}

TEST_CASE("a file that cannot be read is one error with the reason") {
    const Sandbox sandbox;
    const auto missing = load(sandbox.path("none.toml"), {});
    REQUIRE_FALSE(missing);
    CHECK(missing.error().at(0).to_text() ==
          sandbox.path("none.toml") +
              ": error: cannot read the configuration: No such file or directory");
    const auto folder = load(sandbox.path(""), {});
    REQUIRE_FALSE(folder);
    CHECK(folder.error().at(0).message.find("it is a directory") != std::string::npos);
    const auto endless = load("/dev/zero", {});
    REQUIRE_FALSE(endless);
    CHECK(endless.error().at(0).message.find("larger than") != std::string::npos);
}

TEST_CASE("the file is the one that is named, or else the usual ones") {
    CHECK(*find_config("x.toml") == "x.toml");
    const Sandbox sandbox;
    const auto before = std::filesystem::current_path();
    std::filesystem::current_path(sandbox.path(""));
    if (!std::filesystem::exists("/etc/glossd/glossd.toml")) {
        const auto none = find_config(std::nullopt);
        REQUIRE_FALSE(none);
        CHECK(none.error().kind == glossd::model::ErrorKind::config);
        CHECK(none.error().message.find("neither glossd.toml here nor /etc/glossd/glossd.toml") !=
              std::string::npos);
    }
    sandbox.write("glossd.toml", good);
    CHECK(*find_config(std::nullopt) == "glossd.toml");
    const auto loaded = load("glossd.toml", {});
    std::filesystem::current_path(before);
    REQUIRE_MESSAGE(loaded, errors_of(loaded));
    CHECK(loaded->config.sources[0].url == sandbox.path("feed.xml"));
}

TEST_CASE("a file cut off or damaged anywhere never crashes") {
    const Sandbox sandbox;
    const auto text = slurp(examples + "languages.toml");
    for (std::size_t end = 0; end < text.size(); end += 7) {
        const auto loaded = sandbox.load(text.substr(0, end), keys);
        if (!loaded) CHECK_FALSE(loaded.error().empty());
    }
    std::mt19937 random(42);
    for (int round = 0; round < 300; ++round) {
        auto damaged = text;
        for (int i = 0; i < 3; ++i) {
            damaged[random() % damaged.size()] = static_cast<char>(random() % 256);
        }
        const auto loaded = sandbox.load(damaged, keys);
        if (!loaded) CHECK_FALSE(loaded.error().front().to_text().empty());
    }
}

TEST_CASE("nesting without end is refused before it overflows the stack") {
    const Sandbox sandbox;
    std::string dotted = "x";
    for (int i = 0; i < 300'000; ++i) dotted += ".x";
    for (const auto& text : {dotted + " = 1\n", "[" + dotted + "]\n", "[[" + dotted + "]]\n"}) {
        const auto loaded = sandbox.load("\n" + text);
        REQUIRE_FALSE(loaded);
        CHECK(loaded.error().at(0).place.line == 2);
        CHECK(loaded.error().at(0).message.find("dots") != std::string::npos);
    }
    CHECK_FALSE(sandbox.load("x = " + std::string(100'000, '[')));
    const auto dots = sandbox.load(good + "title = \"" + std::string(2000, '.') + "\"");
    CHECK_MESSAGE(dots, errors_of(dots));
}

TEST_CASE("docs/config.md says what the key table says") {
    const std::string path = glossd::places::sources() + "/docs/config.md";
    if (getenv("UPDATE_DOCS") != nullptr) std::ofstream(path) << reference_markdown();
    CHECK_MESSAGE(slurp(path) == reference_markdown(),
                  "regenerate it: UPDATE_DOCS=1 build-dev/tests/test_config -tc=\"docs*\"");
}
