// Placeholders of message formats and code in backticks. Pure; any thread. Each function returns
// where the span that starts at `begin` ends, or `begin` when there is none.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace glossd::text {

// {x}, {{x}}, ${x}, %{x}, %s, %1$s, %(name)s, <x1/>. Looks at no more than 120 bytes. A printf
// form needs a break on both sides, so "100% sure" and "50%de" hold none.
std::size_t placeholder_end(std::string_view text, std::size_t begin);

// Finds the backticks that close others. Keeps what it has learnt of one text, so that many
// unclosed backticks cost one walk over it; call it with growing positions.
class CodeSpans {
  public:
    explicit CodeSpans(std::string_view text) : text_(text) {}

    // `begin` is the first of a run of backticks: one or two close within their paragraph, three
    // or more anywhere, always with a run of the same length.
    std::size_t end_of(std::size_t begin);

  private:
    static constexpr std::size_t longest_fence = 6;

    std::string_view text_;
    // For each length of run: before this place none closes one that opens now.
    std::array<std::size_t, longest_fence + 1> barren_until_{};
};

// The length of the run of backticks at `pos`.
std::size_t backticks_at(std::string_view text, std::size_t pos);

}  // namespace glossd::text
