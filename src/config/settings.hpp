// Settings: every key in force as text, for `glossd check --print`. The text is a configuration
// itself: loaded again it gives the same settings (but for secrets that stood in the file).
#pragma once

#include <string>
#include <vector>

namespace glossd::config {

struct Setting {
    std::string path;    // "cache.ttl", "source.news.url", "route.1.sources"
    std::string value;   // as TOML; a secret as its origin: `{ env = "NAME" }`
    std::string origin;  // "default", "glossd.toml:12" or "environment GLOSSD_CACHE_TTL"

    bool operator==(const Setting&) const = default;
};

std::string print(const std::vector<Setting>& settings);

}  // namespace glossd::config
