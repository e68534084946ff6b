// From nothing to publishing by what `init` and `login` ask, against services on loopback.
#include "e2e/has.hpp"
#include "e2e/login_world.hpp"

#include <csignal>
#include <filesystem>

#include <doctest/doctest.h>
#include <sys/stat.h>

using glossd::bench::Fault;
using glossd::e2e::has;
using glossd::e2e::LoginWorld;

namespace {

unsigned mode_of(const std::string& path) {
    struct stat facts {};
    return ::stat(path.c_str(), &facts) == 0 ? facts.st_mode & 0777U : 0U;
}

// The stand-ins name all that is secret by these words.
void check_nothing_secret(const LoginWorld& world) {
    for (const auto* secret : {"granted-", "app-secret", "client-secret", "llm-secret", "app-key",
                               "refresh-", "access-news", "reading-app"}) {
        CAPTURE(secret);
        CHECK_FALSE(has(world.transcript(), secret));
        CHECK_FALSE(has(world.read("glossd.toml"), secret));
    }
}

}  // namespace

TEST_CASE("from nothing to posts on two Mastodon accounts") {
    LoginWorld world;
    REQUIRE_MESSAGE(world.init({"mastodon", world.mastodon().url()}) == 0, world.output());
    CHECK(has(world.output(), "login openai\n"));
    CHECK(has(world.output(), "login es\n"));
    CHECK(has(world.output(), "login fr\n"));
    CHECK(world.run({"check"}) == 2);  // there are no tokens yet

    REQUIRE_MESSAGE(world.run({"login", "openai"}, {"llm-secret"}) == 0, world.output());
    REQUIRE_MESSAGE(world.login_on_mastodon("es", "es") == 0, world.output());
    CHECK(has(world.output(), "Signed in as @es@127.0.0.1.\n"));
    REQUIRE_MESSAGE(world.login_on_mastodon("fr", "fr") == 0, world.output());
    for (const auto* name : {"engine.openai.api_key", "target.es.token", "target.fr.token"}) {
        CAPTURE(name);
        CHECK(mode_of(world.path(std::string("state/credentials/") + name)) == 0600U);
    }

    CHECK_MESSAGE(world.run({"check"}) == 0, world.output());
    CHECK_MESSAGE(world.run({"check", "--online"}) == 0, world.output());
    REQUIRE_MESSAGE(world.run({"once"}) == 0, world.output());
    CHECK(world.mastodon().statuses("es").size() >= 6);
    CHECK(world.mastodon().statuses("fr").size() >= 6);
    check_nothing_secret(world);
}

TEST_CASE("a login with the account of another target, or another than before, stores nothing") {
    LoginWorld world;
    REQUIRE(world.init({"mastodon", world.mastodon().url()}) == 0);
    REQUIRE(world.login_on_mastodon("es", "es") == 0);
    const auto token = world.secret("target.es.token");

    CHECK(world.login_on_mastodon("fr", "es") == 1);
    CHECK(has(world.output(), "is the account of target es already"));
    CHECK(world.secret("target.fr.token").empty());
    CHECK(world.login_on_mastodon("es", "fr") == 1);
    CHECK(has(world.output(), "has been @es@127.0.0.1 so far"));
    CHECK(world.secret("target.es.token") == token);

    std::filesystem::remove(world.path("state/credentials/target.es.account"));
    CHECK(world.login_on_mastodon("es", "fr") == 1);
    CHECK(has(world.output(), "has been @es@127.0.0.1 so far"));

    CHECK(world.login_on_mastodon("es", "fr", {"--force"}) == 0);
    CHECK(world.secret("target.es.token") != token);
    check_nothing_secret(world);
}

TEST_CASE("a login beside a running daemon counts once it is reloaded") {
    LoginWorld world;
    world.set("GLOSSD_LISTEN", "");
    world.set("GLOSSD_SOURCE__NEWS__POLL_INTERVAL", "200ms");
    REQUIRE(world.init({"mastodon", world.mastodon().url()}) == 0);
    REQUIRE(world.run({"login", "openai"}, {"llm-secret"}) == 0);
    REQUIRE(world.login_on_mastodon("es", "es") == 0);
    CHECK(has(world.output(), "check --online\n"));
    REQUIRE(world.login_on_mastodon("fr", "fr") == 0);
    auto daemon = world.start_daemon();
    REQUIRE_MESSAGE(world.wait_statuses(daemon, "es", 6), daemon.output());
    REQUIRE_MESSAGE(world.wait_statuses(daemon, "fr", 6), daemon.output());
    world.mastodon().revoke_granted();
    REQUIRE(world.login_on_mastodon("es", "es") == 0);
    CHECK(has(world.output(), "glossd is running: `systemctl reload glossd`"));
    daemon.signal(SIGHUP);
    const auto before = world.mastodon().statuses("es").size();
    world.add_post();
    CHECK_MESSAGE(world.wait_statuses(daemon, "es", before + 1), daemon.output());
    daemon.signal(SIGTERM);
    REQUIRE(daemon.wait(std::chrono::seconds(30)));
    CHECK_FALSE(has(daemon.output(), "granted-"));
}

