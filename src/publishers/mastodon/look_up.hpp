// Reading back: is this part on the account? Pages of our own statuses, newest to oldest, back to
// some time before the attempt; then the plain source of those that its HTML does not settle.
// Without proof there is no Absent: a list that cannot be read to its end holds the delivery.
#pragma once

#include "publishers/mastodon/api.hpp"
#include "publishers/publisher.hpp"

#include <functional>
#include <string>

namespace glossd::publishers::mastodon {

using Taken = std::function<bool(const std::string&)>;

model::HttpRequest look_up_request(const Api& api, const AccountFacts& facts,
                                   const Progress& progress);
LookedUp read_look_up(const Api& api, const SendPart& part, const Progress& progress,
                      const model::Reply& reply, const Taken& taken);

}  // namespace glossd::publishers::mastodon
