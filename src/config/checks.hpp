// Checks that look at several settings at once, after each has been read on its own. They run on
// whatever could be read, so empty values are passed over: those have been complained about.
#pragma once

#include "config/config.hpp"
#include "config/diagnostic.hpp"

namespace glossd::config {

void check_sources(const Config& config, Report& report);
void check_listening(const Config& config, Report& report);
void check_engines(const Config& config, Report& report);
void check_targets(const Config& config, Report& report);
// Tones that no engine heeds, tags without a glossary, glossaries without a target.
void check_manner(const Config& config, Report& report);
void check_routes(const Config& config, Report& report);

}  // namespace glossd::config
