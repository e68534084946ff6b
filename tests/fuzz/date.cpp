// Dates as feeds write them.
#include "fuzz/target.hpp"
#include "text/date_parse.hpp"

namespace glossd::fuzz {

void date(std::string_view input) {
    for (const auto& parts : {text::parse_iso_date(input), text::parse_named_date(input)}) {
        if (!parts || !text::assemble(*parts)) continue;
        promise(parts->month >= 1 && parts->month <= 12, "a date has a month");
        promise(parts->day >= 1 && parts->day <= 31, "a date has a day");
    }
    (void)text::read_time_of_day(input);
    (void)text::read_zone(input);
}

}  // namespace glossd::fuzz
