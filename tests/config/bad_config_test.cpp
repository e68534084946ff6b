// Every way to get a configuration wrong, with the place and words of the complaint.
#include "config/sandbox.hpp"

#include <algorithm>

using namespace glossd::config;

namespace {

struct Bad {
    std::string text;
    int line;  // of the complaint; 0: about the whole file
    int column;
    std::string key;
    std::string message;  // a part of it
};

// `wrong` as line 1 and further, followed by a good source and target.
Bad before(const std::string& wrong, int line, int column, std::string key, std::string message) {
    return {wrong + "\n" + good, line, column, std::move(key), std::move(message)};
}

// `wrong` as line 6 and further: as keys of the source.
Bad in_source(const std::string& wrong, int column, const std::string& key, std::string message) {
    return {good_source + wrong + "\n" + good_target, 6, column, "source.news." + key,
            std::move(message)};
}

// As line 11: keys of the target.
Bad in_target(const std::string& wrong, int column, const std::string& key, std::string message) {
    return {good + wrong + "\n", 11, column, "target.es." + key, std::move(message)};
}

// As line 14: keys of an engine.
Bad in_engine(const std::string& type, const std::string& wrong, int line, int column,
              const std::string& key, std::string message) {
    return {good + "[[engine]]\nname = \"mt\"\ntype = \"" + type + "\"\n" + wrong + "\n", line,
            column, "engine.mt." + key, std::move(message)};
}

Bad after(const std::string& wrong, int line, int column, std::string key, std::string message) {
    return {good + wrong + "\n", line, column, std::move(key), std::move(message)};
}

std::vector<Bad> syntax_and_structure() {
    return {
        {"[[[", 1, 3, "", "not valid TOML"},
        {"a = ", 1, 5, "", "not valid TOML"},
        {"x = 1\nx = 2\n", 2, 5, "", "cannot redefine"},
        {"a = \"\xff\"\n", 1, 5, "", "utf-8"},
        {"", 0, 0, "", "no [[source]]: nothing to follow"},
        {good_source, 0, 0, "", "no [[target]]: nowhere to publish"},
        before("[chache]\nttl = \"1h\"", 1, 2, "chache", "unknown table; did you mean `cache`?"),
        before("[weather]", 1, 2, "weather", "there is `glossd`, `http`"),
        before("poll_interval = \"5m\"", 1, 1, "poll_interval", "it belongs in [glossd]"),
        before("glossd = 5", 1, 10, "glossd", "written [glossd], not the integer 5"),
        before("[[cache]]\nttl = \"1h\"", 1, 1, "cache", "written [cache], not a list"),
        before("route = \"all\"", 1, 9, "route", "written [[route]] with two brackets"),
        before("route = [1]", 1, 10, "route", "not the integer 1"),
        {"[source]\nname = \"news\"\n" + good_target, 1, 1, "source", "with two brackets"},
    };
}

std::vector<Bad> values() {
    return {
        before("[cache]\nttl = 90", 2, 7, "cache.ttl", "a duration like \"90s\""),
        before("[cache]\nttl = 90", 2, 7, "cache.ttl", "not the integer 90"),
        before("[cache]\nttl = \"90\"", 2, 7, "cache.ttl", "the unit is missing"),
        before("[cache]\nttl = 1979-05-27", 2, 7, "cache.ttl", "not a date"),
        before("[http]\nkeep_alive = \"2d\"", 2, 14, "http.keep_alive", "too long"),
        before("[glossd]\npoll_interval = \"1ms\"", 2, 17, "glossd.poll_interval", "too short"),
        before("[cache]\nmax_bytes = \"64M\"", 2, 13, "cache.max_bytes", "`m` is no unit"),
        before("[dedup]\nmax_entries = 0", 2, 15, "dedup.max_entries", "at least 1, not"),
        before("[dedup]\nmax_entries = 1.5", 2, 15, "dedup.max_entries", "not the number 1.5"),
        before("[dedup]\nscope = \"al\"", 2, 9, "dedup.scope",
               "must be `source` or `all`, not \"al\": no such word; did you mean `all`?"),
        before("[glossd]\nallow_private_addresses = \"yes\"", 2, 27,
               "glossd.allow_private_addresses", "must be true or false, not \"yes\""),
        before("[glossd]\nstate = \"\"", 2, 9, "glossd.state", "a file path, not \"\""),
        before("[glossd]\nstate = \"~/glossd\"", 2, 9, "glossd.state", "`~` means nothing"),
        {"[[engine]]\nname = \"llm\"\ntype = \"deepl\"\napi_key = \"k\"\nbatch_max = 101\n", 5, 13,
         "engine.llm.batch_max", "from 1 to 100"},
        before("[glossd]\nlisten = \"9464\"", 2, 10, "glossd.listen", "the port is missing"),
        before("[glossd]\nlisten = \"127.0.0.1:http\"", 2, 10, "glossd.listen",
               "a number from 1 to 65535"),
        before("[glossd]\nlisten = \"example.org:80\"", 2, 10, "glossd.listen",
               "the host is an IP address"),
        {"[glossd]\nlisten = \"0.0.0.0:9464\"\n" + good, 0, 0, "glossd.api_token",
         "is missing: `listen = \"0.0.0.0:9464\"` lets others in"},
        before("[alert]\nerror_rate = 20", 2, 14, "alert.error_rate", "a number, from 0 to 1"),
        before("[alert]\nnotify = \"ops\"", 2, 10, "alert.notify", "must be a list"),
        before("[alert]\nnotify = [\"ops\"]", 2, 11, "alert.notify",
               "there is no target of that name"),
        before("[alert]\ndigest = \"8 o'clock\"", 2, 10, "alert.digest", "written 00:00 to 23:59"),
        before("[alert]\nnotify = [{ webhok = \"https://x.example\" }]", 2, 13, "alert.notify",
               "there is `command` and `webhook`"),
        before("[alert]\nnotify = [{ webhook = \"ops\" }]", 2, 23, "alert.notify", "`webhook`"),
        before("[alert]\nnotify = [5]", 2, 11, "alert.notify", "not the integer 5"),
        before("[glossd]\npol_interval = \"5m\"", 2, 1, "glossd.pol_interval",
               "unknown key; did you mean `poll_interval`?"),
        before("[glossd]\nmax_bytes = \"5MB\"", 2, 1, "glossd.max_bytes",
               "[cache] has a key of that name"),
        in_source("priority = 101", 12, "priority", "from -100 to 100"),
        in_source("first_run = \"latest:0\"", 13, "first_run", "`latest:N` with N from 1"),
        in_source("first_run = \"newest\"", 13, "first_run", "not \"newest\""),
        in_source("visibility = [\"private\"]", 15, "visibility", "`public` or `unlisted`"),
        in_source("include = [\"ok\", \"/(/\"]", 18, "include", "missing )"),
        in_source("exclude = [\"#\"]", 12, "exclude", "the tag's name is missing"),
        in_source("include = \"word\"", 11, "include", "a list of words"),
        in_source("include = [5]", 12, "include", "not the integer 5"),
        in_source("delay = \"5\"", 9, "delay", "the unit is missing"),
        in_source("server = \"https://x.example\"", 1, "server", "[[target]] has a key"),
        in_source("language2 = \"en\"", 1, "language2", "did you mean `language`?"),
    };
}

std::vector<Bad> entries() {
    const std::string target = "[[target]]\nname = \"a\"\nlanguage = \"es\"\n";
    return {
        {"[[source]]\ntype = \"feed\"\nurl = \"x\"\n" + good_target, 1, 1, "source.1.name",
         "is missing: a name"},
        {"[[source]]\nname = \"a\"\ntype = \"feed\"\n" + good_target, 1, 1, "source.a.url",
         "is missing: an http:// or https:// address or a file path"},
        {"[[source]]\nname = \"a\"\nurl = \"x\"\n" + good_target, 1, 1, "source.a.type",
         "is missing: `feed`"},
        {"[[source]]\nname = \"a\"\ntype = \"fed\"\nurl = \"x\"\n" + good_target, 3, 8,
         "source.a.type", "did you mean `feed`?"},
        {"[[source]]\nname = \"a\"\ntype = \"bluesky\"\n" + good_target, 3, 8, "source.a.type",
         "`type = \"bluesky\"` is not available in this version"},
        {"[[source]]\nname = \"a b\"\ntype = \"feed\"\nurl = \"x\"\n" + good_target, 2, 8,
         "source.1.name", "names are made of"},
        {"[[source]]\nname = \"a\"\ntype = \"feed\"\nurl = \"ftp://x/y\"\n" + good_target, 4, 7,
         "source.a.url", "only http:// and https://"},
        {"[[source]]\nname = \"a\"\ntype = \"feed\"\nurl = \"https:/x/y\"\n" + good_target, 4, 7,
         "source.a.url", "no http:// or https:// in front"},
        after(good_source, 12, 8, "source.news.name",
              "another source has the name `news` already ("),
        after(target + "type = \"mastodon\"", 11, 1, "target.a.server", "is missing: the http://"),
        after(target + "type = \"mastodon\"", 11, 1, "target.a.token", "is missing: a secret"),
        after(target + "type = \"webhook\"", 11, 1, "target.a.url", "is missing: an http://"),
        after(target + "type = \"feed\"", 11, 1, "target.a.path", "is missing: a file path"),
        after(target + "type = \"discord\"", 14, 8, "target.a.type", "not available"),
        after("[[target]]\nname = \"a\"\ntype = \"feed\"\npath = \"a\"", 11, 1, "target.a.language",
              "is missing: a language (BCP-47)"),
        in_target("server = \"https://x.example\"", 1, "server",
                  "a target of type `feed` has no such key; it is for type `mastodon`"),
        in_target("chat = \"@x\"", 1, "chat", "`chat` is not available in this version"),
        in_target("window = 0", 10, "window", "from 1 to 10000"),
        in_target("format = \"xml\"", 10, "format", "`atom`, `json` or `rss`"),
        in_target("link = \"example.org\"", 8, "link", "no http:// or https:// in front"),
        in_target("title = \"a\\nb\"", 9, "title", "line break"),
        in_target("template = \"{titel}\"", 12, "template", "did you mean `title`?"),
        in_target("template = \"{text\"", 12, "template", "no `}` after it"),
        in_target("template = \"text}\"", 12, "template", "no `{` before it"),
        in_target("on_unknown = \"reconsile\"", 14, "on_unknown", "did you mean `reconcile`?"),
        in_target("approve = 1", 11, "approve", "true or false, not the integer 1"),
        {good_source + "[[target]]\nname = \"a\"\ntype = \"feed\"\npath = \"a\"\nlanguage = \"e\"",
         10, 12, "target.a.language", "a language (BCP-47)"},
    };
}

std::vector<Bad> engines_and_routes() {
    const std::string account =
        "type = \"mastodon\"\nserver = \"https://m.example\"\n"
        "token = { env = \"TOKEN\" }\nlanguage = \"es\"\n";
    const std::string twice =
        "[[target]]\nname = \"a\"\n" + account + "[[target]]\nname = \"b\"\n" + account;
    return {
        in_engine("deepl", "", 11, 1, "api_key", "is missing: a secret"),
        in_engine("libretranslate", "", 11, 1, "base_url", "is missing: an http://"),
        in_engine("openai", "base_url = \"http://127.0.0.1\"", 11, 1, "model", "is missing"),
        in_engine("openai", "model = \"m\"", 11, 1, "api_key", "the service is OpenAI's own"),
        in_engine("apertium", "model = \"m\"", 14, 1, "model", "for type `openai`"),
        in_engine("apertium", "idle_stopp = \"1m\"", 14, 1, "idle_stopp", "`idle_stop`?"),
        in_engine("apertium", "adaptive = \"on\"", 14, 12, "adaptive", "must be true or false"),
        in_engine("google", "", 11, 1, "api_key", "the service is Google's own"),
        in_engine("azure", "", 11, 1, "api_key", "the service is Microsoft's own"),
        in_engine("azure", "api_key = { env = \"TOKEN\" }\nregion = \"\"", 15, 10, "region",
                  "westeurope"),
        in_engine("deepl", "api_key = { env = \"TOKEN\" }\nformality = \"more\"", 15, 1,
                  "formality", "[[target]] has a key of that name"),
        in_engine("gemini", "model = \"m\"", 11, 1, "api_key", "the service is Google's own"),
        in_engine("anthropic", "model = \"m\"", 11, 1, "api_key", "the service is Anthropic's own"),
        in_engine("anthropic", "temperature = 1", 14, 1, "temperature", "for type `openai`"),
        in_engine("gemini", "api_key = { env = \"TOKEN\" }", 11, 1, "model", "is missing"),
        in_engine("gemini", "thinking = \"hard\"", 14, 12, "thinking", "`minimal`"),
        in_engine("libretranslate", "base_url = \"https://x.example/?a=b\"", 14, 12, "base_url",
                  "it has a query"),
        in_engine("libretranslate", "base_url = \"https://\"", 14, 12, "base_url", "the host is"),
        in_engine("libretranslate", "base_url = \"http://x:99999\"", 14, 12, "base_url",
                  "the port"),
        in_engine("openai", "temperature = nan", 14, 15, "temperature", "not the number nan"),
        in_engine("openai", "temperature = 3", 14, 15, "temperature", "from 0 to 2"),
        in_engine("openai", "extra_body = \"x\"", 14, 14, "extra_body",
                  "a table that JSON can say"),
        in_engine("openai", "extra_body = { a = inf }", 14, 14, "extra_body", "not a table"),
        in_engine("openai", "json_mode = \"shema\"", 14, 13, "json_mode", "`schema`?"),
        in_engine("apertium", "requests_per_minute = -1", 14, 23, "requests_per_minute", "from 0"),
        after("[[route]]\nsources = [\"newz\"]", 12, 12, "route.1.sources",
              "there is no source of that name; did you mean `news`?"),
        after("[[route]]\nengines = [\"llm\"]", 12, 12, "route.1.engines",
              "no engine of that name"),
        after("[[route]]\ntargets = [\"es\", \"es\"]", 12, 18, "route.1.targets", "there twice"),
        after("[[route]]\nverify_engine = \"llm\"", 11, 1, "route.1.verify_engine",
              "there is no engine `llm`"),
        after("[[route]]\nverify_engine = \"offline\"", 11, 1, "route.1.verify_engine",
              "is no language model"),
        after("[[route]]\nverify_threshold = 0", 12, 20, "route.1.verify_threshold", "from 1"),
        in_engine("apertium", "through = [\"e\"]", 14, 12, "through", "not a tag"),
        after("[[route]]\ntargets = []", 12, 11, "route.1.targets", "routes nothing"),
        after("[[route]]\n[[route]]\nsources = [\"news\"]", 12, 1, "route.2",
              "`news` to `es` is routed already ("),
        after("[[route]]\ntarget = [\"es\"]", 12, 1, "route.1.target", "did you mean `targets`?"),
        after(good_target + "\n[[target]]\nname = \"b\"\ntype = \"feed\"\nlanguage = \"ca\"\n"
                            "path = \"./es.xml\"",
              17, 1, "target.b.path", "the same file as of target `es` ("),
        after("[[target]]\nname = \"b\"\ntype = \"feed\"\nlanguage = \"ca\"\npath = \"./b.xml\"\n"
              "money_per_day = 5",
              11, 1, "target.b.money_per_day", "needs a price: give `price_request`"),
        after("[[target]]\nname = \"b\"\ntype = \"feed\"\nlanguage = \"ca\"\npath = \"feed.xml\"",
              11, 1, "target.b.path", "source `news` ("),
        after(twice, 17, 1, "target.b.token", "the same account and language as target `a` ("),
    };
}

void check_bad(const std::vector<Bad>& cases) {
    const Sandbox sandbox;
    for (const auto& bad : cases) {
        CAPTURE(bad.text);
        CAPTURE(bad.key);
        CAPTURE(bad.message);
        const auto loaded = sandbox.load(bad.text, {{"TOKEN", "secret"}});
        REQUIRE_FALSE(loaded);
        const auto matches = [&](const Diagnostic& found) {
            return found.place.file == sandbox.path("glossd.toml") &&
                   found.place.line == bad.line && found.place.column == bad.column &&
                   found.key == bad.key && found.message.find(bad.message) != std::string::npos;
        };
        std::string all;
        for (const auto& error : loaded.error()) all += error.to_text() + "\n";
        CAPTURE(all);
        CHECK(std::any_of(loaded.error().begin(), loaded.error().end(), matches));
    }
}

}  // namespace

