#include "monitor/log.hpp"

#include "monitor/folding.hpp"
#include "monitor/log_line.hpp"

#include <cstdlib>
#include <memory>
#include <mutex>

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

namespace glossd::monitor {

namespace {

spdlog::level::level_enum native(Level level) {
    switch (level) {
        case Level::debug:
            return spdlog::level::debug;
        case Level::info:
            return spdlog::level::info;
        case Level::warning:
            return spdlog::level::warn;
        case Level::error:
            return spdlog::level::err;
    }
    return spdlog::level::err;
}

// The process's one log. The order of lines is the order of calls.
class Log {
  public:
    Log() : logger_("glossd", std::make_shared<spdlog::sinks::stderr_color_sink_st>()) {
        logger_.set_level(spdlog::level::info);
        set_format(*format_of("auto"));
    }

    void set_level(Level level) {
        const std::lock_guard lock(mutex_);
        logger_.set_level(native(level));
    }

    void set_format(Format format) {
        const std::lock_guard lock(mutex_);
        format_ = format;
        const bool text = format == Format::text;
        logger_.set_pattern(text ? "%Y-%m-%dT%H:%M:%S.%eZ %^%l%$ %v" : "%v",
                            spdlog::pattern_time_type::utc);
    }

    void add(Level level, std::string_view message) {
        const std::lock_guard lock(mutex_);
        if (!logger_.should_log(native(level))) return;
        for (const auto& line : folding_.add(level, message, now())) write(line);
    }

    void flush(bool everything) {
        const std::lock_guard lock(mutex_);
        for (const auto& line : everything ? folding_.all(now()) : folding_.due(now())) {
            write(line);
        }
    }

  private:
    static model::Instant now() { return std::chrono::steady_clock::now(); }

    void write(const LogLine& line) { logger_.log(native(line.level), text_of(line)); }

    std::string text_of(const LogLine& line) const {
        switch (format_) {
            case Format::text:
                return escaped(line.message);
            case Format::json:
                return json_line(line.level, line.message, model::wall_now());
            case Format::journal:
                return journal_line(line.level, line.message);
        }
        return line.message;
    }

    std::mutex mutex_;  // guards all below
    spdlog::logger logger_;
    Format format_ = Format::text;
    Folding folding_;
};

// Never destroyed: other threads may log until the very end.
Log& the_log() {
    static auto* const log = new Log;
    return *log;
}

}  // namespace

std::optional<Level> level_of(std::string_view name) {
    if (name == "debug") return Level::debug;
    if (name == "info") return Level::info;
    if (name == "warning") return Level::warning;
    if (name == "error") return Level::error;
    return std::nullopt;
}

std::optional<Format> format_of(std::string_view name) {
    if (name == "text") return Format::text;
    if (name == "json") return Format::json;
    if (name == "journal") return Format::journal;
    if (name != "auto") return std::nullopt;
    const bool journal = is_journal(std::getenv("JOURNAL_STREAM"), STDERR_FILENO);
    return journal ? Format::journal : Format::text;
}

void set_log_level(Level level) {
    the_log().set_level(level);
}

void set_log_format(Format format) {
    the_log().set_format(format);
}

void log(Level level, std::string_view message) {
    the_log().add(level, message);
}

void flush_log() {
    the_log().flush(false);
}

void close_log() {
    the_log().flush(true);
}

}  // namespace glossd::monitor
