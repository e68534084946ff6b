// History: the monitor's samples in the ledger: a minute for a day, an hour for a month, what is
// older folded and dropped. Works on tables, within a work of the store.
#pragma once

#include "monitor/sample.hpp"
#include "store/tables.hpp"

#include <optional>
#include <vector>

namespace glossd::api {

// Keeps a minute's sample; folds the hours that are over and drops what is too old.
void keep_sample(store::Tables& tables, const monitor::Sample& sample);

std::optional<monitor::Sample> last_sample(const store::Tables& tables);
// Those of one period, oldest first; what cannot be read is left out.
std::vector<monitor::Sample> samples_between(const store::Tables& tables,
                                             store::SamplePeriod period, model::WallTime after,
                                             model::WallTime until);
// The day up to `now` as one; nothing when nothing was recorded.
std::optional<monitor::Sample> last_day(const store::Tables& tables, model::WallTime now);

}  // namespace glossd::api
