// Questions: a prompt whose answers are checked at once and asked again until they are right. Enter
// takes the default, where there is one.
#pragma once

#include "cli/prompt.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <tl/expected.hpp>

namespace glossd::cli {

class Questions {
  public:
    // Gives the answer as it is kept, or what is wrong with it.
    using Check = std::function<tl::expected<std::string, std::string>(const std::string&)>;

    explicit Questions(Prompt prompt) : prompt_(prompt) {}

    // Nothing when the input has ended.
    std::optional<std::string> ask(const std::string& question, const std::string& usual,
                                   const Check& check) const;
    std::optional<std::string> choose(const std::string& question,
                                      const std::vector<std::string>& choices) const;

  private:
    Prompt prompt_;
};

}  // namespace glossd::cli
