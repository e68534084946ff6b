// Log: one event a line on standard error, with the level before it. Any thread. The only folder
// that sees spdlog; messages are whole sentences with ids in them and never a secret.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <fmt/format.h>

namespace glossd::monitor {

enum class Level { debug, info, warning, error };

std::optional<Level> level_of(std::string_view name);  // "debug", "info", "warning", "error"
void set_log_level(Level level);
void log(Level level, std::string_view message);

template <class... Arguments>
void log(Level level, fmt::format_string<Arguments...> format, Arguments&&... arguments) {
    log(level, std::string_view(fmt::format(format, std::forward<Arguments>(arguments)...)));
}

}  // namespace glossd::monitor
