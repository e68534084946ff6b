// Helpers of the feed tests: fixtures, recorded feeds where they are present, a fixed clock.
#pragma once

#include "places.hpp"
#include "sources/feed/feed_source.hpp"
#include "sources/feed/parse.hpp"
#include "text/time_format.hpp"

#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

namespace glossd::sources::feed {

inline std::string read_bytes(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::stringstream bytes;
    bytes << file.rdbuf();
    return bytes.str();
}

inline std::string fixture(const std::string& name) {
    const auto path = std::filesystem::path(glossd::places::sources()) / "tests/data/feeds" / name;
    REQUIRE_MESSAGE(std::filesystem::exists(path), path.string());
    return read_bytes(path);
}

// A feed recorded from a real site; nothing where the recordings are not at hand.
inline std::optional<std::string> recorded(const std::string& name) {
    for (const auto* beside : {"/../shared", "/../../shared"}) {
        const auto path = std::filesystem::path(glossd::places::sources() + beside) / "feeds";
        if (std::filesystem::exists(path / name)) return read_bytes(path / name);
    }
    MESSAGE("skipped: no recorded " << name);
    return std::nullopt;
}

inline model::WallTime time(std::string_view text) {
    return text::parse_date(text).value();
}

inline model::WallTime noon() {
    return time("2026-08-02T12:00:00Z");
}

inline tl::expected<ParsedFeed, model::Outcome> parse(
    std::string_view bytes, std::string base = "https://feed.example/f.xml") {
    return parse_feed(bytes, {}, {std::move(base), noon()});
}

inline ParsedFeed parsed(std::string_view bytes, std::string base = "https://feed.example/f.xml") {
    auto feed = parse(bytes, std::move(base));
    REQUIRE_MESSAGE(feed, feed.error().message);
    return *std::move(feed);
}

inline std::string rss(std::string_view items) {
    return "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel>" + std::string(items) +
           "</channel></rss>";
}

inline bool contains(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

}  // namespace glossd::sources::feed
