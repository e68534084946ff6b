#include "store/lanes.hpp"

namespace glossd::store {

Lanes::Lanes(Connection& connection)
    : put_(connection, "REPLACE INTO lanes VALUES (?1, ?2, ?3, ?4)"),
      clear_(connection, "DELETE FROM lanes WHERE name = ?1"),
      all_(connection, "SELECT name, parked_until, parked_set, reason FROM lanes ORDER BY name") {}

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

}  // namespace glossd::store
