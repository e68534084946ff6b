#include "cli/prompt.hpp"

#include <cerrno>
#include <csignal>
#include <cstdio>

#include <fmt/format.h>
#include <termios.h>
#include <unistd.h>

namespace glossd::cli {

namespace {

constexpr std::size_t longest_line = 64 * 1024;

volatile std::sig_atomic_t interrupted = 0;

// While it lives, a terminal does not echo, and a signal ends the reading instead of the program;
// the signal does its work afterwards.
class Silence {
  public:
    explicit Silence(int input) : input_(input) {
        silent_ = ::tcgetattr(input_, &before_) == 0;
        if (!silent_) return;
        interrupted = 0;
        struct sigaction noted {};
        noted.sa_handler = [](int number) { interrupted = number; };
        ::sigaction(SIGINT, &noted, &old_interrupt_);
        ::sigaction(SIGTERM, &noted, &old_terminate_);
        auto quiet = before_;
        quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        ::tcsetattr(input_, TCSANOW, &quiet);
    }
    Silence(const Silence&) = delete;
    Silence& operator=(const Silence&) = delete;
    ~Silence() {
        if (!silent_) return;
        ::tcsetattr(input_, TCSANOW, &before_);
        ::sigaction(SIGINT, &old_interrupt_, nullptr);
        ::sigaction(SIGTERM, &old_terminate_, nullptr);
        fmt::print("\n");
        if (interrupted != 0) std::raise(interrupted);
    }

  private:
    int input_;
    bool silent_ = false;
    termios before_{};
    struct sigaction old_interrupt_ {};
    struct sigaction old_terminate_ {};
};

std::string trimmed(const std::string& text) {
    constexpr const char* blanks = " \t\r";
    const auto begin = text.find_first_not_of(blanks);
    if (begin == std::string::npos) return {};
    return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

}  // namespace

// Byte by byte: what stands behind the line is for whoever reads next.
std::optional<std::string> Prompt::read_line() const {
    std::string line;
    char c = 0;
    while (line.size() < longest_line) {
        const auto got = ::read(input_, &c, 1);
        if (got < 0 && errno == EINTR && interrupted == 0) continue;
        if (got <= 0 && line.empty()) return std::nullopt;
        if (got <= 0 || c == '\n') break;
        line += c;
    }
    return trimmed(line);
}

std::optional<std::string> Prompt::ask(const std::string& question) const {
    fmt::print("{} ", question);
    std::fflush(stdout);
    auto line = read_line();
    // What was not typed has left no line end either.
    if (::isatty(input_) == 0) fmt::print("\n");
    return line;
}

std::optional<std::string> Prompt::ask_hidden(const std::string& question) const {
    if (::isatty(input_) == 0) return ask(question);
    fmt::print("{} ", question);
    std::fflush(stdout);
    const Silence silence(input_);
    return read_line();
}

}  // namespace glossd::cli
