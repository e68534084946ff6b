// Blocking: single exchanges for commands that have nothing else to do meanwhile: fetch, preview,
// check. Not for the loop thread of a daemon.
#pragma once

#include "config/config.hpp"
#include "model/exchange.hpp"
#include "publishers/publisher.hpp"

namespace glossd::daemon {

// HTTP and file requests; an Apertium pipeline is a failure, because nothing here keeps one.
model::Reply perform_now(const model::Request& request, model::Duration timeout);

// Asks the account's server for its facts, step by step.
model::Result<publishers::AccountFacts> account_facts_now(const publishers::Publisher& publisher,
                                                          model::Duration timeout);

}  // namespace glossd::daemon
