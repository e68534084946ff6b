#include "daemon/insight.hpp"

#include "api/performance_json.hpp"
#include "api/status_json.hpp"
#include "daemon/waiting.hpp"
#include "store/reader.hpp"

#include <nlohmann/json.hpp>

namespace glossd::daemon {

using model::Result;
using nlohmann::ordered_json;

namespace {

constexpr std::chrono::seconds health_patience{2};
constexpr std::chrono::minutes vacuum_patience{10};

}  // namespace

template <class Look>
auto LiveInsight::on_loop(Look look) -> Result<decltype(look())> {
    using T = decltype(look());
    return wait_for<T>(patience,
                       [&](auto answer) { loop_.post([look, answer] { answer(look()); }); });
}

template <class Work>
auto LiveInsight::read(Work work) -> store::WorkResult<Work, const store::Tables&> {
    const auto reader = store::Reader::open(database_.path());
    if (!reader) return tl::make_unexpected(reader.error());
    return (*reader)->read(std::move(work));
}

bool LiveInsight::alive() {
    // A work goes through the store and comes back over the loop: both turn.
    return wait_for<void>(health_patience,
                          [&](auto answer) { database_.submit([](store::Tables&) {}, answer); })
        .has_value();
}

Result<config::Config> LiveInsight::config() {
    return on_loop([this] { return life_.service().config(); });
}

Result<std::string> LiveInsight::metrics() {
    return on_loop([this] { return life_.service().monitoring()->now(); })
        .map([](const monitor::Reading& reading) { return to_prometheus(reading); });
}

Result<ordered_json> LiveInsight::performance() {
    using Seen = std::pair<monitor::Sample, std::vector<monitor::Alert>>;
    const auto seen = on_loop([this] {
        auto* monitoring = life_.service().monitoring();
        return Seen(monitoring->last_minute(), monitoring->alerts());
    });
    if (!seen) return tl::make_unexpected(seen.error());
    ordered_json all{{"live", true}};
    all.update(api::performance_json(seen->first));
    all["alerts"] = api::to_json(seen->second);
    return all;
}

Result<ordered_json> LiveInsight::status() {
    using Seen = std::pair<config::Config, api::Live>;
    const auto seen = on_loop([this] {
        auto* monitoring = life_.service().monitoring();
        return Seen(life_.service().config(),
                    api::Live{GLOSSD_VERSION, monitoring->started(), life_.ready(),
                              monitoring->lanes(), monitoring->alerts()});
    });
    if (!seen) return tl::make_unexpected(seen.error());
    return read([&](const store::Tables& tables) {
        return api::status_json(seen->first, tables, seen->second, model::wall_now());
    });
}

Result<ordered_json> LiveInsight::cache() {
    const auto in_force = config();
    if (!in_force) return tl::make_unexpected(in_force.error());
    return read([&](const store::Tables& tables) {
        return api::cache_json(*in_force, tables, model::wall_now());
    });
}

Result<std::vector<store::PostRow>> LiveInsight::posts(const std::optional<std::string>& source,
                                                       std::int64_t after, int limit) {
    return read(
        [&](const store::Tables& tables) { return tables.posts.list(source, after, limit); });
}

Result<std::vector<store::DeliveryRow>> LiveInsight::deliveries(const store::DeliveryFilter& filter,
                                                                std::int64_t after, int limit) {
    return read(
        [&](const store::Tables& tables) { return tables.deliveries.list(filter, after, limit); });
}

Result<api::ImportCounts> LiveInsight::import_cache(const std::vector<store::Remembered>& rows) {
    const auto in_force = config();
    if (!in_force) return tl::make_unexpected(in_force.error());
    return wait_for<api::ImportCounts>(patience, [&](auto answer) {
        database_.submit(
            [rows, cache = in_force->cache](store::Tables& tables) {
                return api::import_rows(tables, rows, cache, model::wall_now());
            },
            [this, answer](const auto& counts) {
                life_.service().forget_recent();
                answer(counts);
            });
    });
}

// In rounds, so that deliveries get their turn between them.
Result<std::int64_t> LiveInsight::purge_cache(const store::MemoryFilter& filter) {
    constexpr int a_round = 500;
    std::int64_t purged = 0;
    while (true) {
        const auto round = wait_for<std::int64_t>(patience, [&](auto answer) {
            database_.submit(
                [filter](store::Tables& tables) { return tables.memory.purge(filter, a_round); },
                [this, answer](const auto& removed) {
                    life_.service().forget_recent();
                    answer(removed);
                });
        });
        if (!round) return round;
        purged += *round;
        if (*round < a_round) return purged;
    }
}

Result<store::Vacuumed> LiveInsight::vacuum() {
    return wait_for<store::Vacuumed>(vacuum_patience,
                                     [&](auto answer) { database_.vacuum(answer); });
}

}  // namespace glossd::daemon
