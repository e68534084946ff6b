#include "text/ascii.hpp"
#include "text/date_parse.hpp"

#include <algorithm>
#include <string>

namespace glossd::text {

namespace {

// Cuts what `accepts` off the front of `text`.
template <class Accepts>
std::string_view take(std::string_view& text, Accepts accepts) {
    const auto end = std::find_if_not(text.begin(), text.end(), accepts);
    const auto taken = text.substr(0, static_cast<std::size_t>(end - text.begin()));
    text.remove_prefix(taken.size());
    return taken;
}

// "2026", "2026-08", "2026-08-01", "20260801".
bool read_date(std::string_view text, DateParts& parts) {
    std::string digits(text);
    if (text.size() == 10 && text[4] == '-' && text[7] == '-') {
        digits = std::string(text.substr(0, 4)).append(text.substr(5, 2)).append(text.substr(8));
    } else if (text.size() == 7 && text[4] == '-') {
        digits = std::string(text.substr(0, 4)).append(text.substr(5));
    } else if (text.size() != 4 && text.size() != 8) {
        return false;
    }
    const auto value = read_digits(digits);
    if (!value) return false;
    const auto part = [&](std::size_t from, std::size_t size) {
        return read_digits(std::string_view(digits).substr(from, size)).value_or(0);
    };
    parts.year = part(0, 4);
    if (digits.size() > 4) parts.month = static_cast<unsigned>(part(4, 2));
    if (digits.size() > 6) parts.day = static_cast<unsigned>(part(6, 2));
    return true;
}

bool read_clock(std::string_view text, DateParts& parts) {
    auto clock = std::string(
        take(text, [](char c) { return is_digit(c) || c == ':' || c == '.' || c == ','; }));
    const bool basic = clock.size() >= 4 && clock.find(':') == std::string::npos;
    if (basic && clock.size() > 4) clock.insert(4, ":");
    if (basic) clock.insert(2, ":");
    const auto time = read_time_of_day(clock);
    if (!time) return false;
    parts.time_of_day = *time;
    const auto zone = trim(text);
    if (zone.empty()) return true;
    const auto offset = read_zone(zone);
    parts.offset = offset.value_or(parts.offset);
    return offset.has_value();
}

}  // namespace

std::optional<DateParts> parse_iso_date(std::string_view text) {
    DateParts parts;
    const auto date = take(text, [](char c) { return is_digit(c) || c == '-'; });
    if (!read_date(date, parts)) return std::nullopt;
    if (text.empty()) return parts;
    if (to_lower(text.front()) != 't' && !is_space(text.front())) return std::nullopt;
    text.remove_prefix(1);
    if (!read_clock(trim(text), parts)) return std::nullopt;
    return parts;
}

}  // namespace glossd::text
