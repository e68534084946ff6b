#include "monitor/log_line.hpp"

#include <nlohmann/json.hpp>
#include <sys/stat.h>

namespace glossd::monitor {

namespace {

// Of syslog(3).
int priority(Level level) {
    switch (level) {
        case Level::debug:
            return 7;
        case Level::info:
            return 6;
        case Level::warning:
            return 4;
        case Level::error:
            return 3;
    }
    return 3;
}

std::string_view name_of(Level level) {
    switch (level) {
        case Level::debug:
            return "debug";
        case Level::info:
            return "info";
        case Level::warning:
            return "warning";
        case Level::error:
            return "error";
    }
    return "error";
}

std::string time_text(model::WallTime time) {
    const auto since = time.time_since_epoch();
    const auto seconds = std::chrono::floor<std::chrono::seconds>(since);
    const auto part = std::chrono::duration_cast<std::chrono::milliseconds>(since - seconds);
    const std::time_t whole = seconds.count();
    std::tm utc{};
    ::gmtime_r(&whole, &utc);
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", utc.tm_year + 1900,
                       utc.tm_mon + 1, utc.tm_mday, utc.tm_hour, utc.tm_min, utc.tm_sec,
                       part.count());
}

}  // namespace

std::string escaped(std::string_view message) {
    std::string out;
    out.reserve(message.size());
    for (const char c : message) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '\n') {
            out += "\\n";
        } else if (c == '\r') {
            out += "\\r";
        } else if (c == '\t') {
            out += "\\t";
        } else if (byte < 0x20 || byte == 0x7F) {
            out += fmt::format("\\x{:02x}", byte);
        } else {
            out += c;
        }
    }
    return out;
}

std::string journal_line(Level level, std::string_view message) {
    return fmt::format("<{}>{}", priority(level), escaped(message));
}

std::string json_line(Level level, std::string_view message, model::WallTime time) {
    const nlohmann::ordered_json event{
        {"time", time_text(time)}, {"level", name_of(level)}, {"message", message}};
    // A byte that is no UTF-8 is replaced, because an event that cannot be written is lost.
    return event.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

bool is_journal(const char* journal_stream, int descriptor) {
    struct stat facts {};
    if (journal_stream == nullptr || ::fstat(descriptor, &facts) != 0) return false;
    return journal_stream == fmt::format("{}:{}", facts.st_dev, facts.st_ino);
}

}  // namespace glossd::monitor
