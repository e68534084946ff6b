#include "engines/apertium/steps.hpp"

#include "engines/apertium/pairs.hpp"

#include <set>

#include <fmt/format.h>

namespace glossd::engines::apertium {

namespace {

Steps steps_through(const std::vector<std::string>& modes, const model::Language& from,
                    const model::Language& between, const model::Language& to) {
    if (between.primary() == from.primary() || between.primary() == to.primary()) return {};
    const auto first = find_mode(modes, from, between);
    const auto second = find_mode(modes, between, to);
    if (first.empty() || second.empty()) return {};
    return {std::string(first), std::string(second), between.tag()};
}

}  // namespace

Steps find_steps(const std::vector<std::string>& modes, const model::Language& from,
                 const model::Language& to, const std::vector<model::Language>& through) {
    if (const auto direct = find_mode(modes, from, to); !direct.empty()) {
        return {std::string(direct), {}, {}};
    }
    for (const auto& between : through) {
        if (auto found = steps_through(modes, from, between, to); !found.first.empty())
            return found;
    }
    return {};
}

std::string to_string(const Steps& steps) {
    if (steps.second.empty()) return steps.first;
    return fmt::format("{}, {}: through {}", steps.first, steps.second, steps.between);
}

std::vector<std::string> languages_between(const std::vector<std::string>& modes,
                                           const model::Language& from, const model::Language& to) {
    std::set<std::string> tags;
    for (const auto& mode : modes) {
        // The plain language a mode leads to, under its usual tag: "en", not "eng".
        const auto side = mode.substr(mode.find('-') + 1);
        const auto language = language_of_side(side.substr(0, side.find('_')));
        if (!language.empty() && !steps_through(modes, from, language, to).first.empty()) {
            tags.insert(language.tag());
        }
    }
    return {tags.begin(), tags.end()};
}

}  // namespace glossd::engines::apertium