TEST_CASE("broken TOML and misplaced tables are refused where they stand") {
    check_bad(syntax_and_structure());
}

TEST_CASE("a wrong value is refused with what was expected and what was found") {
    check_bad(values());
}

TEST_CASE("an entry that misses a key or has a strange one is refused") {
    check_bad(entries());
}

TEST_CASE("engines, routes and targets that do not go together are refused") {
    check_bad(engines_and_routes());
}

TEST_CASE("all errors of a file are reported together, in its order") {
    const Sandbox sandbox;
    const auto loaded = sandbox.load(
        "[glossd]\nstat = \"x\"\n[[target]]\nname = \"es\"\ntype = \"feed\"\npath = 5\n"
        "[cache]\nttl = 1\n",
        {{"GLOSSD_DEDUP_TTL", "soon"}});
    REQUIRE_FALSE(loaded);
    std::vector<std::string> found;
    for (const auto& error : loaded.error()) found.push_back(error.to_text());
    const auto file = sandbox.path("glossd.toml");
    REQUIRE(found.size() == 6);
    CHECK(found[0] == file + ": error: there is no [[source]]: nothing to follow");
    CHECK(found[1] == file + ":2:1: error: glossd.stat: unknown key; did you mean `state`?");
    CHECK(found[2].rfind(file + ":3:1: error: target.es.language: is missing", 0) == 0);
    CHECK(found[3].rfind(file + ":6:8: error: target.es.path: must be a file path", 0) == 0);
    CHECK(found[4].rfind(file + ":8:7: error: cache.ttl: must be a duration", 0) == 0);
    CHECK(found[5].rfind("environment GLOSSD_DEDUP_TTL: error: dedup.ttl: must be", 0) == 0);
}
