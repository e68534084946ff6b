#include "api/status_json.hpp"

#include "api/budgets_json.hpp"
#include "api/history.hpp"
#include "api/performance_json.hpp"
#include "config/units.hpp"
#include "monitor/meters.hpp"
#include "text/hash.hpp"
#include "text/mask_tags.hpp"
#include "text/time_format.hpp"

#include <map>

#include <nlohmann/json.hpp>

namespace glossd::api {

using nlohmann::ordered_json;

namespace {

constexpr int most_used_shown = 10;

void add(ordered_json& object, const char* name, const std::optional<model::WallTime>& time) {
    if (time) object[name] = text::to_rfc3339(*time);
}

void add(ordered_json& object, const char* name, const std::string& value) {
    if (!value.empty()) object[name] = value;
}

ordered_json source_json(const config::SourceSettings& source, const store::SourceState& state,
                         model::WallTime now) {
    ordered_json object{{"name", source.name},
                        {"type", source.type},
                        {"poll_interval", config::format_duration(source.poll_interval)},
                        {"failures", state.failures}};
    add(object, "last_success", state.last_success);
    if (state.next_poll && state.failures > 0) {
        add(object, "next_poll", now + store::remaining(*state.next_poll, now));
    }
    add(object, "stopped", state.stopped);
    return object;
}

using Counts = std::map<model::DeliveryState, std::int64_t>;

std::map<std::string, Counts> counts_by_target(const store::Tables& tables) {
    std::map<std::string, Counts> all;
    for (const auto& count : tables.deliveries.counts()) all[count.target][count.state] = count.n;
    return all;
}

ordered_json target_json(const config::TargetSettings& target, Counts counts, bool paused) {
    using S = model::DeliveryState;
    return {{"name", target.name},
            {"type", target.type},
            {"language", target.language.tag()},
            {"published", counts[S::published]},
            {"waiting", counts[S::planned] + counts[S::ready] + counts[S::sending]},
            {"unknown", counts[S::unknown]},
            {"held", counts[S::held]},
            {"dropped", counts[S::dropped]},
            {"paused", paused}};
}

ordered_json lane_json(const LaneStatus& lane) {
    const auto labels = monitor::lane_labels(lane.name);
    ordered_json object{{"kind", labels[0]},
                        {"name", labels[1]},
                        {"in_flight", lane.in_flight},
                        {"waiting", lane.waiting},
                        {"parked", lane.parked}};
    if (lane.limit > 0) object["limit"] = lane.limit;
    add(object, "breaker", lane.breaker);
    add(object, "parked_until", lane.parked_until);
    add(object, "reason", lane.reason);
    return object;
}

std::vector<LaneStatus> parked_lanes(const store::Tables& tables, model::WallTime now) {
    std::vector<LaneStatus> lanes;
    for (const auto& row : tables.lanes.all()) {
        const auto left = store::remaining(row.parked_until, now);
        if (left <= model::Duration::zero()) continue;
        lanes.push_back({row.name, 0, 0, true, now + left, row.reason});
    }
    return lanes;
}

double share(std::int64_t part, std::int64_t of) {
    return of > 0 ? static_cast<double>(part) / static_cast<double>(of) : 0;
}

ordered_json memory_json(const config::CacheSettings& limits, const store::Tables& tables) {
    const auto stats = tables.memory.stats();
    const auto ages = tables.memory.ages();
    ordered_json object{{"entries", stats.entries},
                        {"max_entries", limits.max_entries},
                        {"bytes", stats.bytes},
                        {"max_bytes", limits.max_bytes},
                        {"utilisation", std::max(share(stats.entries, limits.max_entries),
                                                 share(stats.bytes, limits.max_bytes))},
                        {"ttl", config::format_duration(limits.ttl)},
                        {"hits_ever", stats.hits},
                        {"by_hand", ages.by_hand},
                        {"languages", tables.memory.entries_by_language()},
                        {"most_used", ordered_json::array()}};
    add(object, "oldest", ages.oldest);
    add(object, "newest", ages.newest);
    for (const auto& entry : tables.memory.most_used(most_used_shown)) {
        object["most_used"].push_back(to_json(entry));
    }
    return object;
}

}  // namespace

ordered_json to_json(const store::MemoryEntry& entry) {
    return {{"key", text::to_hex(entry.key)},
            {"from", entry.from},
            {"to", entry.to},
            {"text", text::masks_as_tags(entry.row.text)},
            {"engine", entry.row.engine},
            {"style", entry.row.style},
            {"hits", entry.hits},
            {"created", text::to_rfc3339(entry.row.created)},
            {"last_used", text::to_rfc3339(entry.last_used)}};
}

ordered_json to_json(const store::PostRow& row) {
    ordered_json object{{"id", row.id}, {"source", row.source}};
    add(object, "title", row.title);
    add(object, "url", row.url);
    add(object, "language", row.language);
    add(object, "published", row.published);
    add(object, "seen", std::optional(row.seen_at));
    return object;
}

ordered_json status_json(const config::Config& config, const store::Tables& tables,
                         const std::optional<Live>& live, model::WallTime now) {
    ordered_json status{{"live", live.has_value()}, {"at", text::to_rfc3339(now)}};
    if (live) {
        status["version"] = live->version;
        status["started"] = text::to_rfc3339(live->started);
        status["ready"] = live->ready;
    } else if (const auto sample = last_sample(tables)) {
        status["last_recorded"] = text::to_rfc3339(sample->at);
    }
    for (const auto* list : {"sources", "targets", "lanes"}) status[list] = ordered_json::array();
    for (const auto& source : config.sources) {
        status["sources"].push_back(source_json(source, tables.cursors.get(source.name), now));
    }
    auto counts = counts_by_target(tables);
    const auto pauses = tables.pauses.all();
    for (const auto& target : config.targets) {
        const bool paused = store::holds(pauses, target.name);
        auto shown = target_json(target, counts[target.name], paused);
        add(shown, "pause_reason", tables.pauses.reason(target.name));
        status["targets"].push_back(std::move(shown));
    }
    for (const auto& lane : live ? live->lanes : parked_lanes(tables, now)) {
        status["lanes"].push_back(lane_json(lane));
    }
    status["budgets"] = budgets_json(config, tables, now);
    status["alerts"] = to_json(live ? live->alerts : std::vector<monitor::Alert>{});
    return status;
}

ordered_json cache_json(const config::Config& config, const store::Tables& tables,
                        model::WallTime now) {
    ordered_json cache{{"memory", memory_json(config.cache, tables)}};
    if (const auto day = last_day(tables, now)) {
        const auto lookups = number(day->reading, monitor::Metric::memory_lookups);
        const auto hits = number(day->reading, monitor::Metric::memory_hits);
        cache["memory"]["last_day"] = {
            {"lookups", lookups}, {"hits", hits}, {"hit_rate", lookups > 0 ? hits / lookups : 0}};
    }
    const auto entries = tables.duplicates.size();
    cache["duplicates"] = {{"entries", entries},
                           {"max_entries", config.dedup.max_entries},
                           {"utilisation", share(entries, config.dedup.max_entries)},
                           {"ttl", config::format_duration(config.dedup.ttl)}};
    return cache;
}

}  // namespace glossd::api
