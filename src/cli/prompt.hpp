// Prompt: questions on standard output, each answered by a line of input, a terminal or not. What
// one would get wrong: a terminal whose echo was switched off must get it back whatever ends the
// question, Ctrl-C included.
#pragma once

#include <optional>
#include <string>

namespace glossd::cli {

class Prompt {
  public:
    explicit Prompt(int input) : input_(input) {}

    // The line without blanks at its ends; nothing when the input has ended.
    std::optional<std::string> ask(const std::string& question) const;
    // The same for a secret: a terminal does not show what is typed.
    std::optional<std::string> ask_hidden(const std::string& question) const;

  private:
    std::optional<std::string> read_line() const;

    int input_;
};

}  // namespace glossd::cli
