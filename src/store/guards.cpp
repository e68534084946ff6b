#include "store/guards.hpp"

#include "store/deliveries.hpp"

#include <limits>

namespace glossd::store {

namespace {

// Word for word as in the partial index.
constexpr const char* is_guarded = "(guard = 'backlog' OR guard = 'restored')";

bool fits(const GuardFilter& filter, const GuardedGroup& group) {
    return (!filter.guard || *filter.guard == group.guard) &&
           (!filter.source || *filter.source == group.source) &&
           (!filter.target || *filter.target == group.target);
}

}  // namespace

std::string_view to_string(Guard guard) {
    return guard == Guard::backlog ? "backlog" : "restored";
}

std::optional<Guard> guard_named(std::string_view name) {
    for (const auto guard : {Guard::backlog, Guard::restored}) {
        if (to_string(guard) == name) return guard;
    }
    return std::nullopt;
}

Guards::Guards(Connection& connection, Deliveries& deliveries)
    : deliveries_(deliveries),
      pending_(connection,
               std::string("SELECT count(*) FROM deliveries WHERE target = ?1 AND source = ?2 "
                           "AND ") +
                   is_pending),
      mark_(connection, "UPDATE deliveries SET guard = ?2 WHERE id = ?1"),
      release_(connection, "UPDATE deliveries SET guard = 'released' WHERE id = ?1"),
      released_(connection, "SELECT 1 FROM deliveries WHERE id = ?1 AND guard = 'released'"),
      waiting_(connection,
               std::string("SELECT guard, source, target, count(*), min(created) FROM deliveries "
                           "WHERE ") +
                   is_guarded + " GROUP BY guard, source, target"),
      of_group_(connection,
                std::string("SELECT id FROM deliveries WHERE guard = ?1 AND source = ?2 AND "
                            "target = ?3 AND ") +
                    is_guarded + " ORDER BY id DESC"),
      set_restored_(connection,
                    "INSERT INTO restored (target, newest, found) VALUES (?1, ?2, ?3) "
                    "ON CONFLICT DO UPDATE SET newest = max(newest, excluded.newest), "
                    "found = max(found, excluded.found)"),
      restored_(connection, "SELECT newest, found FROM restored WHERE target = ?1") {}

std::int64_t Guards::pending(const std::string& source, const std::string& target) const {
    auto rows = pending_.query(target, source);
    rows.next();
    return rows.integer(0);
}

void Guards::hold(std::int64_t delivery_id, Guard guard, const std::string& reason,
                  model::WallTime now) {
    deliveries_.hold(delivery_id, reason, now);
    mark_.run(delivery_id, std::string(to_string(guard)));
}

void Guards::release(std::int64_t delivery_id) {
    release_.run(delivery_id);
}

bool Guards::released(std::int64_t delivery_id) const {
    return released_.query(delivery_id).next();
}

std::vector<GuardedGroup> Guards::waiting() const {
    std::vector<GuardedGroup> groups;
    auto rows = waiting_.query();
    while (rows.next()) {
        groups.push_back({guard_named(rows.text(0)).value_or(Guard::backlog), rows.text(1),
                          rows.text(2), rows.integer(3), rows.time(4)});
    }
    return groups;
}

Chosen Guards::choose(const GuardFilter& filter, std::optional<std::int64_t> newest,
                      model::WallTime now) {
    Chosen all;
    for (const auto& group : waiting()) {
        if (!fits(filter, group)) continue;
        const auto chosen =
            choose_group(group, newest.value_or(std::numeric_limits<std::int64_t>::max()), now);
        all.released += chosen.released;
        all.dropped += chosen.dropped;
    }
    return all;
}

Chosen Guards::choose_group(const GuardedGroup& group, std::int64_t newest, model::WallTime now) {
    std::vector<std::int64_t> ids;
    {
        auto rows =
            of_group_.query(std::string(to_string(group.guard)), group.source, group.target);
        while (rows.next()) ids.push_back(rows.integer(0));
    }
    Chosen chosen;
    for (const auto id : ids) {
        if (chosen.released >= newest) {
            deliveries_.drop(id, now, "not chosen by hand");
            ++chosen.dropped;
        } else if (deliveries_.retry(id, now)) {
            ++chosen.released;
        }
    }
    return chosen;
}

void Guards::set_restored(const std::string& target, const Restored& restored) {
    set_restored_.run(target, restored.newest, restored.found);
}

std::optional<Restored> Guards::restored(const std::string& target) const {
    auto rows = restored_.query(target);
    if (!rows.next()) return std::nullopt;
    return Restored{rows.time(0), rows.time(1)};
}

}  // namespace glossd::store
