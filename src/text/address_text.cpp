#include "text/address_text.hpp"

#include "text/ascii.hpp"

#include <algorithm>
#include <charconv>
#include <string>

namespace glossd::text {

namespace {

std::string percent_decoded(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        unsigned char byte = 0;
        const auto* digits = text.data() + at + 1;
        if (text[at] == '%' && at + 2 < text.size() &&
            std::from_chars(digits, digits + 2, byte, 16).ptr == digits + 2) {
            out += static_cast<char>(byte);
            at += 2;
        } else {
            out += text[at];
        }
    }
    return out;
}

void drop_prefix(std::string& text, std::string_view prefix) {
    if (text.starts_with(prefix)) text.erase(0, prefix.size());
}

// Without what people leave out in front.
std::string bare(std::string_view address) {
    auto out = to_lower(percent_decoded(address));
    drop_prefix(out, "http://");
    drop_prefix(out, "https://");
    drop_prefix(out, "www.");
    return out;
}

std::string_view without_slash(std::string_view text) {
    if (text.ends_with('/')) text.remove_suffix(1);
    return text;
}

struct Cut {
    std::string_view before;
    std::string_view after;
    bool marked = false;
};

Cut cut_at_ellipsis(std::string_view visible) {
    for (const std::string_view mark : {"…", "..."}) {
        const auto at = visible.find(mark);
        if (at == std::string_view::npos) continue;
        return {visible.substr(0, at), visible.substr(at + mark.size()), true};
    }
    return {visible, {}, false};
}

}  // namespace

bool shows_address(std::string_view visible, std::string_view address) {
    visible = trim(visible);
    if (std::any_of(visible.begin(), visible.end(), is_space)) return false;
    const auto cut = cut_at_ellipsis(visible);
    if (cut.before.find_first_of(".:/") == std::string_view::npos) return false;
    const auto before = bare(cut.before);
    const auto full = bare(address);
    if (cut.marked) {
        const auto after = to_lower(percent_decoded(cut.after));
        return !before.empty() && before.size() + after.size() <= full.size() &&
               full.starts_with(before) && full.ends_with(after);
    }
    const auto host_size = std::min(full.find_first_of("/?#"), full.size());
    const auto shown = without_slash(before);
    return shown == without_slash(full) || (shown.size() >= host_size && full.starts_with(shown));
}

}  // namespace glossd::text
