#include "store/lanes.hpp"

namespace glossd::store {

Lanes::Lanes(Connection& connection)
    : put_(connection, "REPLACE INTO lanes VALUES (?1, ?2, ?3, ?4)"),
      clear_(connection, "DELETE FROM lanes WHERE name = ?1"),
      all_(connection, "SELECT name, parked_until, parked_set, reason FROM lanes ORDER BY name"),
      put_findings_(connection, "REPLACE INTO lane_findings VALUES (?1, ?2, ?3, ?4, ?5, ?6)"),
      forget_findings_(connection, "DELETE FROM lane_findings WHERE at < ?1"),
      findings_(connection,
                "SELECT name, at, at_once, growing, per_second, openings FROM lane_findings "
                "ORDER BY name") {}

void Lanes::put(const std::string& name, const Deadline& parked_until, const std::string& reason) {
    put_.run(name, parked_until.at, parked_until.set_at, reason);
}

void Lanes::clear(const std::string& name) {
    clear_.run(name);
}

std::vector<LaneRow> Lanes::all() const {
    std::vector<LaneRow> lanes;
    auto rows = all_.query();
    while (rows.next()) {
        lanes.push_back({rows.text(0), Deadline{rows.time(1), rows.time(2)}, rows.text(3)});
    }
    return lanes;
}

void Lanes::put(const FindingsRow& row) {
    const auto& found = row.findings;
    put_findings_.run(row.name, row.at, found.at_once, found.growing ? 1 : 0, found.per_second,
                      found.openings);
}

void Lanes::forget_findings(model::WallTime before) {
    forget_findings_.run(before);
}

std::vector<FindingsRow> Lanes::findings() const {
    std::vector<FindingsRow> all;
    auto rows = findings_.query();
    while (rows.next()) {
        all.push_back({rows.text(0),
                       rows.time(1),
                       {.at_once = rows.real(2),
                        .growing = rows.small(3) != 0,
                        .per_second = rows.real(4),
                        .openings = rows.small(5)}});
    }
    return all;
}

}  // namespace glossd::store
