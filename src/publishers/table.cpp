#include "publishers/table.hpp"

#include "config/oauth.hpp"
#include "publishers/feed/publisher.hpp"
#include "publishers/mastodon/facts.hpp"
#include "publishers/mastodon/media.hpp"
#include "publishers/mastodon/publisher.hpp"
#include "publishers/publisher.hpp"
#include "publishers/webhook/publisher.hpp"
#include "publishers/x/media.hpp"
#include "publishers/x/posting.hpp"
#include "publishers/x/publisher.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <string_view>

#include <fmt/format.h>

namespace glossd::publishers {

namespace {

using config::TargetSettings;
using Made = model::Result<AnyPublisher>;

struct Kind {
    std::string_view name;  // as in the config's `type`
    Made (*make)(const TargetSettings&);
    text::LengthRule usual_length;
    MediaRule (*usual_media)();
};

MediaRule no_media() {
    return {};
}

tl::unexpected<model::Error> missing(const TargetSettings& settings, std::string_view key) {
    return model::fail(model::ErrorKind::config,
                       fmt::format("target \"{}\": `{}` is missing", settings.name, key));
}

Made make_mastodon(const TargetSettings& settings) {
    if (settings.server.empty()) return missing(settings, "server");
    if (settings.token.empty()) return missing(settings, "token");
    return std::make_unique<mastodon::MastodonPublisher>(
        mastodon::Api(settings.server, settings.token), settings.on_media_error);
}

Made make_x(const TargetSettings& settings) {
    auto credential = config::credential_of(settings.oauth, settings.base_url);
    if (std::holds_alternative<std::monostate>(credential))
        return missing(settings, "access_token");
    return std::make_unique<x::XPublisher>(x::Api(settings.base_url, std::move(credential)),
                                           settings.on_media_error);
}

Made make_webhook(const TargetSettings& settings) {
    if (settings.url.empty()) return missing(settings, "url");
    return std::make_unique<webhook::WebhookPublisher>(settings.name, settings.url, settings.token);
}

Made make_feed(const TargetSettings& settings) {
    if (settings.path.empty()) return missing(settings, "path");
    return std::make_unique<feed::FeedPublisher>(settings);
}

constexpr auto kinds = std::to_array<Kind>({
    {"mastodon", make_mastodon, mastodon::usual_length, mastodon::usual_media},
    {"x", make_x, x::usual_length, x::usual_media},
    {"webhook", make_webhook, {}, no_media},
    {"feed", make_feed, {}, no_media},
});

const Kind* find_kind(std::string_view type) {
    const auto* kind = std::find_if(kinds.begin(), kinds.end(),
                                    [&](const Kind& known) { return known.name == type; });
    return kind == kinds.end() ? nullptr : kind;
}

}  // namespace

model::Result<AnyPublisher> make_publisher(const TargetSettings& settings) {
    if (const auto* kind = find_kind(settings.type)) return kind->make(settings);
    std::string names;
    for (const auto& kind : kinds) names.append(names.empty() ? "" : ", ").append(kind.name);
    return model::fail(model::ErrorKind::config,
                       fmt::format("target \"{}\": type \"{}\" is not one of: {}", settings.name,
                                   settings.type, names));
}

text::LengthRule usual_length(const std::string& type) {
    const auto* kind = find_kind(type);
    return kind ? kind->usual_length : text::LengthRule{};
}

MediaRule usual_media(const std::string& type) {
    const auto* kind = find_kind(type);
    return kind ? kind->usual_media() : MediaRule{};
}

}  // namespace glossd::publishers
