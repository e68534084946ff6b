#include "sources/feed/feed_source.hpp"
#include "sources/source.hpp"
#include "sources/x/x_source.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <string_view>

namespace glossd::sources {

namespace {

using Made = model::Result<SourcePtr>;

struct Kind {
    std::string_view name;
    Made (*make)(const config::SourceSettings&);
};

Made make_feed(const config::SourceSettings& settings) {
    if (settings.url.empty())
        return model::fail(model::ErrorKind::config,
                           "source \"" + settings.name + "\": a feed needs a `url`");
    const auto scheme = settings.url.find("://");
    const auto named = settings.url.substr(0, scheme == std::string::npos ? 0 : scheme);
    if (!named.empty() && named != "http" && named != "https" && named != "file")
        return model::fail(model::ErrorKind::config, "source \"" + settings.name + "\": " + named +
                                                         ":// is not http, https or file");
    return std::make_unique<feed::FeedSource>(settings.url, settings.language.tag());
}

Made make_x(const config::SourceSettings& settings) {
    if (settings.username.empty())
        return model::fail(model::ErrorKind::config,
                           "source \"" + settings.name + "\": X needs a `username`");
    return std::make_unique<x::XSource>(settings);
}

constexpr auto kinds = std::to_array<Kind>({{"feed", make_feed}, {"x", make_x}});

}  // namespace

Made make_source(const config::SourceSettings& settings) {
    const auto* kind = std::find_if(kinds.begin(), kinds.end(),
                                    [&](const Kind& known) { return known.name == settings.type; });
    if (kind != kinds.end()) return kind->make(settings);
    std::string names;
    for (const auto& known : kinds) names.append(names.empty() ? "" : ", ").append(known.name);
    return model::fail(model::ErrorKind::config, "source \"" + settings.name + "\": type \"" +
                                                     settings.type + "\" is not one of: " + names);
}

}  // namespace glossd::sources
