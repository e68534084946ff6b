// docs/commands.md against the command line itself.
#include "cli/reference.hpp"
#include "places.hpp"

#include <cstdlib>
#include <fstream>
#include <sstream>

#include <doctest/doctest.h>

namespace glossd::cli {
namespace {

std::string read(const std::string& path) {
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
}

std::string page() {
    return places::sources() + "/docs/commands.md";
}

TEST_CASE("docs/commands.md has every command and every option, and no other") {
    const auto written = read(page());
    REQUIRE_FALSE(written.empty());
    const auto wanted = with_reference(written);
    if (std::getenv("UPDATE_DOCS") != nullptr) std::ofstream(page()) << wanted;
    CHECK_MESSAGE(read(page()) == wanted,
                  "regenerate it: UPDATE_DOCS=1 build-dev/tests/test_cli -tc=\"docs*\"");
}

TEST_CASE("docs/commands.md has a heading a command, and none for what is not there") {
    std::vector<std::string> headed;
    std::istringstream lines(read(page()));
    for (std::string line; std::getline(lines, line);) {
        const std::string open = "## `";
        if (!line.starts_with(open)) continue;
        auto words = line.substr(open.size(), line.find('`', open.size()) - open.size());
        const auto second = words.find(' ', words.find(' ') + 1);
        headed.push_back(words.substr(0, second));
    }
    auto names = command_names();
    names.erase(names.begin());  // glossd itself: the page's title
    for (const auto& name : names) {
        CAPTURE(name);
        CHECK(std::count(headed.begin(), headed.end(), name) == 1);
    }
    CHECK(headed.size() == names.size());
}

TEST_CASE("a page without tables gets them, and one of a command that is gone loses it") {
    const std::string gone =
        "<!-- glossd gone: begin (made from the program) -->\nold\n<!-- glossd gone: end -->\n";
    const auto made = with_reference("# Commands\n" + gone);
    CHECK(made.find("gone") == std::string::npos);
    CHECK(made.find("## `glossd login NAME`") != std::string::npos);
    CHECK(made.find("| `--dry-run` |") != std::string::npos);
    CHECK(made.find("| `glossd queue retry ID` |") != std::string::npos);
    CHECK(with_reference(made) == made);
}

}  // namespace
}  // namespace glossd::cli
