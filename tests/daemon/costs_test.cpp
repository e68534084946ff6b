#include "daemon/costs.hpp"

#include <doctest/doctest.h>

using namespace glossd;
using namespace glossd::daemon;

namespace {

config::TargetSettings target(const std::string& name, const std::string& type) {
    config::TargetSettings made;
    made.name = name;
    made.type = type;
    return made;
}

bool holds(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("what X would charge in a month is told with and without links") {
    config::Config config;
    config.targets = {target("es", "x"), target("fr", "mastodon")};
    const auto costs = estimate_costs(config);
    REQUIRE(costs.size() == 1);
    CHECK(costs[0].what == "target es");
    // 300 posts at $0.015 and at $0.200.
    CHECK(holds(costs[0].text, "$4.50 a month without links, $60.00 with"));
    CHECK(holds(costs[0].text, "its template adds none"));
    config.targets[0].template_text = "{text}\n{link}";
    CHECK(holds(estimate_costs(config)[0].text, "its template adds one to each"));
}

TEST_CASE("images cost more where they go along") {
    config::Config config;
    config.targets = {target("es", "x")};
    config.targets[0].attach_media = true;
    CHECK(holds(estimate_costs(config)[0].text, "$0.005 more for each image"));
    config.targets[0].attach_media = false;
    CHECK_FALSE(holds(estimate_costs(config)[0].text, "image"));
}

TEST_CASE("reading is paid by the post") {
    config::Config config;
    config.sources.emplace_back();
    config.sources[0].name = "nasa";
    config.sources[0].type = "x";
    const auto costs = estimate_costs(config);
    REQUIRE(costs.size() == 1);
    // 300 posts at $0.005 and one look-up at $0.010.
    CHECK(holds(costs[0].text, "about $1.51 a month"));
    CHECK(holds(costs[0].text, "replies included"));
}

TEST_CASE("nothing is said where nothing is charged by the call") {
    config::Config config;
    config.targets = {target("es", "feed"), target("fr", "webhook")};
    config.sources.emplace_back();
    config.sources[0].type = "feed";
    CHECK(estimate_costs(config).empty());
}
