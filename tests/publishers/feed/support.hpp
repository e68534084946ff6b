// A feed target and items for it.
#pragma once

#include "publishers/support.hpp"

#include <string>
#include <vector>

namespace glossd::publishers {

inline config::TargetSettings feed_settings(config::FeedFormat format) {
    auto settings = target_settings("feed");
    settings.format = format;
    settings.link = "https://feeds.example/es";
    return settings;
}

inline DocumentPublisherPtr feed_publisher(const config::TargetSettings& settings) {
    auto made = make_publisher(settings);
    REQUIRE(made);
    return std::get<DocumentPublisherPtr>(std::move(*made));
}

inline std::string written(const config::TargetSettings& settings,
                           const std::vector<DocumentItem>& items) {
    return std::get<model::FileWriteRequest>(feed_publisher(settings)->rewrite(items)).content;
}

inline Draft feed_draft() {
    Draft draft;
    draft.title = "Título";
    draft.text = draft.body = "Uno\n\nDos https://a.example/x?y=1&z=2";
    draft.language = "es";
    draft.link = "https://news.example/1";
    draft.source = "news";
    draft.author = "Ana";
    draft.tags = {"política"};
    draft.media = {{"https://news.example/a.png", "image/png", "Un gato", 78}};
    draft.published = at("2026-08-01T11:59:00Z");
    return draft;
}

inline DocumentItem item(const std::string& key, const Draft& draft,
                         const std::string& delivered = "2026-08-01T12:00:00Z") {
    return {key, draft, at(delivered)};
}

// Everything that breaks out of markup, or that XML cannot hold.
inline const std::string hostile =
    "<script>alert('x')</script> ]]> &amp; \"q\" <!-- \x01\x02\x0B\x1F \xEF\xBF\xBE \xFF end";

}  // namespace glossd::publishers
