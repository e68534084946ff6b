// FirstConfig: what `glossd init` was told, and the configuration that comes to: only what is
// needed, with short comments. Pure. What one would get wrong: no secret ever stands in it; each is
// in a file that `glossd login` writes.
#pragma once

#include "config/followed.hpp"

#include <string>
#include <vector>

namespace glossd::config {

struct FirstConfig {
    std::string state;
    Followed source;
    std::string source_language;
    std::vector<std::string> languages;
    std::string target_type;  // "mastodon", "x", "feed" or "webhook"
    std::string place;        // mastodon: server; feed: directory; webhook: address
    std::string client_id;    // x: for OAuth 2.0; empty: OAuth 1.0a
    std::string engine_type;
    std::string model;
    std::string base_url;
    std::string region;  // azure
    bool engine_key = false;

    bool operator==(const FirstConfig&) const = default;
};

std::string first_config_text(const FirstConfig& told);

// What has to log in before glossd can work: names of the configuration.
std::vector<std::string> logins_of(const FirstConfig& told);

}  // namespace glossd::config
