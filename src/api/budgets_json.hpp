// The budgets in force and what is used of each, as the ledger has it: what a running daemon set
// aside a little ahead of need counts as used.
#pragma once

#include "config/config.hpp"
#include "store/tables.hpp"

#include <nlohmann/json_fwd.hpp>

namespace glossd::api {

// A list; empty without budgets.
nlohmann::ordered_json budgets_json(const config::Config& config, const store::Tables& tables,
                                    model::WallTime now);

}  // namespace glossd::api
