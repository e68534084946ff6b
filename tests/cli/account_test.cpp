#include "cli/account.hpp"

#include "cli/credentials.hpp"
#include "runtime/scratch_directory.hpp"

#include <fstream>

#include <doctest/doctest.h>

namespace glossd::cli {
namespace {

config::Config two_lists() {
    config::Config config;
    config.file = "glossd.toml";
    config.sources.emplace_back().name = "news";
    config.sources.back().type = "x";
    for (const auto* name : {"es", "news"}) {
        config.targets.emplace_back().name = name;
        config.targets.back().type = "mastodon";
    }
    return config;
}

TEST_CASE("a name in two lists must say which is meant, and a wrong one is told the nearest") {
    const auto config = two_lists();
    CHECK(find_account(config, "es", "")->path("token") == "target.es.token");
    CHECK(find_account(config, "news", "source")->type == "x");
    CHECK(find_account(config, "news", "").error().message ==
          "more than one thing is called \"news\"; say which with --source or --target");
    CHECK(find_account(config, "nwes", "").error().message.find("did you mean `news`?") !=
          std::string::npos);
    CHECK_FALSE(find_account(config, "es", "engine"));
}

TEST_CASE("a token goes where the configuration says, else to credentials/ with a line to add") {
    const auto scratch = runtime::ScratchDirectory::make();
    REQUIRE(scratch);
    auto config = two_lists();
    config.glossd.state = scratch->file("state");
    Credentials credentials(config);
    const auto account = *find_account(config, "es", "");
    const auto named = scratch->file("token");
    REQUIRE(credentials.prepare());
    REQUIRE(credentials.store(account, "token", config::Secret("", "file " + named), "a"));
    CHECK(credentials.lines().empty());
    const auto own = scratch->file("state/credentials/target.es.token");
    REQUIRE(credentials.store(account, "token", config::Secret("", "env ES_TOKEN"), "b"));
    CHECK(credentials.files() == std::vector<std::string>{named, own});
    CHECK(credentials.lines() ==
          std::vector<std::string>{"token = { file = \"" + own +
                                   "\" }  # in place of { env = \"ES_TOKEN\" }"});
}

TEST_CASE("who logged in is remembered, and found again behind another name") {
    const auto scratch = runtime::ScratchDirectory::make();
    REQUIRE(scratch);
    auto config = two_lists();
    config.glossd.state = scratch->file("state");
    const Credentials credentials(config);
    const auto es = *find_account(config, "es", "");
    const auto news = *find_account(config, "news", "target");
    CHECK_FALSE(credentials.handle_of(es));
    REQUIRE(credentials.prepare());
    REQUIRE(credentials.store_handle(es, "@es@mastodon.example"));
    CHECK(credentials.handle_of(es) == "@es@mastodon.example");
    CHECK_FALSE(credentials.other_of(es, "@es@mastodon.example"));
    CHECK(credentials.other_of(news, "@es@mastodon.example")->name == "es");
    CHECK_FALSE(credentials.other_of(news, "@other@mastodon.example"));
}

}  // namespace
}  // namespace glossd::cli
