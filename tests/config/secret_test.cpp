#include "config/secret.hpp"

#include "config/sandbox.hpp"

#include <sys/stat.h>

using namespace glossd::config;

namespace {

// A Mastodon target whose token is written as `token`; line 11 of 15 is "[[target]]".
std::string with_token(const std::string& token) {
    return good +
           "[[target]]\nname = \"ca\"\ntype = \"mastodon\"\nlanguage = \"ca\"\n"
           "server = \"https://m.example\"\ntoken = " +
           token + "\n";
}

std::string all_text(const tl::expected<Loaded, std::vector<Diagnostic>>& loaded) {
    std::string all;
    for (const auto& one : loaded ? loaded->warnings : loaded.error()) all += one.to_text() + "\n";
    if (loaded) all += print(loaded->settings);
    return all;
}

}  // namespace

TEST_CASE("a secret comes from a variable, a file or a credential, without its last line break") {
    const Sandbox sandbox;
    chmod(sandbox.write("secret", "abc\n").c_str(), 0600);
    const Environment environment{{"T", "abc"}, {"CREDENTIALS_DIRECTORY", sandbox.path("")}};
    for (const auto* token :
         {"{ env = \"T\" }", "{ file = \"secret\" }", "{ credential = \"secret\" }"}) {
        CAPTURE(token);
        const auto loaded = sandbox.load(with_token(token), environment);
        REQUIRE_MESSAGE(loaded, all_text(loaded));
        CHECK(loaded->config.targets[1].token.reveal() == "abc");
        CHECK(loaded->warnings.empty());
        CHECK(print(loaded->settings).find("abc") == std::string::npos);
    }
    const auto loaded = sandbox.load(with_token("{ file = \"secret\" }"));
    CHECK(loaded->config.targets[1].token.origin() == "file " + sandbox.path("secret"));
    CHECK(setting(*loaded, "target.ca.token")->value ==
          "{ file = \"" + sandbox.path("secret") + "\" }");
}

TEST_CASE("a secret in the file works, is warned of and is never shown") {
    const Sandbox sandbox;
    const auto loaded = sandbox.load(with_token("\"hunter2\""));
    REQUIRE(loaded);
    CHECK(loaded->config.targets[1].token.reveal() == "hunter2");
    REQUIRE(loaded->warnings.size() == 1);
    CHECK(loaded->warnings[0].place.line == 16);
    CHECK(loaded->warnings[0].key == "target.ca.token");
    CHECK(all_text(loaded).find("hunter2") == std::string::npos);
}

TEST_CASE("a variable that sets a secret holds the secret itself and replaces the file's") {
    const Sandbox sandbox;
    const auto loaded = sandbox.load(with_token("{ env = \"NOT_SET\" }"),
                                     {{"GLOSSD_TARGET__CA__TOKEN", "hunter2"}});
    REQUIRE_MESSAGE(loaded, all_text(loaded));
    CHECK(loaded->config.targets[1].token.reveal() == "hunter2");
    CHECK(loaded->warnings.empty());
    CHECK(setting(*loaded, "target.ca.token")->value == "{ env = \"GLOSSD_TARGET__CA__TOKEN\" }");
    CHECK(all_text(loaded).find("hunter2") == std::string::npos);
}

TEST_CASE("a secret that is not there is an error that names where it was looked for") {
    const Sandbox sandbox;
    const auto complaint = [&](const std::string& token, const Environment& environment = {}) {
        const auto loaded = sandbox.load(with_token(token), environment);
        return loaded ? "" : loaded.error().at(0).to_text();
    };
    const auto at = [&](int column) {
        return sandbox.path("glossd.toml") + ":16:" + std::to_string(column) +
               ": error: target.ca.token: ";
    };
    CHECK(complaint("{ env = \"NONE\" }") == at(17) + "the environment has no variable \"NONE\"");
    CHECK(complaint("{ file = \"none\" }") == at(18) + "cannot read the secret's file " +
                                                  sandbox.path("none") +
                                                  ": No such file or directory");
    CHECK(complaint("{ credential = \"none\" }").find("$CREDENTIALS_DIRECTORY is not set") !=
          std::string::npos);
    CHECK(complaint("{ credential = \"../x\" }", {{"CREDENTIALS_DIRECTORY", "/"}})
              .find("not the name of a credential") != std::string::npos);
    CHECK(complaint("{ env = \"E\" }", {{"E", "\n"}}) == at(17) + "the secret is empty (env E)");
    CHECK(complaint("{ file = \".\" }").find("it is a directory") != std::string::npos);
}

