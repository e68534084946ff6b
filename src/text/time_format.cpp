#include "text/time_format.hpp"

#include "text/ascii.hpp"
#include "text/date_parse.hpp"

#include <algorithm>
#include <array>
#include <chrono>

#include <fmt/format.h>

namespace glossd::text {

namespace {

constexpr std::size_t longest_date = 200;

struct Calendar {
    int year;
    unsigned month;
    unsigned day;
    unsigned weekday;  // 0: Sunday
    std::chrono::hh_mm_ss<std::chrono::milliseconds> time;
};

Calendar calendar(model::WallTime time) {
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date{day};
    return {static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
            static_cast<unsigned>(date.day()), std::chrono::weekday{day}.c_encoding(),
            std::chrono::hh_mm_ss{time - day}};
}

bool has_four_digits(std::string_view text) {
    return text.size() >= 4 &&
           std::all_of(text.begin(), text.begin() + 4, [](char c) { return is_digit(c); });
}

}  // namespace

std::string to_rfc3339(model::WallTime time) {
    const auto at = calendar(time);
    auto out =
        fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", at.year, at.month, at.day,
                    at.time.hours().count(), at.time.minutes().count(), at.time.seconds().count());
    if (const auto rest = at.time.subseconds().count(); rest != 0) {
        out += fmt::format(".{:03}", rest);
    }
    return out + 'Z';
}

std::string to_rfc822(model::WallTime time) {
    constexpr std::array<std::string_view, 7> days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto at = calendar(time);
    return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", days[at.weekday], at.day,
                       months[at.month - 1], at.year, at.time.hours().count(),
                       at.time.minutes().count(), at.time.seconds().count());
}

std::optional<model::WallTime> parse_date(std::string_view text) {
    text = trim(text);
    if (text.size() > longest_date) return std::nullopt;
    const auto parts = has_four_digits(text) ? parse_iso_date(text) : parse_named_date(text);
    return parts ? assemble(*parts) : std::nullopt;
}

}  // namespace glossd::text
