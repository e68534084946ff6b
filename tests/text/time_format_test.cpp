#include "text/time_format.hpp"

#include <doctest/doctest.h>

using namespace glossd::text;
using namespace std::chrono_literals;
using glossd::model::WallTime;

namespace {

constexpr WallTime noon = std::chrono::sys_days{std::chrono::year{2026} / 8 / 1} + 12h;

std::string read(std::string_view text) {
    const auto time = parse_date(text);
    return time ? to_rfc3339(*time) : "nothing";
}

}  // namespace

TEST_CASE("times are written as services want them") {
    CHECK(to_rfc3339(noon) == "2026-08-01T12:00:00Z");
    CHECK(to_rfc3339(noon + 7ms) == "2026-08-01T12:00:00.007Z");
    CHECK(to_rfc822(noon) == "Sat, 01 Aug 2026 12:00:00 GMT");
    CHECK(to_rfc3339(WallTime{-1ms}) == "1969-12-31T23:59:59.999Z");
    CHECK(to_rfc822(WallTime{0ms}) == "Thu, 01 Jan 1970 00:00:00 GMT");
}

TEST_CASE("RFC 3339 is read with any fraction and offset") {
    CHECK(parse_date("2026-08-01T12:00:00Z") == noon);
    CHECK(parse_date("2026-08-01t12:00:00z") == noon);
    CHECK(parse_date(" 2026-08-01 14:00:00+02:00\n") == noon);
    CHECK(parse_date("2026-08-01T06:30:00-0530") == noon);
    CHECK(read("2026-08-01T12:00:00.5Z") == "2026-08-01T12:00:00.500Z");
    CHECK(read("2026-08-01T12:00:00.123456789Z") == "2026-08-01T12:00:00.123Z");
    CHECK(read("2016-12-31T23:59:60Z") == "2017-01-01T00:00:00Z");
}

TEST_CASE("W3CDTF is read with missing parts") {
    CHECK(read("2026") == "2026-01-01T00:00:00Z");
    CHECK(read("2026-08") == "2026-08-01T00:00:00Z");
    CHECK(read("2026-08-02") == "2026-08-02T00:00:00Z");
    CHECK(read("2026-08-01T12:00+02") == "2026-08-01T10:00:00Z");
    CHECK(read("2026-08-01T12:00") == "2026-08-01T12:00:00Z");
    CHECK(read("20260801T120000Z") == "2026-08-01T12:00:00Z");
    CHECK(read("2026-08-01 12:00:00 UTC") == "2026-08-01T12:00:00Z");
}

TEST_CASE("RFC 822 dates are read however they are written") {
    for (const std::string text : {"Sat, 01 Aug 2026 12:00:00 GMT",
                                   "Sat, 01 Aug 2026 12:00:00 +0000",
                                   "01 Aug 26 12:00 UT",
                                   "1 aug 2026 12:00:00 Z",
                                   "saturday, 1 august 2026 12:00 utc",
                                   "Sat,01 Aug 2026  12:00:00  gmt",
                                   "Sat, 01 Aug 2026 14:00:00 +0200",
                                   "Sat, 01 Aug 2026 14:00:00 +02:00",
                                   "Sat, 01 Aug 2026 12:00:00 GMT (a (nested) comment)",
                                   "Saturday, 01-Aug-26 12:00:00 GMT",
                                   "Sat Aug  1 12:00:00 2026",
                                   "Sat, 1 Aug 2026 07:00:00 EST",
                                   "Sat, 1 Aug 2026 08:00:00 EDT",
                                   "Sat, 1 Aug 2026 06:00:00 CST",
                                   "Sat, 1 Aug 2026 07:00:00 CDT",
                                   "Sat, 1 Aug 2026 05:00:00 MST",
                                   "Sat, 1 Aug 2026 06:00:00 MDT",
                                   "Sat, 1 Aug 2026 04:00:00 PST",
                                   "Sat, 1 Aug 2026 05:00:00 PDT",
                                   "Sat, 1 Aug 2026 12:00:00 K",
                                   "1-Aug-2026 12:00",
                                   "Sat Aug 01 2026 14:00:00 GMT+0200 (CEST)",
                                   "August 1, 2026 12:00",
                                   "Mon, 01 Aug 2026 12:00:00 GMT",
                                   "Sat, 1 Aug 2026 9:00 -0300",
                                   "(early) 01 Sept 2026"}) {
        CAPTURE(text);
        if (text.ends_with("Sept 2026")) {
            CHECK(read(text) == "2026-09-01T00:00:00Z");
        } else {
            CHECK(parse_date(text) == noon);
        }
    }
}

TEST_CASE("two-digit years turn at 70") {
    CHECK(read("01 Jan 69 00:00 GMT") == "2069-01-01T00:00:00Z");
    CHECK(read("01 Jan 70 00:00 GMT") == "1970-01-01T00:00:00Z");
    CHECK(read("01 Jan 106 00:00 GMT") == "2006-01-01T00:00:00Z");
}

TEST_CASE("every written date is read back") {
    for (auto time = WallTime{0ms}; time < noon; time += 24h * 37 + 1h + 61s) {
        CHECK(parse_date(to_rfc822(time)) == time);
        CHECK(parse_date(to_rfc3339(time + 250ms)) == time + 250ms);
    }
}

TEST_CASE("what is no date gives nothing") {
    for (const std::string text : {"",
                                   "   ",
                                   "yesterday",
                                   "2026-13-01",
                                   "2026-08-32",
                                   "2026-02-30",
                                   "2026-08-01T25:00:00Z",
                                   "2026-08-01T12:60:00Z",
                                   "2026-08-01T12:00:61Z",
                                   "2026-08-01T12:00:00+24:00",
                                   "2026-08-01T12:00:00Q7",
                                   "2026-08-01T",
                                   "2026-08-01T12",
                                   "2026-00-00",
                                   "0000-01-01",
                                   "1785585600",
                                   "2026-8-1",
                                   "32 Aug 2026 12:00 GMT",
                                   "01 Foo 2026 12:00 GMT",
                                   "01 Aug 2026 25:00 GMT",
                                   "29 Feb 2026 00:00 GMT",
                                   "01 Aug 2026 12:00 GMT GMT",
                                   "01 Aug 2026 12:00 XYZ",
                                   "01 Aug",
                                   "Aug 2026",
                                   "01 Aug 2026 12:00 12:00",
                                   "01 Aug Aug 2026",
                                   "+0200",
                                   "-",
                                   "(((((",
                                   ")",
                                   "2026-08-01junk",
                                   "2026-08-01T12:00:00.Z",
                                   "01 Aug 2026 12:00 +",
                                   "01 Aug 2026 12:00 +02:0",
                                   "::",
                                   "-1 Aug 2026"}) {
        CAPTURE(text);
        CHECK(read(text) == "nothing");
    }
    CHECK(read(std::string(100'000, '(')) == "nothing");
    CHECK(read(std::string_view("\0\xFF", 2)) == "nothing");
}
