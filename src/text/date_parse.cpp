#include "text/date_parse.hpp"

#include "text/ascii.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace glossd::text {

namespace {

struct Zone {
    std::string_view name;
    int hours = 0;
};

// RFC 822 section 5.1 and the European names that feeds write although no standard has them.
constexpr std::array<Zone, 20> zones{
    {{"gmt", 0},  {"utc", 0},  {"ut", 0},   {"wet", 0},  {"est", -5}, {"edt", -4}, {"cst", -6},
     {"cdt", -5}, {"mst", -7}, {"mdt", -6}, {"pst", -8}, {"pdt", -7}, {"bst", 1},  {"cet", 1},
     {"west", 1}, {"cest", 2}, {"eet", 2},  {"eest", 3}, {"msk", 3},  {"jst", 9}}};

std::optional<std::chrono::minutes> read_offset(std::string_view text) {
    const int sign = text.front() == '-' ? -1 : 1;
    text.remove_prefix(1);
    std::string digits(text);
    if (const auto colon = text.find(':'); colon != std::string_view::npos) {
        if (colon == 0 || colon + 3 != text.size()) return std::nullopt;
        digits.erase(colon, 1);
    }
    if (digits.size() == 1 || digits.size() == 2) digits += "00";
    const auto value = read_digits(digits);
    if (!value || digits.size() > 4 || *value / 100 > 23 || *value % 100 > 59) return std::nullopt;
    return std::chrono::minutes(sign * (*value / 100 * 60 + *value % 100));
}

std::optional<std::chrono::milliseconds> read_seconds(std::string_view text) {
    const auto point = std::min(text.find_first_of(".,"), text.size());
    const auto seconds = read_digits(text.substr(0, point));
    if (!seconds || point > 2 || *seconds > 60) return std::nullopt;
    std::chrono::milliseconds result = std::chrono::seconds(*seconds);
    if (point == text.size()) return result;
    const auto fraction = text.substr(point + 1);
    if (fraction.empty() ||
        !std::all_of(fraction.begin(), fraction.end(), [](char c) { return is_digit(c); })) {
        return std::nullopt;
    }
    auto thousandths = std::string(fraction.substr(0, 3));
    thousandths.resize(3, '0');
    return result + std::chrono::milliseconds(read_digits(thousandths).value_or(0));
}

}  // namespace

std::optional<int> read_digits(std::string_view text) {
    if (text.empty() || text.size() > 9 ||
        !std::all_of(text.begin(), text.end(), [](char c) { return is_digit(c); })) {
        return std::nullopt;
    }
    int value = 0;
    for (const char c : text) value = value * 10 + (c - '0');
    return value;
}

std::optional<model::WallTime> assemble(const DateParts& parts) {
    const std::chrono::year_month_day date{std::chrono::year{parts.year},
                                           std::chrono::month{parts.month},
                                           std::chrono::day{parts.day}};
    if (parts.year < 1 || parts.year > 9999 || !date.ok()) return std::nullopt;
    return std::chrono::sys_days{date} + parts.time_of_day - parts.offset;
}

std::optional<std::chrono::milliseconds> read_time_of_day(std::string_view text) {
    const auto colon = text.find(':');
    if (colon == std::string_view::npos || colon > 2) return std::nullopt;
    const auto hours = read_digits(text.substr(0, colon));
    text.remove_prefix(colon + 1);
    const auto minutes = read_digits(text.substr(0, 2));
    if (!hours || !minutes || text.size() < 2 || *hours > 23 || *minutes > 59) return std::nullopt;
    const auto time = std::chrono::hours(*hours) + std::chrono::minutes(*minutes);
    text.remove_prefix(2);
    if (text.empty()) return time;
    if (text.front() != ':') return std::nullopt;
    const auto seconds = read_seconds(text.substr(1));
    if (!seconds) return std::nullopt;
    return time + *seconds;
}

std::optional<std::chrono::minutes> read_zone(std::string_view text) {
    if (text.empty()) return std::nullopt;
    if (text.front() == '+' || text.front() == '-') return read_offset(text);
    const auto name = to_lower(text);
    if (name.size() == 1 && is_alpha(name.front()) && name != "j") return std::chrono::minutes(0);
    const auto zone = std::find_if(zones.begin(), zones.end(),
                                   [&](const Zone& known) { return known.name == name; });
    if (zone == zones.end()) return std::nullopt;
    return std::chrono::hours(zone->hours);
}

}  // namespace glossd::text
