// One event as one line, in each of the formats. Pure. Whatever the message quotes from outside
// stays within its line and sends no commands to a terminal.
#pragma once

#include "model/time.hpp"
#include "monitor/log.hpp"

#include <string>
#include <string_view>

namespace glossd::monitor {

// Control characters as \n, \r, \t and \xNN; UTF-8 as it is.
std::string escaped(std::string_view message);

// "<3>the message"
std::string journal_line(Level level, std::string_view message);

// {"time":"2026-11-27T12:00:00.123Z","level":"error","message":"..."}
std::string json_line(Level level, std::string_view message, model::WallTime time);

// Is this the stream that JOURNAL_STREAM names ("device:inode", systemd.exec(5))?
bool is_journal(const char* journal_stream, int descriptor);

}  // namespace glossd::monitor
