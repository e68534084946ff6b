// What the log of the real program looks like in each of its formats.
#include "e2e/world.hpp"

#include <sstream>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using glossd::e2e::World;

namespace {

std::vector<std::string> lines_of(const std::string& text) {
    std::istringstream stream(text);
    std::vector<std::string> lines;
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
}

}  // namespace

TEST_CASE("with --log-format json every line of the log is an object") {
    World world({.posts = 2});
    world.feed().set_answer("/feed.atom", {.status = 410});
    REQUIRE(world.command({"--log-format", "json", "once", "--json"}) == 1);
    const auto lines = lines_of(world.output());
    REQUIRE(lines.size() >= 2);
    bool gone = false;
    for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
        const auto event = nlohmann::json::parse(lines[i]);
        const auto message = event["message"].get<std::string>();
        gone = gone || (event["level"] == "error" && message.find("(410)") != std::string::npos);
    }
    CHECK(gone);
    CHECK(nlohmann::json::parse(lines.back()).contains("posts"));
}

TEST_CASE("the configuration chooses the format, and the command line wins") {
    World world({.posts = 2});
    world.feed().set_answer("/feed.atom", {.status = 410});
    const auto config = world.config();
    world.write("glossd.toml", "[glossd]\nlog_format = \"journal\"" + config.substr(8));
    REQUIRE(world.command({"once", "--json"}) == 1);
    for (const auto& line : lines_of(world.output())) {
        CHECK((line.front() == '<' || line.front() == '{'));
    }
    CHECK(world.output().find("<3>source news: ") != std::string::npos);
    REQUIRE(world.command({"--log-format", "text", "once", "--json"}) == 1);
    CHECK(world.output().find("Z error source news: ") != std::string::npos);
}
