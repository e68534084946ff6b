#include "flow/work_time.hpp"

#include <doctest/doctest.h>

using glossd::flow::WorkTime;

TEST_CASE("a long text that takes longer is no slow call") {
    WorkTime time;
    double little = 0;
    double much = 0;
    for (int i = 0; i < 200; ++i) {
        little = time.for_usual_work(100, 0.5 + 0.01 * 100);
        much = time.for_usual_work(900, 0.5 + 0.01 * 900);
    }
    CHECK(little == doctest::Approx(much).epsilon(0.05));
}

TEST_CASE("that every call takes longer is still to be seen") {
    WorkTime time;
    for (int i = 0; i < 200; ++i) time.for_usual_work(i % 2 ? 100 : 900, i % 2 ? 1.5 : 9.5);
    const double before = time.for_usual_work(100, 1.5);
    double after = 0;
    for (int i = 0; i < 10; ++i) after = time.for_usual_work(i % 2 ? 100 : 900, i % 2 ? 3 : 19);
    CHECK(after > 1.7 * before);
}

TEST_CASE("where work makes no difference a call is taken as it was") {
    WorkTime time;
    for (int i = 0; i < 100; ++i) {
        CHECK(time.for_usual_work(i % 2 ? 10 : 500, 0.1) == doctest::Approx(0.1));
    }
    CHECK(time.for_usual_work(0, 0.2) == doctest::Approx(0.2).epsilon(0.5));
}
