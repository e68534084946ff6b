// Folding: an error that repeats is written once, then counted. Pure: time is an argument. A value;
// one thread at a time. Only the very same text is a repetition: ids in it make it another event.
#pragma once

#include "model/time.hpp"
#include "monitor/log.hpp"

#include <map>
#include <string>
#include <vector>

namespace glossd::monitor {

struct LogLine {
    Level level = Level::info;
    std::string message;

    bool operator==(const LogLine&) const = default;
};

class Folding {
  public:
    // What is to be written now: the message itself unless it is folded, after the counts that
    // are due.
    std::vector<LogLine> add(Level level, std::string_view message, model::Instant now);

    // "MESSAGE ... and 41 times more in 10 min", for each window that is over.
    std::vector<LogLine> due(model::Instant now);
    // The same for all of them.
    std::vector<LogLine> all(model::Instant now);

  private:
    struct Window {
        Level level = Level::info;
        model::Instant began{};
        int repeats = 0;
    };

    template <class Ends>
    std::vector<LogLine> take(model::Instant now, Ends ends);

    std::map<std::string, Window, std::less<>> windows_;
};

}  // namespace glossd::monitor
