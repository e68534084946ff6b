#include "daemon/costs.hpp"

#include "platform/x_prices.hpp"

#include <string_view>

#include <fmt/format.h>

namespace glossd::daemon {

using platform::x_prices;

namespace {

constexpr int posts_a_day = 10;  // of the source
constexpr int days = 30;

// The template may name the link; what the posts themselves link to counts as well.
bool shows_link(const config::TargetSettings& target) {
    return target.template_text.find("{link}") != std::string::npos;
}

Cost x_target(const config::TargetSettings& target) {
    constexpr int posts = posts_a_day * days;
    const auto plain = posts * x_prices.post;
    const auto linked = posts * x_prices.post_with_link;
    const auto* template_says = shows_link(target)
                                    ? "its template adds one to each"
                                    : "its template adds none, but a post may bring its own";
    const auto images = target.attach_media
                            ? fmt::format("; ${:.3f} more for each image that has an alt text",
                                          x_prices.media_metadata)
                            : std::string();
    return {"target " + target.name,
            fmt::format(
                "X charges ${:.3f} a post, ${:.3f} with a link ({}): at {} posts a day about "
                "${:.2f} a month without links, ${:.2f} with; each part of a thread is a post{}",
                x_prices.post, x_prices.post_with_link, template_says, posts_a_day, plain, linked,
                images)};
}

Cost x_source(const config::SourceSettings& source) {
    constexpr int posts = posts_a_day * days;
    return {
        "source " + source.name,
        fmt::format("X charges ${:.3f} for each post read{}, nothing for a poll without news: at "
                    "{} posts a day about ${:.2f} a month",
                    x_prices.post_read,
                    source.replies == config::Replies::none ? "" : ", replies included",
                    posts_a_day, posts * x_prices.post_read + x_prices.user_read)};
}

}  // namespace

std::vector<Cost> estimate_costs(const config::Config& config) {
    std::vector<Cost> costs;
    for (const auto& source : config.sources) {
        if (source.type == "x") costs.push_back(x_source(source));
    }
    for (const auto& target : config.targets) {
        if (target.type == "x") costs.push_back(x_target(target));
    }
    return costs;
}

}  // namespace glossd::daemon
