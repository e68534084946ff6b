// docs/http.md against the routes.
#include "api/read_routes.hpp"
#include "places.hpp"

#include <fstream>
#include <set>
#include <sstream>

#include <doctest/doctest.h>

namespace glossd::api {
namespace {

// What stands as `GET /path` in the first cell of a table's row; "`GET /a`, `GET /b`" is two.
std::set<std::string> documented() {
    std::set<std::string> routes;
    std::ifstream page(places::sources() + "/docs/http.md");
    REQUIRE(page);
    for (std::string line; std::getline(page, line);) {
        if (!line.starts_with("| `GET /")) continue;
        const auto cell = line.substr(2, line.find(" |", 2) - 2);
        for (auto at = cell.find('`'); at != std::string::npos; at = cell.find('`', at + 1)) {
            const auto end = cell.find('`', at + 1);
            routes.insert(cell.substr(at + 1, end - at - 1));
            at = end;
        }
    }
    return routes;
}

TEST_CASE("docs/http.md has every route, and no other") {
    const auto names = read_routes();
    CHECK(documented() == std::set<std::string>(names.begin(), names.end()));
}

}  // namespace
}  // namespace glossd::api
