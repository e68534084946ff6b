// Notice: what glossd itself has to say, as a post for one target, in the words it is written in.
// Runs on the store thread inside one transaction.
#pragma once

#include "config/config.hpp"
#include "model/time.hpp"
#include "store/tables.hpp"

#include <string>

namespace glossd::pipeline {

// Under this name a notice stands among the posts; no source of the configuration has a space.
inline constexpr const char* notice_source = "glossd itself";

// Plans it ready to be sent: no engine is asked.
void plan_notice(store::Tables& tables, const config::TargetSettings& target,
                 const std::string& text, model::WallTime now);

}  // namespace glossd::pipeline
