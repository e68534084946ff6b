#include "text/mask.hpp"
#include "text/normalise.hpp"
#include "text/utf8.hpp"

#include <utf8proc.h>

namespace glossd::text {

namespace {

std::size_t count_letters(std::string_view text) {
    std::size_t letters = 0;
    for (std::size_t at = 0; at < text.size();) {
        const auto point = decode_utf8(text, at);
        const auto category = utf8proc_category(static_cast<utf8proc_int32_t>(point.value));
        if (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) ++letters;
        at += point.size;
    }
    return letters;
}

}  // namespace

std::size_t letters_outside_spans(std::string_view text) {
    return count_letters(outside_spans(text));
}

}  // namespace glossd::text
