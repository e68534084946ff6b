#include "store/deadline.hpp"

#include "ledger.hpp"

#include <doctest/doctest.h>

using namespace std::chrono_literals;
using glossd::store::at;
using glossd::store::Deadline;
using glossd::store::remaining;

TEST_CASE("a deadline waits until its moment") {
    const Deadline deadline{at(100), at(40)};
    CHECK(remaining(deadline, at(40)) == 60s);
    CHECK(remaining(deadline, at(99)) == 1s);
    CHECK(remaining(deadline, at(100)) == 0s);
}

TEST_CASE("a deadline that is long past waits for nothing") {
    CHECK(remaining({at(100), at(40)}, at(1'000'000)) == 0s);
}

TEST_CASE("a clock that was ahead when the deadline was set costs the delay and no more") {
    CHECK(remaining({at(1'000'060), at(1'000'000)}, at(0)) == 60s);
}

TEST_CASE("a deadline set after its own moment waits for nothing") {
    CHECK(remaining({at(10), at(20)}, at(0)) == 0s);
    CHECK(remaining({at(10), at(20)}, at(15)) == 0s);
}
