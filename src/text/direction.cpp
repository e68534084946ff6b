#include "text/direction.hpp"

#include "text/code_points.hpp"

namespace glossd::text {

namespace {

constexpr char32_t pop_directional = 0x202C;
constexpr char32_t pop_isolate = 0x2069;

bool opens_isolate(char32_t c) {
    return c >= 0x2066 && c <= 0x2068;
}

bool is_isolate(char32_t c) {
    return opens_isolate(c) || c == pop_isolate;
}

bool isolates_balance(std::string_view text) {
    std::size_t open = 0;
    for (std::size_t pos = 0; pos < text.size();) {
        const auto next = code_point_at(text, pos);
        pos += next.size;
        if (opens_isolate(next.value)) ++open;
        if (next.value == '\n' && open > 0) return false;
        if (next.value != pop_isolate) continue;
        if (open == 0) return false;
        --open;
    }
    return open == 0;
}

}  // namespace

std::string without_loose_directions(std::string_view text) {
    const bool keep_isolates = isolates_balance(text);
    std::string out;
    for (std::size_t pos = 0; pos < text.size();) {
        const auto next = code_point_at(text, pos);
        const bool keep =
            !is_direction_control(next.value) || (keep_isolates && is_isolate(next.value));
        if (keep) out += text.substr(pos, next.size);
        pos += next.size;
    }
    return out;
}

std::string direction_closers(std::string_view text) {
    constexpr char first_byte_of_controls = '\xE2';
    if (text.find(first_byte_of_controls) == text.npos) return {};
    std::string open;  // 'e' for an embedding or override, 'i' for an isolate
    for (std::size_t pos = 0; pos < text.size();) {
        const auto next = code_point_at(text, pos);
        pos += next.size;
        if (next.value == '\n') open.clear();
        if (!is_direction_control(next.value)) continue;
        if (opens_isolate(next.value)) {
            open += 'i';
        } else if (next.value == pop_isolate) {
            if (const auto last = open.rfind('i'); last != open.npos) open.resize(last);
        } else if (next.value != pop_directional) {
            open += 'e';
        } else if (open.ends_with('e')) {
            open.pop_back();
        }
    }
    std::string closers;
    for (; !open.empty(); open.pop_back())
        append_utf8(closers, open.back() == 'i' ? pop_isolate : pop_directional);
    return closers;
}

}  // namespace glossd::text
