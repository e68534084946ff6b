// A publisher on X and its parts, as the tests use them.
#pragma once

#include "publishers/support.hpp"

#include <string>
#include <utility>

namespace glossd::publishers {

inline config::TargetSettings x_settings() {
    auto settings = target_settings("x");
    settings.base_url = "https://api.example";
    settings.oauth.api_key = config::Secret("ck", "env");
    settings.oauth.api_secret = config::Secret("cs", "env");
    settings.oauth.access_token = config::Secret("at", "env");
    settings.oauth.access_secret = config::Secret("as", "env");
    return settings;
}

inline AccountFacts x_facts() {
    const std::size_t megabyte = 1024 * 1024;
    const MediaRule media{4,
                          {"image/jpeg", "image/png", "image/gif", "image/webp"},
                          5 * megabyte,
                          15 * megabyte,
                          true,
                          1000};
    return {{text::Counting::x, 280, 23, true}, "42", "@news_es", "X", media};
}

inline std::string frozen(const std::string& text, const std::string& link = "") {
    Draft draft;
    draft.text = text;
    draft.link = link;
    return account_publisher(x_settings())->freeze(draft, x_facts());
}

inline SendPart x_part(const std::string& text, const std::string& reply_to = "") {
    return {"key", frozen(text), reply_to, at("2026-08-01T12:00:00Z")};
}

}  // namespace glossd::publishers
