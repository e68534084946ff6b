#include "store/cursors.hpp"

namespace glossd::store {

Cursors::Cursors(Connection& connection)
    : get_(connection,
           "SELECT cursor, last_success, first_run_done, failures, next_poll, next_poll_set, "
           "stopped FROM cursors WHERE source = ?1"),
      put_(connection, "REPLACE INTO cursors VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)") {}

SourceState Cursors::get(const std::string& source) const {
    SourceState state;
    auto rows = get_.query(source);
    if (!rows.next()) return state;
    state.cursor = rows.text(0);
    state.last_success = rows.optional_time(1);
    state.first_run_done = rows.integer(2) != 0;
    state.failures = rows.small(3);
    if (!rows.null(4)) state.next_poll = Deadline{rows.time(4), rows.time(5)};
    state.stopped = rows.text(6);
    return state;
}

void Cursors::put(const std::string& source, const SourceState& state) {
    std::optional<model::WallTime> at;
    std::optional<model::WallTime> set_at;
    if (state.next_poll) {
        at = state.next_poll->at;
        set_at = state.next_poll->set_at;
    }
    put_.run(source, state.cursor, state.last_success, int{state.first_run_done}, state.failures,
             at, set_at, state.stopped);
}

}  // namespace glossd::store
