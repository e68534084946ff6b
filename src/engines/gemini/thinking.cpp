#include "engines/gemini/thinking.hpp"

#include "engines/settings.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

#include <fmt/format.h>

namespace glossd::engines::gemini {

namespace {

struct Level {
    std::string_view word;  // of the setting
    std::string_view name;  // of thinkingLevel
    std::int64_t budget;    // of thinkingBudget, as Google maps efforts to 2.5 models
};

constexpr std::array<Level, 4> levels{{{"minimal", "MINIMAL", 0},
                                       {"low", "LOW", 1024},
                                       {"medium", "MEDIUM", 8192},
                                       {"high", "HIGH", 24576}}};

struct Model {
    std::string_view name;  // or what stands before a '-' in its name
    std::size_t least;      // the first of `levels` that it takes, and our default
    bool has_budget = false;
};

// Longer names first: of two that fit, the first counts.
constexpr std::array<Model, 9> models{{{"gemini-3.8-flash", 1},
                                       {"gemini-3.7-flash", 1},
                                       {"gemini-3.6-flash", 0},
                                       {"gemini-3.5-flash-lite", 0},
                                       {"gemini-3.5-flash", 0},
                                       {"gemini-3.1-pro", 1},
                                       {"gemini-2.5-flash-lite", 0, true},
                                       {"gemini-2.5-flash", 0, true},
                                       {"gemini-2.5-pro", 1, true}}};

const Model* find_model(std::string_view name) {
    const auto* found = std::find_if(models.begin(), models.end(), [&](const Model& model) {
        const auto rest = name.substr(std::min(name.size(), model.name.size()));
        return name.starts_with(model.name) && (rest.empty() || rest.starts_with('-'));
    });
    return found == models.end() ? nullptr : found;
}

// Room for the JSON around the answer, and for the few thoughts of the low levels.
constexpr std::int64_t small_reserve = 256;

std::int64_t reserve_for(const Level& level) {
    const bool is_small = level.word == "minimal" || level.word == "low";
    return is_small ? small_reserve : small_reserve + level.budget;
}

std::string words_from(std::size_t least) {
    std::string words;
    for (auto i = least; i < levels.size(); ++i) {
        words += fmt::format("{}\"{}\"", words.empty() ? "" : ", ", levels[i].word);
    }
    return words;
}

}  // namespace

model::Result<Thinking> thinking_for(const config::EngineSettings& settings) {
    const auto* model = find_model(settings.model);
    const auto least = model ? model->least : 0;
    if (settings.thinking.empty() && !model) return Thinking{nullptr, reserve_for(levels[2])};
    const auto wanted = settings.thinking.empty() ? levels[least].word : settings.thinking;
    const auto* level =
        std::find_if(levels.begin() + least, levels.end(),
                     [&](const Level& candidate) { return candidate.word == wanted; });
    if (level == levels.end()) {
        return setting_error(
            settings, "thinking",
            fmt::format("must be one of {} with {}", words_from(least), settings.model));
    }
    if (model && model->has_budget) {
        return Thinking{{{"thinkingBudget", level->budget}}, small_reserve + level->budget};
    }
    return Thinking{{{"thinkingLevel", level->name}}, reserve_for(*level)};
}

bool takes_temperature(std::string_view model) {
    constexpr std::string_view family = "gemini-";
    if (!model.starts_with(family)) return true;
    model.remove_prefix(family.size());
    int version = 0;
    std::from_chars(model.data(), model.data() + model.size(), version);
    return version < 3;
}

}  // namespace glossd::engines::gemini
