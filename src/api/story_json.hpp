// The story of a post as JSON: what was read, how its language was decided, which routes it took,
// and of every delivery the engines, translations, parts and all that happened to it. What one
// would get wrong: language, routes and engines are by the configuration now, the rest is what was.
#pragma once

#include "config/config.hpp"
#include "store/tables.hpp"

#include <cstdint>
#include <optional>
#include <string>

#include <nlohmann/json_fwd.hpp>

namespace glossd::api {

// Nothing when the ledger has no such post.
std::optional<nlohmann::ordered_json> story_json(const config::Config& config,
                                                 const store::Tables& tables, std::int64_t post);

}  // namespace glossd::api
