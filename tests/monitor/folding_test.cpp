#include "monitor/folding.hpp"

#include <doctest/doctest.h>

using namespace std::chrono_literals;
using glossd::model::Instant;
using glossd::monitor::Folding;
using glossd::monitor::Level;
using Lines = std::vector<glossd::monitor::LogLine>;

TEST_CASE("an error that repeats is written once, and counted when its ten minutes are over") {
    Folding folding;
    const Instant start{};
    CHECK(folding.add(Level::error, "the feed is down", start) ==
          Lines{{Level::error, "the feed is down"}});
    for (int i = 1; i <= 41; ++i)
        CHECK(folding.add(Level::error, "the feed is down", start).empty());
    CHECK(folding.due(start + 10min - 1s).empty());
    CHECK(folding.due(start + 10min) ==
          Lines{{Level::error, "the feed is down ... and 41 times more in 10 min"}});
    CHECK(folding.due(start + 20min).empty());
}

TEST_CASE("the next one after a window is written again, behind the count") {
    Folding folding;
    const Instant start{};
    folding.add(Level::warning, "slow", start);
    folding.add(Level::warning, "slow", start + 1min);
    CHECK(folding.add(Level::warning, "slow", start + 12min) ==
          Lines{{Level::warning, "slow ... and 1 time more in 12 min"}, {Level::warning, "slow"}});
}

TEST_CASE("other messages, and what is no warning, are not folded") {
    Folding folding;
    const Instant start{};
    CHECK(folding.add(Level::error, "delivery 1 failed", start).size() == 1);
    CHECK(folding.add(Level::error, "delivery 2 failed", start).size() == 1);
    CHECK(folding.add(Level::info, "published", start).size() == 1);
    CHECK(folding.add(Level::info, "published", start).size() == 1);
}

TEST_CASE("at the end everything that was kept back is written") {
    Folding folding;
    const Instant start{};
    folding.add(Level::error, "a", start);
    folding.add(Level::error, "a", start);
    folding.add(Level::error, "b", start);
    CHECK(folding.all(start + 30s) == Lines{{Level::error, "a ... and 1 time more in 30 s"}});
    CHECK(folding.all(start + 30s).empty());
}

TEST_CASE("ever new messages do not fill the memory") {
    Folding folding;
    const Instant start{};
    for (int i = 0; i < 10'000; ++i) folding.add(Level::error, std::to_string(i), start);
    CHECK(folding.add(Level::error, "9999", start).size() == 1);  // no window was left for it
    CHECK(folding.add(Level::error, "0", start).empty());
}
