#include "daemon/lane_memory.hpp"

#include <algorithm>
#include <cmath>

namespace glossd::daemon {

namespace {

using model::LaneFindings;

constexpr std::chrono::hours written_again{1};
constexpr double alike = 0.1;

bool are_alike(double left, double right) {
    return std::abs(left - right) <= alike * std::max(left, right);
}

bool are_alike(const LaneFindings& left, const LaneFindings& right) {
    return are_alike(left.at_once, right.at_once) && left.growing == right.growing &&
           are_alike(left.per_second, right.per_second) && left.openings == right.openings;
}

}  // namespace

std::vector<store::FindingsRow> LaneMemory::to_write(const Lanes& lanes, model::WallTime now,
                                                     bool all) {
    std::vector<store::FindingsRow> rows;
    for (const auto* driver : lanes) {
        const store::FindingsRow row{driver->lane().name(), now, driver->lane().findings()};
        auto& last = written_[row.name];
        if (row.findings == LaneFindings{} && last.findings == LaneFindings{}) continue;
        const bool differs =
            all ? row.findings != last.findings : !are_alike(row.findings, last.findings);
        if (!differs && now - last.at < written_again) continue;
        last = row;
        rows.push_back(row);
    }
    return rows;
}

void LaneMemory::restore(const std::vector<store::FindingsRow>& rows, const Lanes& lanes,
                         model::WallTime now) {
    for (const auto& row : rows) {
        const auto lane = std::find_if(lanes.begin(), lanes.end(), [&](const auto* driver) {
            return driver->lane().name() == row.name;
        });
        // A clock that was wrong may have written in the future.
        const bool old = now - row.at > believed || row.at - now > believed;
        if (lane == lanes.end() || old) continue;
        (*lane)->go_on_from(row.findings);
        written_[row.name] = row;
    }
}

}  // namespace glossd::daemon
