#include "pipeline/plan.hpp"

#include <doctest/doctest.h>

namespace glossd::pipeline {
namespace {

config::TargetSettings account(const std::string& name, const std::string& server,
                               const std::string& token) {
    config::TargetSettings target;
    target.name = name;
    target.type = "mastodon";
    target.server = server;
    target.token = {token, "config"};
    return target;
}

TEST_CASE("targets with one server and one token may share an account, all others are elsewhere") {
    config::Config config;
    config.targets = {
        account("es", "https://a.example", "one"), account("ca", "https://a.example", "one"),
        account("fr", "https://a.example", "two"), account("de", "https://b.example", "one")};
    const Plan plan(config);
    CHECK(plan.elsewhere("es") == std::vector<std::string>{"de", "fr"});
    CHECK(plan.elsewhere("ca") == std::vector<std::string>{"de", "fr"});
    CHECK(plan.elsewhere("fr") == std::vector<std::string>{"ca", "de", "es"});
    CHECK(plan.elsewhere("gone").empty());
}

TEST_CASE("targets that sign in by themselves post to accounts of their own") {
    config::Config config;
    config.targets = {account("es", "https://a.example", ""),
                      account("fr", "https://a.example", "")};
    CHECK(Plan(config).elsewhere("es") == std::vector<std::string>{"fr"});
}

}  // namespace
}  // namespace glossd::pipeline
