// A pass: `glossd once`. Polls the sources, then works until nothing is due any more.
#pragma once

#include "config/config.hpp"
#include "daemon/service.hpp"

#include <functional>
#include <string>
#include <vector>

namespace glossd::daemon {

struct PassOptions {
    std::vector<std::string> sources;                  // names; empty: all
    model::Duration wait{};                            // for a retry that is due within it
    std::function<void(const Totals&)> progress = {};  // a few times a second; may be empty
    Polling polling = Polling::once;
    bool measured = true;  // as in Service::make
};

struct PassReport {
    Totals totals;
    std::int64_t pending = 0;  // in the ledger, still to be done
    std::int64_t failed = 0;   // of those, the ones whose last attempt failed
    std::chrono::duration<double> elapsed{};
    bool interrupted = false;  // by SIGINT or SIGTERM
};

model::Result<PassReport> run_pass(const config::Config& config, const PassOptions& options);

}  // namespace glossd::daemon
