#include "text/graphemes.hpp"

#include "text/code_points.hpp"

#include <utf8proc.h>

namespace glossd::text {

std::size_t grapheme_end(std::string_view text, std::size_t pos) {
    auto current = code_point_at(text, pos);
    utf8proc_int32_t state = 0;
    while (true) {
        pos += current.size;
        const auto next = code_point_at(text, pos);
        if (next.size == 0) return pos;
        // Most text: a printable character before a printable ASCII one is always a boundary.
        const bool plain = current.value >= ' ' && current.value < 0x7F && next.value < 0x7F;
        if (plain ||
            utf8proc_grapheme_break_stateful(static_cast<utf8proc_int32_t>(current.value),
                                             static_cast<utf8proc_int32_t>(next.value), &state))
            return pos;
        current = next;
    }
}

std::size_t count_graphemes(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t pos = 0; pos < text.size(); pos = grapheme_end(text, pos)) ++count;
    return count;
}

}  // namespace glossd::text
