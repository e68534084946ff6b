#include "store/samples.hpp"

namespace glossd::store {

namespace {

std::int64_t seconds_of(SamplePeriod period) {
    return period == SamplePeriod::minute ? 60 : 3600;
}

SampleRow read(const Rows& rows) {
    return {rows.time(0), rows.real(1), rows.text(2)};
}

}  // namespace

Samples::Samples(Connection& connection)
    : put_(connection, "REPLACE INTO samples VALUES (?1, ?2, ?3, ?4)"),
      between_(connection,
               "SELECT at, seconds, data FROM samples WHERE period = ?1 AND at > ?2 AND at <= ?3 "
               "ORDER BY at"),
      last_(connection,
            "SELECT at, seconds, data FROM samples WHERE period = ?1 ORDER BY at DESC LIMIT 1"),
      first_end_(connection, "SELECT min(at) FROM samples WHERE period = ?1 AND at > ?2"),
      remove_(connection, "DELETE FROM samples WHERE period = ?1 AND at <= ?2") {}

void Samples::put(SamplePeriod period, const SampleRow& sample) {
    put_.run(seconds_of(period), sample.at, sample.seconds, sample.data);
}

std::vector<SampleRow> Samples::between(SamplePeriod period, model::WallTime after,
                                        model::WallTime until) const {
    std::vector<SampleRow> found;
    auto rows = between_.query(seconds_of(period), after, until);
    while (rows.next()) found.push_back(read(rows));
    return found;
}

std::optional<SampleRow> Samples::last(SamplePeriod period) const {
    auto rows = last_.query(seconds_of(period));
    if (!rows.next()) return std::nullopt;
    return read(rows);
}

std::optional<model::WallTime> Samples::first_end(SamplePeriod period,
                                                  model::WallTime after) const {
    auto rows = first_end_.query(seconds_of(period), after);
    rows.next();
    return rows.optional_time(0);
}

std::int64_t Samples::remove_until(SamplePeriod period, model::WallTime until) {
    return remove_.run(seconds_of(period), until);
}

}  // namespace glossd::store
