// Reading back whether a part is on the account: its posts since shortly before the attempt,
// newest first. Each post read costs money, so the list is bounded by time, not only by pages.
#pragma once

#include "publishers/publisher.hpp"
#include "publishers/x/api.hpp"

#include <functional>
#include <string>

namespace glossd::publishers::x {

model::HttpRequest look_up_request(const Api& api, const SendPart& part, const AccountFacts& facts,
                                   const Progress& progress);
LookedUp read_look_up(const SendPart& part, const Progress& progress, const model::Reply& reply,
                      const std::function<bool(const std::string&)>& taken);

}  // namespace glossd::publishers::x
