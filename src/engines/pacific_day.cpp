#include "engines/pacific_day.hpp"

#include "text/time_format.hpp"

#include <chrono>

namespace glossd::engines {

namespace {

using namespace std::chrono;

// UTC to local time. Summer time from the second Sunday of March to the first of November, each
// at 2:00 (Energy Policy Act of 2005).
hours offset_at(model::WallTime moment) {
    const auto year = year_month_day(floor<days>(moment)).year();
    const auto summer = sys_days(year / March / Sunday[2]) + hours(10);
    const auto winter = sys_days(year / November / Sunday[1]) + hours(9);
    return moment >= summer && moment < winter ? hours(-7) : hours(-8);
}

}  // namespace

model::WallTime next_pacific_midnight(model::WallTime now) {
    const auto offset = offset_at(now);
    const model::WallTime local_midnight = floor<days>(now + offset) + days(1);
    // The clocks may change between now and then.
    return local_midnight - offset_at(local_midnight - offset);
}

std::optional<model::Duration> until_pacific_midnight(const model::HttpReply& reply) {
    const auto* date = reply.header("Date");
    const auto now = date ? text::parse_date(*date) : std::nullopt;
    if (!now) return std::nullopt;
    return next_pacific_midnight(*now) - *now;
}

}  // namespace glossd::engines
