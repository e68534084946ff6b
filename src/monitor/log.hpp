// Log: one event a line on standard error. Any thread. The only folder that sees spdlog; messages
// are whole sentences with ids in them and never a secret. What a message quotes from outside
// cannot break the line: control characters are escaped.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <fmt/format.h>

namespace glossd::monitor {

enum class Level { debug, info, warning, error };

// journal: sd-daemon(3) priorities before the message and no time of ours.
enum class Format { text, json, journal };

std::optional<Level> level_of(std::string_view name);  // "debug", "info", "warning", "error"
void set_log_level(Level level);

// "text", "json", "journal"; "auto": journal when standard error is the journal's stream, else
// text. Nothing for another word. Before set_log_format() it is as for "auto".
std::optional<Format> format_of(std::string_view name);
void set_log_format(Format format);

// A warning or error that repeats is folded (see Folding).
void log(Level level, std::string_view message);

// Writes what folding has kept back for long enough. Call it now and then.
void flush_log();
// Writes all of it: nothing comes after.
void close_log();

template <class... Arguments>
void log(Level level, fmt::format_string<Arguments...> format, Arguments&&... arguments) {
    log(level, std::string_view(fmt::format(format, std::forward<Arguments>(arguments)...)));
}

}  // namespace glossd::monitor
