#include "store/pauses.hpp"

namespace glossd::store {

Pauses::Pauses(Connection& connection)
    : pause_(connection,
             "INSERT INTO pauses (target, since, reason) VALUES (?1, ?2, ?3) "
             "ON CONFLICT DO NOTHING"),
      resume_(connection, "DELETE FROM pauses WHERE target = ?1 OR ?1 = ''"),
      all_(connection, "SELECT target, since FROM pauses ORDER BY target"),
      reason_(connection, "SELECT reason FROM pauses WHERE target = ?1") {}

void Pauses::pause(const std::string& target, model::WallTime now, const std::string& reason) {
    pause_.run(target, now, reason);
}

std::string Pauses::reason(const std::string& target) const {
    auto rows = reason_.query(target);
    return rows.next() ? rows.text(0) : std::string();
}

model::Result<void> Pauses::resume(const std::string& target) {
    if (resume_.run(target) > 0) return {};
    if (target.empty()) return model::fail(model::ErrorKind::refused, "nothing is paused");
    const bool everything = all().contains("");
    return model::fail(
        model::ErrorKind::refused,
        "target \"" + target + "\" is not paused" +
            (everything ? " by itself: everything is; resume it without --target" : ""));
}

std::map<std::string, model::WallTime> Pauses::all() const {
    std::map<std::string, model::WallTime> pauses;
    auto rows = all_.query();
    while (rows.next()) pauses.emplace(rows.text(0), rows.time(1));
    return pauses;
}

}  // namespace glossd::store
