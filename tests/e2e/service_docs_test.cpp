// The dialogues in docs/service.md are what `init` and `login` really say.
#include "e2e/login_world.hpp"
#include "places.hpp"

#include <cstdlib>
#include <fstream>
#include <sstream>

#include <doctest/doctest.h>

using glossd::e2e::LoginWorld;

namespace {

std::string page() {
    return glossd::places::sources() + "/docs/service.md";
}

std::string read_page() {
    std::ostringstream text;
    text << std::ifstream(page()).rdbuf();
    return text.str();
}

void replace_all(std::string& text, const std::string& from, const std::string& to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
}

// What was said, with the answers where a person would have typed them, on the server of the guide.
std::string as_seen(const LoginWorld& world, std::string said, std::vector<std::string> answers) {
    std::size_t at = 0;
    for (const auto& answer : answers) {
        at = said.find(": \n", at);
        if (at == std::string::npos) break;
        const auto shown = answer.empty() ? std::string(":") : ": " + answer;
        said.replace(at, 2, shown);
        at += shown.size();
    }
    const auto config = world.path("glossd.toml");
    replace_all(said, "glossd -c " + config, "glossd");
    replace_all(said, config, "/etc/glossd/glossd.toml");
    replace_all(said, "[state]", "[/var/lib/glossd]");  // as it is for a file below /etc
    replace_all(said, world.path("state"), "/var/lib/glossd");
    return said;
}

// The block of this name in `page`, replaced; the page as it is when there is none.
std::string with_block(std::string text, const std::string& name, const std::string& dialogue) {
    const auto open = "<!-- " + name + ": begin (made from the program) -->\n";
    const auto begin = text.find(open);
    const auto end = text.find("<!-- " + name + ": end -->\n");
    if (begin == std::string::npos || end == std::string::npos) return text;
    return text.replace(begin + open.size(), end - begin - open.size(),
                        "```\n" + dialogue + "```\n");
}

std::string said_of_init(LoginWorld& world, const std::vector<std::string>& answers) {
    REQUIRE_MESSAGE(world.run({"init"}, answers) == 0, world.output());
    return as_seen(world, world.output(), answers);
}

std::string mastodon_dialogue(LoginWorld& world) {
    REQUIRE(world.init({"mastodon", world.mastodon().url()}) == 0);
    REQUIRE_MESSAGE(world.run({"login", "es"}, {},
                              [&](const std::string& address) {
                                  return world.mastodon().allow(address, "es");
                              }) == 0,
                    world.output());
    auto said = as_seen(world, world.output(), {"(the code)"});
    replace_all(said, world.mastodon().url(), "https://mastodon.example");
    replace_all(said, "@127.0.0.1", "@mastodon.example");
    return said;
}

std::string x_dialogue(LoginWorld& world) {
    REQUIRE(world.init({"x", ""}) == 0);
    world.set("GLOSSD_TARGET__ES__BASE_URL", world.x().url());
    REQUIRE_MESSAGE(world.run({"login", "es"}, {"app-key", "app-secret"},
                              [&](const std::string& address) {
                                  return world.x().allow(address, "news_es");
                              }) == 0,
                    world.output());
    auto said = as_seen(world, world.output(), {"", "", "(the PIN)"});
    replace_all(said, world.x().url(), "https://api.x.com");
    return said;
}

}  // namespace

TEST_CASE("docs/service.md shows the dialogues of init and login as they are") {
    auto wanted = read_page();
    REQUIRE_FALSE(wanted.empty());
    {
        LoginWorld world;
        wanted = with_block(wanted, "init mastodon",
                            said_of_init(world, {"https://example.org/feed.xml", "", "es, ca", "",
                                                 "mastodon.example", "", "/var/lib/glossd"}));
    }
    {
        LoginWorld world;
        wanted =
            with_block(wanted, "init x",
                       said_of_init(world, {"@NASA", "", "", "x", "", "deepl", "/var/lib/glossd"}));
    }
    LoginWorld on_mastodon;
    wanted = with_block(wanted, "login mastodon", mastodon_dialogue(on_mastodon));
    LoginWorld on_x;
    wanted = with_block(wanted, "login x", x_dialogue(on_x));
    if (std::getenv("UPDATE_DOCS") != nullptr) std::ofstream(page()) << wanted;
    CHECK_MESSAGE(read_page() == wanted,
                  "regenerate it: UPDATE_DOCS=1 build-dev/tests/test_e2e -tc=\"docs*\"");
}
