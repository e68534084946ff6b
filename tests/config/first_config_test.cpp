#include "config/first_config.hpp"

#include "config/sandbox.hpp"

namespace glossd::config {
namespace {

FirstConfig told(const std::string& target_type, const std::string& place) {
    FirstConfig made;
    made.state = "state";
    made.source = {"feed", "https://example.org/feed.xml"};
    made.source_language = "en";
    made.languages = {"es", "pt-BR"};
    made.target_type = target_type;
    made.place = place;
    made.engine_type = "apertium";
    return made;
}

// Loads, with or without the secrets that are not there yet.
auto loaded(const FirstConfig& made, Secrets secrets) {
    return load_text(first_config_text(made), "glossd.toml", {}, secrets);
}

TEST_CASE("what a person means is made a source") {
    CHECK(followed("https://example.org/feed.xml") ==
          Followed{"feed", "https://example.org/feed.xml"});
    CHECK(followed("https://mastodon.social/@ana") ==
          Followed{"feed", "https://mastodon.social/@ana.rss"});
    CHECK(followed("https://mastodon.social/@ana/") ==
          Followed{"feed", "https://mastodon.social/@ana.rss"});
    CHECK(followed("https://mastodon.social/@ana.rss") ==
          Followed{"feed", "https://mastodon.social/@ana.rss"});
    CHECK(followed("@ana@mastodon.social") == Followed{"feed", "https://mastodon.social/@ana.rss"});
    CHECK(followed("https://bsky.app/profile/ana.bsky.social") ==
          Followed{"feed", "https://bsky.app/profile/ana.bsky.social/rss"});
    CHECK(followed("https://bsky.app/profile/ana.bsky.social/rss") ==
          Followed{"feed", "https://bsky.app/profile/ana.bsky.social/rss"});
    CHECK(followed("@NASA") == Followed{"x", "NASA"});
    CHECK(followed("https://x.com/NASA") == Followed{"x", "NASA"});
    CHECK(followed("news.xml") == Followed{"feed", "news.xml"});
    CHECK_FALSE(followed(""));
    CHECK_FALSE(followed("https:/example.org"));
    CHECK_FALSE(followed("ftp://example.org/feed"));
    CHECK_FALSE(followed("@not a name"));
}

TEST_CASE("a first configuration that needs no secret is whole") {
    CHECK(loaded(told("feed", "feeds"), Secrets::needed));
    CHECK(logins_of(told("feed", "feeds")).empty());
    CHECK(loaded(told("webhook", "https://example.org/hook"), Secrets::needed));
    auto local = told("feed", "feeds");
    local.engine_type = "libretranslate";
    local.base_url = "http://127.0.0.1:5000";
    CHECK(loaded(local, Secrets::needed));
}

TEST_CASE("a region that was told is in the first configuration, one that was not is no key") {
    auto made = told("feed", "feeds");
    made.engine_type = "azure";
    made.engine_key = true;
    CHECK(first_config_text(made).find("region") == std::string::npos);
    made.region = "westeurope";
    const auto config = loaded(made, Secrets::may_be_missing);
    REQUIRE(config);
    CHECK(config->config.engines[0].region == "westeurope");
}

TEST_CASE("one that needs secrets names files for them, and says what has to log in") {
    auto made = told("mastodon", "https://mastodon.example");
    made.engine_type = "deepl";
    made.engine_key = true;
    CHECK(logins_of(made) == std::vector<std::string>{"deepl", "es", "pt-BR"});
    const auto config = loaded(made, Secrets::may_be_missing);
    REQUIRE(config);
    CHECK(config->warnings.empty());
    CHECK(config->config.targets[1].token.empty());
    CHECK(config->config.targets[1].token.origin().ends_with(
        "/state/credentials/target.pt-BR.token"));
    CHECK_FALSE(loaded(made, Secrets::needed));
}

TEST_CASE("accounts on X share the app's keys, by either way to sign in") {
    for (const std::string id : {"", "app-id"}) {
        auto made = told("x", "");
        made.source = {"x", "NASA"};
        made.client_id = id;
        CHECK(logins_of(made) == std::vector<std::string>{"news", "es", "pt-BR"});
        const auto config = loaded(made, Secrets::may_be_missing);
        REQUIRE(config);
        const auto& first = config->config.targets[0].oauth;
        const auto& second = config->config.targets[1].oauth;
        CHECK(first.api_key.origin() == second.api_key.origin());
        CHECK(first.client_secret.origin() == second.client_secret.origin());
        CHECK(first.client_id == id);
        CHECK((id.empty() ? first.access_token : first.refresh_token).origin() !=
              (id.empty() ? second.access_token : second.refresh_token).origin());
    }
}

TEST_CASE("what was typed cannot become more than a value") {
    auto made = told("feed", "fe\"eds\\ [[target]] #");
    made.source.place = "https://example.org/\"x";
    const auto config = loaded(made, Secrets::needed);
    REQUIRE(config);
    CHECK(config->config.sources[0].url == made.source.place);
    CHECK(config->config.targets.size() == 2);
}

}  // namespace
}  // namespace glossd::config
