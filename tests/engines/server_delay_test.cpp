#include "engines/server_delay.hpp"

#include "engines/support.hpp"

using namespace glossd::engines;
using namespace glossd::engines::test;
using glossd::model::Duration;
using glossd::model::Headers;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

const std::pair<std::string, std::string> noon{"Date", "Sat, 21 Nov 2026 12:00:00 GMT"};

std::optional<Duration> delay(Headers headers) {
    return server_delay(http(429, "", std::move(headers)));
}

}  // namespace

TEST_CASE("every form of Retry-After is understood") {
    CHECK(delay({{"Retry-After", "7"}}) == Duration(seconds(7)));
    CHECK(delay({{"retry-after", " 1.5 "}}) == Duration(milliseconds(1500)));
    CHECK(delay({{"Retry-After", "Sat, 21 Nov 2026 12:02:00 GMT"}, noon}) == Duration(minutes(2)));
    CHECK_FALSE(
        delay({{"Retry-After", "Sat, 21 Nov 2026 12:02:00 GMT"}}));  // no clock to count from
}

TEST_CASE("the most precise word of the service wins") {
    CHECK(delay({{"Retry-After", "7"}, {"retry-after-ms", "850"}}) == Duration(milliseconds(850)));
    CHECK(delay({{"retry-after-ms", "850"},
                 {"x-ratelimit-remaining-tokens", "0"},
                 {"x-ratelimit-reset-tokens", "6m0s"}}) == Duration(milliseconds(850)));
    CHECK(delay({{"retry-after-ms", "soon"}, {"Retry-After", "2"}}) == Duration(seconds(2)));
}

TEST_CASE("without Retry-After the latest used-up limit decides") {
    CHECK(delay({{"x-ratelimit-remaining-requests", "0"},
                 {"x-ratelimit-reset-requests", "20s"},
                 {"x-ratelimit-remaining-tokens", "-5"},
                 {"x-ratelimit-reset-tokens", "2m59.56s"}}) == Duration(milliseconds(179'560)));
    CHECK(delay({{"x-ratelimit-remaining-requests", "0"},
                 {"x-ratelimit-reset-requests", "20s"},
                 {"x-ratelimit-remaining-tokens", "9000"},
                 {"x-ratelimit-reset-tokens", "6m0s"}}) == Duration(seconds(20)));
    CHECK_FALSE(delay({{"x-ratelimit-reset-tokens", "6m0s"}}));
    CHECK_FALSE(delay({}));
}

TEST_CASE("every form of a reset moment is understood") {
    const auto date = glossd::model::WallTime(seconds(1'795'262'400));  // 2026-11-21 12:00:00 UTC
    const auto reset = [&](const char* value) { return parse_reset(value, date); };
    CHECK(reset("1s") == Duration(seconds(1)));
    CHECK(reset("547ms") == Duration(milliseconds(547)));
    CHECK(reset("1h2m3s") == Duration(seconds(3723)));
    CHECK(reset("900us") == Duration(1));
    CHECK(reset("60") == Duration(minutes(1)));
    CHECK(reset("1795262460") == Duration(minutes(1)));
    CHECK(reset("1795262460000") == Duration(minutes(1)));
    CHECK(reset("2026-11-21T12:01:00Z") == Duration(minutes(1)));
    CHECK_FALSE(parse_reset("1795262460", std::nullopt));
    for (const auto* nonsense : {"", "soon", "1x", "s", "1e9", "--1", "1.2.3", "m5"}) {
        INFO(nonsense);
        CHECK_FALSE(reset(nonsense));
    }
}

TEST_CASE("a delay is clamped to a day and never negative") {
    CHECK(delay({{"Retry-After", "99999999"}}) == Duration(hours(24)));
    CHECK(delay({{"retry-after-ms", "999999999999999999999999"}}) == Duration(hours(24)));
    CHECK(delay({{"Retry-After", "-3"}}) == Duration(0));
    CHECK(delay({{"Retry-After", "Sat, 21 Nov 2026 11:00:00 GMT"}, noon}) == Duration(0));
}
