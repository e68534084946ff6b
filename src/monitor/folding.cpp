#include "monitor/folding.hpp"

#include <fmt/format.h>

namespace glossd::monitor {

namespace {

constexpr std::chrono::minutes folding_window{10};
// Beyond so many different messages at once nothing more is folded.
constexpr std::size_t most_windows = 256;

std::string span_text(model::Duration span) {
    if (span < std::chrono::minutes(1)) {
        return fmt::format("{} s", std::chrono::ceil<std::chrono::seconds>(span).count());
    }
    return fmt::format("{} min", std::chrono::round<std::chrono::minutes>(span).count());
}

}  // namespace

std::vector<LogLine> Folding::add(Level level, std::string_view message, model::Instant now) {
    auto lines = due(now);
    const bool folds = level == Level::warning || level == Level::error;
    if (folds) {
        const auto known = windows_.find(message);
        if (known != windows_.end()) {
            ++known->second.repeats;
            return lines;
        }
        if (windows_.size() < most_windows) {
            windows_.emplace(std::string(message), Window{level, now, 0});
        }
    }
    lines.push_back({level, std::string(message)});
    return lines;
}

template <class Ends>
std::vector<LogLine> Folding::take(model::Instant now, Ends ends) {
    std::vector<LogLine> lines;
    for (auto at = windows_.begin(); at != windows_.end();) {
        const auto& [message, folded] = *at;
        if (!ends(folded)) {
            ++at;
            continue;
        }
        if (folded.repeats > 0) {
            const auto span = std::chrono::duration_cast<model::Duration>(now - folded.began);
            lines.push_back({folded.level,
                             fmt::format("{} ... and {} {} more in {}", message, folded.repeats,
                                         folded.repeats == 1 ? "time" : "times", span_text(span))});
        }
        at = windows_.erase(at);
    }
    return lines;
}

std::vector<LogLine> Folding::due(model::Instant now) {
    return take(now, [&](const Window& folded) { return now - folded.began >= folding_window; });
}

std::vector<LogLine> Folding::all(model::Instant now) {
    return take(now, [](const Window&) { return true; });
}

}  // namespace glossd::monitor
