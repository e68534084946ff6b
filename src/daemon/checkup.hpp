// Checkup: what `glossd check` looks at beyond the file: can every plug-in be made, can each
// engine do the languages of its routes, and (online) does each service take our credentials?
#pragma once

#include "config/config.hpp"

#include <string>
#include <vector>

namespace glossd::daemon {

struct Finding {
    std::string what;  // "engine llm", "target es", "source news"
    bool good = true;
    std::string message;  // what is well, or what is wrong and what to do
};

// Offline: findings that are bad keep glossd from working at all; good ones say which way an engine
// goes that has more than one.
std::vector<Finding> check_offline(const config::Config& config);

// Whether the service takes these settings, its key among them. Blocks, up to 15 seconds.
Finding check_engine(const config::Config& config, const config::EngineSettings& settings);

// Asks each service. Blocks, up to 15 seconds a service.
std::vector<Finding> check_online(const config::Config& config);

}  // namespace glossd::daemon