TEST_CASE("a mistyped secret is refused without being repeated") {
    const Sandbox sandbox;
    const Environment environment{{"E", "hun\nter2"}};
    for (const auto* token :
         {"\"hun\\nter2\"", "{ env = \"E\" }", "222333444", "{ evn = \"hunter2\" }", "{}",
          "{ env = 222333444 }", "{ env = \"A\", file = \"hunter2\" }", "[\"hunter2\"]",
          "{ env = \"\" }"}) {
        CAPTURE(token);
        const auto loaded = sandbox.load(with_token(token), environment);
        REQUIRE_FALSE(loaded);
        REQUIRE(loaded.error().size() == 1);
        CHECK(loaded.error()[0].key == "target.ca.token");
        const auto text = loaded.error()[0].to_text();
        CHECK(text.find("ter2") == std::string::npos);
        CHECK(text.find("222") == std::string::npos);
    }
    const auto typo = sandbox.load(with_token("{ evn = \"X\" }"));
    CHECK(typo.error()[0].message.find("did you mean `env`?") != std::string::npos);
}

TEST_CASE("a secret's file that everyone can read is warned of") {
    const Sandbox sandbox;
    chmod(sandbox.write("secret", "abc\r\n").c_str(), 0644);
    const auto loaded = sandbox.load(with_token("{ file = \"secret\" }"));
    REQUIRE(loaded);
    CHECK(loaded->config.targets[1].token.reveal() == "abc");
    REQUIRE(loaded->warnings.size() == 1);
    CHECK(loaded->warnings[0].message.find("chmod 600") != std::string::npos);
}

TEST_CASE("a password in an address is not shown") {
    const Sandbox sandbox;
    const std::string source =
        "[[source]]\nname = \"a\"\ntype = \"feed\"\nurl = \"{}://me:hunter2@example.org/feed\"\n";
    const auto with = [&](const std::string& scheme) {
        return std::string(source).replace(source.find("{}"), 2, scheme);
    };
    const auto good_one = sandbox.load(with("https") + good_target);
    REQUIRE_MESSAGE(good_one, all_text(good_one));
    CHECK(good_one->config.sources[0].url == "https://me:hunter2@example.org/feed");
    CHECK(setting(*good_one, "source.a.url")->value == "\"https://me:***@example.org/feed\"");
    const auto bad_one = sandbox.load(with("ftp") + good_target);
    REQUIRE_FALSE(bad_one);
    CHECK(all_text(bad_one).find("hunter2") == std::string::npos);
}

TEST_CASE("a command that gets the secrets reads a configuration that has none yet") {
    const Sandbox sandbox;
    const std::string text = good_source +
                             "[[target]]\nname = \"es\"\ntype = \"mastodon\"\nlanguage = \"es\"\n"
                             "server = \"https://mastodon.example\"\n";
    const auto load = [&](const std::string& token) {
        return load_text(text + token, sandbox.path("glossd.toml"), {}, Secrets::may_be_missing);
    };
    CHECK_FALSE(load_text(text, "glossd.toml", {}));
    const auto none = load("");
    REQUIRE(none);
    CHECK(none->config.targets[0].token == Secret());
    CHECK(load("token = { file = \"a\" }\n")->config.targets[0].token ==
          Secret("", "file " + sandbox.path("a")));
    CHECK(load("token = { env = \"A\" }\n")->config.targets[0].token == Secret("", "env A"));
    sandbox.write("a", "known\n");
    CHECK(load("token = { file = \"a\" }\n")->config.targets[0].token.reveal() == "known");
    // Mistakes stay mistakes.
    CHECK_FALSE(load("token = { flie = \"a\" }\n"));
    CHECK_FALSE(load("tokn = { file = \"a\" }\n"));
}
