#include "flow/line_fit.hpp"

#include <doctest/doctest.h>

using glossd::flow::LineFit;

TEST_CASE("a line is found from pairs that differ") {
    LineFit line(50);
    for (int i = 1; i <= 40; ++i) line.add(i, 3 + 0.5 * i);
    REQUIRE(line.slope());
    CHECK(*line.slope() == doctest::Approx(0.5));
    CHECK(line.mean_y() - *line.slope() * line.mean_x() == doctest::Approx(3));
}

TEST_CASE("pairs that are all alike make no line") {
    LineFit line(50);
    CHECK(line.empty());
    for (int i = 0; i < 10; ++i) line.add(4, i);
    CHECK_FALSE(line.slope());
    CHECK(line.spread() == doctest::Approx(0));
}

TEST_CASE("a line never begins below zero") {
    LineFit line(50);
    for (int i = 5; i <= 20; ++i) line.add(i, 3.0 * i - 10);
    REQUIRE(line.slope());
    CHECK(*line.slope() == doctest::Approx(line.mean_y() / line.mean_x()));
}

TEST_CASE("what lies far back fades") {
    LineFit line(10);
    for (int i = 0; i < 100; ++i) line.add(i % 5 + 1, 100);
    for (int i = 0; i < 100; ++i) line.add(i % 5 + 1, 2.0 * (i % 5 + 1));
    REQUIRE(line.slope());
    CHECK(*line.slope() == doctest::Approx(2).epsilon(0.1));
}
