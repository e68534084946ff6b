// Fetch: reads one page of a source and stores nothing. Blocks; any thread.
#pragma once

#include "config/config.hpp"
#include "model/result.hpp"
#include "sources/source.hpp"

namespace glossd::daemon {

model::Result<sources::Page> fetch(const config::SourceSettings& settings,
                                   const sources::Cursor& cursor = {});

}  // namespace glossd::daemon