TEST_CASE("a wrong code is asked for again, three times") {
    LoginWorld world;
    REQUIRE(world.init({"mastodon", world.mastodon().url()}) == 0);
    int asked = 0;
    const auto mistyping_once = [&](const std::string& address) {
        const auto code = world.mastodon().allow(address, "es");
        return ++asked == 1 ? code + "x" : code;
    };
    CHECK(world.run({"login", "es"}, {}, mistyping_once) == 0);
    CHECK(has(world.output(), "does not take this code"));
    asked = 0;
    const auto always_wrong = [&](const std::string&) {
        ++asked;
        return std::string("no code");
    };
    CHECK(world.run({"login", "fr"}, {}, always_wrong) == 1);
    CHECK(asked == 3);
    CHECK(world.run({"login", "fr"}, {}, [&](const std::string& address) {
        const auto code = world.mastodon().allow(address, "fr");
        world.mastodon().expire_codes();
        return code;
    }) == 1);
    CHECK(has(world.output(), "older than ten minutes"));
    CHECK(world.secret("target.fr.token").empty());
}

TEST_CASE("a server that cannot be reached, and an account that is locked, are told") {
    auto server = LoginWorld::two_accounts();
    server.accounts[0].disabled = true;
    LoginWorld world(server);
    REQUIRE(world.init({"mastodon", world.mastodon().url()}) == 0);
    CHECK(world.login_on_mastodon("es", "es") == 1);
    CHECK(has(world.output(), "it is locked"));
    CHECK(world.run({"login", "es"}) == 1);
    CHECK(has(world.output(), "the input has ended; nothing was stored"));
    world.mastodon().faults().add(Fault::unavailable_before);
    CHECK(world.login_on_mastodon("fr", "fr") == 1);
    CHECK(has(world.output(), "the server has trouble"));
    world.mastodon().faults().clear();
    world.mastodon().faults().add(Fault::reset_before);
    CHECK(world.login_on_mastodon("fr", "fr") == 1);
    CHECK(has(world.output(), "/api/v1/apps"));
    CHECK(world.secret("target.fr.token").empty());
}

TEST_CASE("a key that the engine's service refuses is not stored") {
    LoginWorld world;
    REQUIRE(world.init({"mastodon", world.mastodon().url()}) == 0);
    CHECK(world.run({"login", "openai"}, {"another-key"}) == 1);
    CHECK(world.secret("engine.openai.api_key").empty());
    CHECK_FALSE(has(world.output(), "another-key"));
}

TEST_CASE("two accounts on X by PINs, with the app's keys typed once") {
    LoginWorld world;
    REQUIRE_MESSAGE(world.init({"x", ""}) == 0, world.output());
    world.set("GLOSSD_TARGET__ES__BASE_URL", world.x().url());
    world.set("GLOSSD_TARGET__FR__BASE_URL", world.x().url());
    const auto owner_of = [&](const std::string& name) {
        return
            [&world, name](const std::string& address) { return world.x().allow(address, name); };
    };
    REQUIRE(world.run({"login", "openai"}, {"llm-secret"}) == 0);
    REQUIRE_MESSAGE(world.run({"login", "es"}, {"app-key", "app-secret"}, owner_of("news_es")) == 0,
                    world.output());
    CHECK(has(world.output(), "Signed in as @news_es.\n"));
    CHECK(world.secret("x.api_secret") == "app-secret");
    REQUIRE_MESSAGE(world.run({"login", "fr"}, {}, owner_of("news_fr")) == 0, world.output());

    REQUIRE_MESSAGE(world.run({"once"}) == 0, world.output());
    CHECK(world.x().posts("news_es").size() >= 6);
    CHECK(world.x().posts("news_fr").size() >= 6);

    SUBCASE("and a PIN that is wrong buys a new address") {
        CHECK(world.run({"login", "es"}, {}, [](const std::string&) { return "0000000"; }) == 1);
        CHECK(has(world.output(), "does not take this PIN"));
    }
    SUBCASE("and keys that X does not know are told before anything is opened") {
        CHECK(world.run({"login", "es", "--oauth2"}) == 1);
        world.set("GLOSSD_TARGET__ES__API_SECRET", "wrong");
        CHECK(world.run({"login", "es"}, {}, owner_of("news_es")) == 2);
        CHECK(has(world.output(), "does not take the app's keys"));
    }
    check_nothing_secret(world);
}

