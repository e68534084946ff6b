// Reload: the configuration read anew for a daemon that runs. Nothing of it is in force yet: a
// file that is wrong, or that names what cannot be made, leaves everything as it is.
#pragma once

#include "config/config.hpp"
#include "daemon/service.hpp"

#include <memory>

namespace glossd::daemon {

// One configuration and the service that works by it, which refers to it.
struct Generation {
    config::Config config;
    std::unique_ptr<Service> service;
};

// Errors are for the operator.
model::Result<std::unique_ptr<Generation>> make_generation(config::Config config,
                                                           runtime::Loop& loop, Ledger& ledger);

// The file of `now`, read again and made ready to start. Nothing when something is wrong with it:
// the log says what, with line and column. What cannot change while we run stays, and is named.
std::unique_ptr<Generation> read_again(const config::Config& now, runtime::Loop& loop,
                                       Ledger& ledger);

}  // namespace glossd::daemon
