#include "config/units.hpp"

#include "config/nearest.hpp"

#include <doctest/doctest.h>

using namespace glossd::config;
using namespace std::chrono_literals;

TEST_CASE("durations are read with their units, largest first") {
    CHECK(*parse_duration("90s") == 90s);
    CHECK(*parse_duration("300ms") == 300ms);
    CHECK(*parse_duration("1h30m") == 90min);
    CHECK(*parse_duration("30d") == 720h);
    CHECK(*parse_duration("0s") == 0s);
    CHECK(*parse_duration("1d1h1m1s1ms") == 25h + 61s + 1ms);
}

TEST_CASE("a duration without a clear meaning is refused with the reason") {
    const auto why = [](const char* text) {
        const auto parsed = parse_duration(text);
        return parsed ? "nothing" : parsed.error();
    };
    CHECK(why("90") == "the unit is missing");
    CHECK(why("") == "a whole number is missing");
    CHECK(why("-5s") == "a whole number is missing");
    CHECK(why("s") == "a whole number is missing");
    CHECK(why("1.5h") == "the unit is missing");
    CHECK(why("5s ") == "a whole number is missing");
    CHECK(why("5 s") == "the unit is missing");
    CHECK(why("2w") == "`w` is no unit; the units are d, h, m, s and ms");
    CHECK(why("30m1h") == "write the largest unit first");
    CHECK(why("1h1h") == "write the largest unit first");
    CHECK(why("99999999999999999999s") == "the number is too large");
    CHECK(why("9223372036854775807d") == "more than a century");
    CHECK(why("36500d1ms") == "more than a century");
}

TEST_CASE("a formatted duration reads back as itself") {
    for (const auto duration : {0ms, 1ms, 1000ms, 5'400'000ms, 86'400'000ms, 90'061'001ms}) {
        CHECK(*parse_duration(format_duration(duration)) == duration);
    }
    CHECK(format_duration(5'400'000ms) == "1h30m");
}

TEST_CASE("sizes know both kinds of thousand") {
    CHECK(*parse_size("64MiB") == 64LL * 1024 * 1024);
    CHECK(*parse_size("10MB") == 10'000'000);
    CHECK(*parse_size("512KiB") == 524'288);
    CHECK(*parse_size("7B") == 7);
    CHECK(*parse_size("1gib") == 1LL << 30);
}

TEST_CASE("a size without a clear meaning is refused with the reason") {
    CHECK(parse_size("64").error() == "the unit is missing");
    CHECK(parse_size("64M").error().find("`m` is no unit") == 0);
    CHECK(parse_size("1MiB2KiB").error() == "something follows the unit");
    CHECK(parse_size("9223372036854775807KiB").error() == "the number is too large");
    CHECK(parse_size("").error() == "a whole number is missing");
}

TEST_CASE("the distance counts typing errors, a swap as one") {
    CHECK(edit_distance("ttl", "ttl") == 0);
    CHECK(edit_distance("tlt", "ttl") == 1);
    CHECK(edit_distance("pol_interval", "poll_interval") == 1);
    CHECK(edit_distance("", "abc") == 3);
    CHECK(edit_distance("kitten", "sitting") == 3);
}

TEST_CASE("the nearest name is offered only when it is near") {
    const std::vector<std::string> known{"poll_interval", "priority", "url", "max_age"};
    CHECK(*nearest("pol_intervall", known) == "poll_interval");
    CHECK(*nearest("Max-Age", known) == "max_age");
    CHECK(*nearest("uri", known) == "url");
    CHECK_FALSE(nearest("colour", known));
    CHECK_FALSE(nearest("x", known));
    CHECK_FALSE(nearest("", known));
    CHECK_FALSE(nearest(std::string(100'000, 'u'), known));
    CHECK(hint("prioritty", known) == "; did you mean `priority`?");
    CHECK(hint("zzz", known).empty());
}
