#include "cli/questions.hpp"

#include "config/nearest.hpp"

#include <algorithm>
#include <cstdio>

#include <fmt/format.h>

namespace glossd::cli {

std::optional<std::string> Questions::ask(const std::string& question, const std::string& usual,
                                          const Check& check) const {
    const auto shown = usual.empty() ? question + ":" : fmt::format("{} [{}]:", question, usual);
    while (true) {
        const auto answer = prompt_.ask(shown);
        if (!answer) return std::nullopt;
        const auto checked = check(answer->empty() ? usual : *answer);
        if (checked) return *checked;
        fmt::print(stderr, "not \"{}\": {}\n", *answer, checked.error());
    }
}

// The first of the choices is the default.
std::optional<std::string> Questions::choose(const std::string& question,
                                             const std::vector<std::string>& choices) const {
    return ask(question, choices.front(),
               [&](const std::string& answer) -> tl::expected<std::string, std::string> {
                   if (std::find(choices.begin(), choices.end(), answer) != choices.end())
                       return answer;
                   return tl::make_unexpected("there is " + config::enumerate(choices) +
                                              config::hint(answer, choices));
               });
}

}  // namespace glossd::cli
