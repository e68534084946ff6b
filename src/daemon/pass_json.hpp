// What a pass came to, as JSON: the numbers of `once --json` (names are fixed for scripts), and the
// whole report as it travels from a daemon to the command that asked for the pass.
#pragma once

#include "daemon/pass.hpp"

#include <nlohmann/json_fwd.hpp>

namespace glossd::daemon {

nlohmann::ordered_json counts_json(const PassReport& report);

nlohmann::ordered_json to_json(const PassReport& report);
PassReport pass_report_of(const nlohmann::ordered_json& json);

}  // namespace glossd::daemon
