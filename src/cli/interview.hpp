// Interview: what `init` asks, in order: what to follow, where to publish, what translates, where
// to keep it. Each answer is right by itself; the loader has the last word on the whole.
#pragma once

#include "cli/questions.hpp"
#include "config/first_config.hpp"

#include <optional>
#include <string>

namespace glossd::cli {

// Nothing when the input has ended before the last answer.
std::optional<config::FirstConfig> interview(const Questions& questions,
                                             const std::string& usual_state);

}  // namespace glossd::cli
