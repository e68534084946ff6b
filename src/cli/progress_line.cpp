#include "cli/progress_line.hpp"

#include <cstdio>

#include <fmt/format.h>
#include <unistd.h>

namespace glossd::cli {

namespace {

constexpr const char* to_start_and_clear = "\r\033[K";

}  // namespace

ProgressLine::ProgressLine() : visible_(::isatty(STDERR_FILENO) != 0) {}

ProgressLine::~ProgressLine() {
    if (visible_) fmt::print(stderr, "{}", to_start_and_clear);
}

void ProgressLine::show(const std::string& text) const {
    if (!visible_) return;
    fmt::print(stderr, "{}{}", to_start_and_clear, text);
    std::fflush(stderr);
}

}  // namespace glossd::cli
