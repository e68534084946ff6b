// The two families of dates behind parse_date(), and what they share. Pure; any thread. A date
// without a zone is taken as UTC: feeds that leave it out mostly mean that.
#pragma once

#include "model/time.hpp"

#include <chrono>
#include <optional>
#include <string_view>

namespace glossd::text {

struct DateParts {
    int year = 0;
    unsigned month = 1;
    unsigned day = 1;
    std::chrono::milliseconds time_of_day{0};
    std::chrono::minutes offset{0};  // of local time from UTC
};

// Nothing when there is no such day.
std::optional<model::WallTime> assemble(const DateParts& parts);

// "9:05", "09:05:07", "09:05:07.25"; hours to 23, seconds to 60 (a leap second).
std::optional<std::chrono::milliseconds> read_time_of_day(std::string_view text);

// "Z", "+0200", "+02:00", "-2", "GMT", "EST", military letters (as UTC, RFC 2822 section 4.3).
std::optional<std::chrono::minutes> read_zone(std::string_view text);

// Exactly as many digits as `text` has, at most 9.
std::optional<int> read_digits(std::string_view text);

// RFC 3339, W3CDTF and ISO 8601's basic format; the text begins with a year of four digits.
std::optional<DateParts> parse_iso_date(std::string_view text);

// RFC 822, 1123, 850, asctime and what comes near them: day and month by name, in any order.
std::optional<DateParts> parse_named_date(std::string_view text);

}  // namespace glossd::text