TEST_CASE("an account on X by the address a browser ends on; a new login replaces the old tokens") {
    LoginWorld world;
    REQUIRE_MESSAGE(world.init({"x", "app-id"}) == 0, world.output());
    world.set("GLOSSD_TARGET__ES__BASE_URL", world.x().url());
    world.set("GLOSSD_TARGET__FR__BASE_URL", world.x().url());
    REQUIRE(world.run({"login", "openai"}, {"llm-secret"}) == 0);
    const auto owner_of = [&](const std::string& name) {
        return
            [&world, name](const std::string& address) { return world.x().allow(address, name); };
    };
    REQUIRE_MESSAGE(world.run({"login", "es"}, {"client-secret"}, owner_of("news_es")) == 0,
                    world.output());
    CHECK(has(world.output(), "Signed in as @news_es.\n"));
    REQUIRE_MESSAGE(world.run({"login", "fr"}, {}, owner_of("news_fr")) == 0, world.output());
    REQUIRE_MESSAGE(world.run({"once"}) == 0, world.output());
    CHECK(world.x().posts("news_es").size() >= 6);
    CHECK(world.x().counters().refreshed == 2);

    SUBCASE("a fresh login counts, not what the ledger has") {
        const auto before = world.secret("target.es.refresh_token");
        REQUIRE(world.run({"login", "es"}, {}, owner_of("news_es")) == 0);
        CHECK(world.secret("target.es.refresh_token") != before);
        world.x().revoke_access();
        world.add_post();
        REQUIRE_MESSAGE(world.run({"once"}) == 0, world.output());
        const auto counters = world.x().counters();
        CHECK(counters.refused_refreshes == 0);
        CHECK(counters.refreshed == 4);
    }
    SUBCASE("an address of another sign-in is refused, and so is one that is none") {
        CHECK(world.run({"login", "es"}, {}, [](const std::string&) {
            return "http://127.0.0.1/glossd?state=forged&code=code";
        }) == 1);
        CHECK(has(world.output(), "answers another sign-in"));
        CHECK(world.run({"login", "es"}, {}, [](const std::string&) { return "code"; }) == 1);
        CHECK(has(world.output(), "not the address the browser ends on"));
    }
    SUBCASE("a code that is too old is told") {
        CHECK(world.run({"login", "es"}, {}, [&](const std::string& address) {
            const auto ended = world.x().allow(address, "news_es");
            world.x().expire_codes();
            return ended;
        }) == 1);
        CHECK(has(world.output(), "good for 30 seconds"));
    }
    check_nothing_secret(world);
}

TEST_CASE("a configuration without a line for the token is told which to add") {
    LoginWorld world;
    REQUIRE(world.init({"feed", "feeds"}) == 0);
    world.append_to_config(
        "\n[[target]]\nname = \"home\"\ntype = \"mastodon\"\nlanguage = \"fr\"\n"
        "server = \"" +
        world.mastodon().url() + "\"\n");
    REQUIRE_MESSAGE(world.login_on_mastodon("home", "fr") == 0, world.output());
    const auto line =
        "token = { file = \"" + world.path("state/credentials/target.home.token") + "\" }";
    CHECK(has(world.output(), "    " + line + "\n"));
    world.append_to_config(line + "\n");
    REQUIRE(world.run({"login", "openai"}, {"llm-secret"}) == 0);
    CHECK_MESSAGE(world.run({"check"}) == 0, world.output());
    CHECK(world.run({"login", "es"}) == 0);
    CHECK(has(world.output(), "needs no login"));
    CHECK(world.run({"login", "hime"}) == 2);
    CHECK(has(world.output(), "did you mean `home`?"));
}

TEST_CASE("init overwrites nothing, and writes nothing when its input ends") {
    LoginWorld world;
    CHECK(world.run({"init"}, {"https://example.org/feed.xml"}) == 1);
    CHECK(has(world.output(), "nothing was written"));
    CHECK(world.read("glossd.toml").empty());
    REQUIRE(world.init({"feed", "feeds"}) == 0);
    const auto before = world.read("glossd.toml");
    CHECK(world.init({"feed", "elsewhere"}) == 2);
    CHECK(has(world.output(), "--force"));
    CHECK(world.read("glossd.toml") == before);
}

TEST_CASE("an unknown command is named, with the nearest that there is") {
    LoginWorld world;
    CHECK(world.run({"chekc"}) == 2);
    CHECK(has(world.output(), "there is no command \"chekc\"; did you mean `check`?"));
    CHECK(world.run({"bogus"}) == 2);
    CHECK(has(world.output(), "there is no command \"bogus\"\n"));
}
