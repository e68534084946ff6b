// `glossd run`: polls, translates and publishes until SIGTERM or SIGINT; then drains what is in
// flight and leaves the rest in the ledger. SIGHUP reloads the configuration.
#pragma once

#include "config/config.hpp"
#include "model/result.hpp"

namespace glossd::daemon {

model::Result<void> run_daemon(const config::Config& config);

}  // namespace glossd::daemon
