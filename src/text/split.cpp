#include "text/code_points.hpp"
#include "text/cutter.hpp"
#include "text/length.hpp"

#include <algorithm>

namespace glossd::text {

namespace {

std::string_view bytes_of(std::string_view text, const std::vector<Unit>& units, std::size_t first,
                          std::size_t end) {
    if (first >= end) return {};
    return text.substr(units[first].begin, units[end - 1].end - units[first].begin);
}

}  // namespace

std::vector<std::string> split(const LengthRule& rule, std::string_view text) {
    if (fits(rule, text)) return {std::string(text)};
    const Cutter cutter(rule, text, rule.limit);
    const auto& units = cutter.units();
    std::vector<std::string> parts;
    for (auto first = cutter.skip_spaces(0); first < units.size();) {
        // At least one unit, so that a span longer than the limit stands alone.
        const auto end = std::max(cutter.part_end(first), first + 1);
        parts.emplace_back(bytes_of(text, units, first, end));
        first = cutter.skip_spaces(end);
    }
    if (parts.empty()) parts.emplace_back();
    return parts;
}

std::string excerpt(const LengthRule& rule, std::string_view text) {
    if (fits(rule, text)) return std::string(text);
    text = text.substr(0, skip_space_back(text, text.size()));
    if (fits(rule, text)) return std::string(text);
    const auto ellipsis = count(rule, "…");
    if (rule.limit < ellipsis) return {};
    // Behind a span the ellipsis needs a space, or it would be read as part of a link.
    const Cutter cutter(rule, text, rule.limit - ellipsis, 1);
    const auto& units = cutter.units();
    const auto first = cutter.skip_spaces(0);
    const auto end = cutter.part_end(first);
    const bool behind_span = end > first && units[end - 1].span;
    return std::string(bytes_of(text, units, first, end)) + (behind_span ? " …" : "…");
}

}  // namespace glossd::text
