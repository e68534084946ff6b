#include "api/rate_gate.hpp"

#include <doctest/doctest.h>

namespace glossd::api {
namespace {

using std::chrono::seconds;

constexpr model::Instant first_moment{};

int asked_until_refused(RateGate& gate, const std::string& address, model::Instant now) {
    int count = 0;
    while (!gate.refuse(address, now)) ++count;
    return count;
}

TEST_CASE("an address may ask fifty times at once, and again after a second") {
    RateGate gate;
    CHECK(asked_until_refused(gate, "192.0.2.1", first_moment) == 50);
    CHECK(gate.refuse("192.0.2.1", first_moment) == seconds(1));
    CHECK(asked_until_refused(gate, "192.0.2.1", first_moment + seconds(1)) == 49);
}

TEST_CASE("what one address has used up is not used up for another") {
    RateGate gate;
    asked_until_refused(gate, "192.0.2.1", first_moment);
    CHECK_FALSE(gate.refuse("192.0.2.2", first_moment));
}

TEST_CASE("wrong tokens are far fewer, and any token waits after them") {
    RateGate gate;
    int wrong = 0;
    while (!gate.refuse_token("192.0.2.1", first_moment)) {
        gate.count_wrong_token("192.0.2.1", first_moment);
        ++wrong;
    }
    CHECK(wrong == 2);
    CHECK_FALSE(gate.refuse_token("192.0.2.2", first_moment));
    CHECK_FALSE(gate.refuse("192.0.2.1", first_moment));
    CHECK_FALSE(gate.refuse_token("192.0.2.1", first_moment + seconds(1)));
}

TEST_CASE("no more addresses are remembered than there is room for, the busy ones first") {
    RateGate gate;
    asked_until_refused(gate, "192.0.2.1", first_moment);
    const auto later = first_moment + std::chrono::milliseconds(1);
    for (std::size_t i = 0; i < 3 * RateGate::most_addresses; ++i) {
        // One that has asked but once is forgotten after a moment.
        const auto now = later + std::chrono::milliseconds(i / 8);
        CHECK_FALSE(gate.refuse("2001:db8::" + std::to_string(i), now));
    }
}

}  // namespace
}  // namespace glossd::api
