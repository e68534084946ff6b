#include "engines/pacific_day.hpp"

#include "engines/support.hpp"
#include "text/time_format.hpp"

using namespace glossd::engines;
using namespace glossd::engines::test;
using glossd::text::parse_date;
using glossd::text::to_rfc3339;

namespace {

std::string midnight_after(const char* moment) {
    return to_rfc3339(next_pacific_midnight(*parse_date(moment)));
}

}  // namespace

TEST_CASE("the quota's day ends at midnight in California, eight hours behind in winter") {
    CHECK(midnight_after("2026-11-21T12:00:00Z") == "2026-11-22T08:00:00Z");
    CHECK(midnight_after("2026-11-21T07:59:59Z") == "2026-11-21T08:00:00Z");
    CHECK(midnight_after("2026-11-21T08:00:00Z") == "2026-11-22T08:00:00Z");
    CHECK(midnight_after("2026-12-31T23:00:00Z") == "2027-01-01T08:00:00Z");
    CHECK(midnight_after("2027-01-01T01:00:00Z") == "2027-01-01T08:00:00Z");
}

TEST_CASE("and seven in summer") {
    CHECK(midnight_after("2026-08-01T06:59:00Z") == "2026-08-01T07:00:00Z");
    CHECK(midnight_after("2026-08-01T07:30:00Z") == "2026-08-02T07:00:00Z");
}

TEST_CASE("the days on which the clocks change are 23 and 25 hours long") {
    // 8 March and 1 November 2026, as of 00:30 there.
    CHECK(midnight_after("2026-03-08T08:30:00Z") == "2026-03-09T07:00:00Z");
    CHECK(midnight_after("2026-11-01T07:30:00Z") == "2026-11-02T08:00:00Z");
    // The evening before: midnight itself still counts by the old clock.
    CHECK(midnight_after("2026-03-08T05:00:00Z") == "2026-03-08T08:00:00Z");
    CHECK(midnight_after("2026-11-01T05:00:00Z") == "2026-11-01T07:00:00Z");
    // 2027: 14 March and 7 November.
    CHECK(midnight_after("2027-03-14T11:00:00Z") == "2027-03-15T07:00:00Z");
    CHECK(midnight_after("2027-11-07T11:00:00Z") == "2027-11-08T08:00:00Z");
}

TEST_CASE("the wait counts from the reply's own date, and without one there is none") {
    const auto dated = http(429, "", {{"Date", "Sat, 21 Nov 2026 12:00:00 GMT"}});
    CHECK(until_pacific_midnight(dated) == std::chrono::hours(20));
    CHECK_FALSE(until_pacific_midnight(http(429, "")));
    CHECK_FALSE(until_pacific_midnight(http(429, "", {{"Date", "soon"}})));
}
