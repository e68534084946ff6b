#include "ledger.hpp"

using namespace glossd::store;

namespace {

SampleRow sample(std::int64_t seconds, const std::string& data = "{}") {
    return {at(seconds), 60.5, data};
}

}  // namespace

TEST_CASE("samples come back oldest first, from behind one moment up to another") {
    Ledger ledger;
    ledger([](Tables& tables) {
        for (const int end : {180, 60, 120}) tables.samples.put(SamplePeriod::minute, sample(end));
        tables.samples.put(SamplePeriod::hour, sample(120, "hour"));
        CHECK(tables.samples.between(SamplePeriod::minute, at(60), at(180)) ==
              std::vector{sample(120), sample(180)});
        CHECK(tables.samples.between(SamplePeriod::hour, at(0), at(999)) ==
              std::vector{sample(120, "hour")});
        CHECK(tables.samples.last(SamplePeriod::minute) == sample(180));
        CHECK(tables.samples.first_end(SamplePeriod::minute, at(60)) == at(120));
    });
}

TEST_CASE("an empty table has no last sample and no first") {
    Ledger ledger;
    ledger([](Tables& tables) {
        CHECK_FALSE(tables.samples.last(SamplePeriod::hour));
        CHECK_FALSE(tables.samples.first_end(SamplePeriod::hour, at(0)));
    });
}

TEST_CASE("a sample of the same end takes the place of the other") {
    Ledger ledger;
    ledger([](Tables& tables) {
        tables.samples.put(SamplePeriod::minute, sample(60, "a"));
        tables.samples.put(SamplePeriod::minute, sample(60, "b"));
        CHECK(tables.samples.between(SamplePeriod::minute, at(0), at(60)) ==
              std::vector{sample(60, "b")});
    });
}

TEST_CASE("removing takes one period's old samples and no others") {
    Ledger ledger;
    ledger([](Tables& tables) {
        for (const int end : {60, 120}) {
            tables.samples.put(SamplePeriod::minute, sample(end));
            tables.samples.put(SamplePeriod::hour, sample(end));
        }
        CHECK(tables.samples.remove_until(SamplePeriod::minute, at(60)) == 1);
        CHECK(tables.samples.between(SamplePeriod::minute, at(0), at(999)).size() == 1);
        CHECK(tables.samples.between(SamplePeriod::hour, at(0), at(999)).size() == 2);
    });
}
