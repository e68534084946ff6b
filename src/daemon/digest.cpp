#include "daemon/digest.hpp"

#include "api/history.hpp"

#include <ctime>
#include <map>

#include <fmt/chrono.h>
#include <fmt/format.h>

namespace glossd::daemon {

using model::DeliveryState;
using monitor::Metric;

namespace {

constexpr const char* remembered = "digest_day";

using Counts = std::map<std::pair<std::string, DeliveryState>, std::int64_t>;

std::string target_line(const std::string& target, double published, Counts& counts) {
    auto line = fmt::format("\n{}: {:.0f} published", target, published);
    const auto waiting =
        counts[{target, DeliveryState::planned}] + counts[{target, DeliveryState::ready}] +
        counts[{target, DeliveryState::sending}] + counts[{target, DeliveryState::unknown}];
    if (waiting > 0) line += fmt::format(", {} waiting", waiting);
    const auto held = counts[{target, DeliveryState::held}];
    if (held > 0) line += fmt::format(", {} held", held);
    return line;
}

std::string source_line(const store::Tables& tables, const std::string& source, double fresh) {
    auto line = fmt::format("\n{}: {:.0f} new", source, fresh);
    const auto state = tables.cursors.get(source);
    if (!state.stopped.empty()) return line + ", stopped: " + state.stopped;
    if (state.failures > 0) line += fmt::format(", the last {} polls failed", state.failures);
    return line;
}

}  // namespace

LocalTime local_time(model::WallTime now) {
    const auto seconds = std::chrono::system_clock::to_time_t(now);
    std::tm parts{};
    ::localtime_r(&seconds, &parts);
    return {fmt::format("{:%Y-%m-%d}", parts), fmt::format("{:%H:%M}", parts)};
}

bool take_digest(store::Tables& tables, const std::string& clock, const LocalTime& now) {
    if (clock.empty() || now.clock < clock) {
        if (!clock.empty() && !tables.meta.get(remembered)) tables.meta.put(remembered, "");
        return false;
    }
    const auto last = tables.meta.get(remembered);
    if (last == now.day) return false;
    tables.meta.put(remembered, now.day);
    return last.has_value();
}

std::string digest_text(const store::Tables& tables, const config::Config& config,
                        model::WallTime now) {
    const auto day = api::last_day(tables, now);
    const auto reading = day ? day->reading : monitor::Reading{};
    Counts counts;
    for (const auto& count : tables.deliveries.counts()) {
        counts[{count.target, count.state}] = count.n;
    }
    std::string text = "glossd, the last 24 hours";
    for (const auto& source : config.sources) {
        text += source_line(tables, source.name,
                            number(reading, Metric::source_posts, {source.name, "new"}));
    }
    for (const auto& target : config.targets) {
        text += target_line(target.name,
                            number(reading, Metric::target_deliveries, {target.name, "published"}),
                            counts);
    }
    const auto lookups = number(reading, Metric::memory_lookups);
    if (lookups > 0) {
        text += fmt::format("\nmemory: {:.0f} of {:.0f} texts were known",
                            number(reading, Metric::memory_hits), lookups);
    }
    for (const auto& [target, since] : tables.pauses.all()) {
        text += target.empty() ? "\npaused: everything" : "\npaused: " + target;
    }
    return text;
}

}  // namespace glossd::daemon
