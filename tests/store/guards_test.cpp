#include "store/guards.hpp"

#include "ledger.hpp"

using namespace glossd::store;
using glossd::model::DeliveryState;

namespace {

std::int64_t guarded(Tables& tables, const std::string& id, Guard guard = Guard::backlog,
                     const std::string& target = "es") {
    const auto delivery = plan(tables, insert_post(tables, id), target, 5);
    tables.guards.hold(delivery, guard, "too many", at(6));
    return delivery;
}

}  // namespace

TEST_CASE("what a guard holds is counted by reason, source and target, and pends no more") {
    Ledger ledger;
    ledger([](Tables& tables) {
        plan(tables, insert_post(tables, "free"));
        CHECK(tables.guards.pending("news", "es") == 1);
        guarded(tables, "a");
        guarded(tables, "b");
        guarded(tables, "c", Guard::restored);
        CHECK(tables.guards.pending("news", "es") == 1);
        CHECK(tables.guards.pending("other", "es") == 0);
        const auto waiting = tables.guards.waiting();
        REQUIRE(waiting.size() == 2);
        CHECK(waiting[0] == GuardedGroup{Guard::backlog, "news", "es", 2, at(5)});
        CHECK(waiting[1] == GuardedGroup{Guard::restored, "news", "es", 1, at(5)});
    });
}

TEST_CASE("the newest of each target are released and the others dropped") {
    Ledger ledger;
    ledger([](Tables& tables) {
        std::vector<std::int64_t> es;
        std::vector<std::int64_t> fr;
        for (const auto* id : {"a", "b", "c"}) {
            es.push_back(guarded(tables, std::string("es") + id));
            fr.push_back(guarded(tables, std::string("fr") + id, Guard::backlog, "fr"));
        }
        CHECK(tables.guards.choose({}, 1, at(9)) == Chosen{2, 4});
        for (const auto* ids : {&es, &fr}) {
            CHECK(state_of(tables, ids->at(0)) == DeliveryState::dropped);
            CHECK(state_of(tables, ids->at(1)) == DeliveryState::dropped);
            CHECK(state_of(tables, ids->at(2)) == DeliveryState::planned);
            CHECK(tables.guards.released(ids->at(2)));
        }
        CHECK(tables.guards.waiting().empty());
    });
}

TEST_CASE("a choice is about what its filter names") {
    Ledger ledger;
    ledger([](Tables& tables) {
        const auto backlog = guarded(tables, "a");
        const auto restored = guarded(tables, "b", Guard::restored);
        CHECK(tables.guards.choose({.source = "other"}, {}, at(9)) == Chosen{});
        CHECK(tables.guards.choose({.target = "fr"}, {}, at(9)) == Chosen{});
        CHECK(tables.guards.choose({.guard = Guard::restored}, 0, at(9)) == Chosen{0, 1});
        CHECK(state_of(tables, restored) == DeliveryState::dropped);
        CHECK(state_of(tables, backlog) == DeliveryState::held);
        CHECK(tables.guards.choose({}, {}, at(9)) == Chosen{1, 0});
    });
}

TEST_CASE("a retry by hand is a choice too, and a delivery held for another reason is none") {
    Ledger ledger;
    ledger([](Tables& tables) {
        const auto one = guarded(tables, "a");
        REQUIRE(tables.deliveries.retry(one, at(7)).has_value());
        CHECK(tables.guards.released(one));
        const auto other = ready_delivery(tables, "b");
        tables.deliveries.hold(other, "refused", at(7));
        CHECK(tables.guards.choose({}, 0, at(8)) == Chosen{});
        CHECK(state_of(tables, other) == DeliveryState::held);
    });
}

TEST_CASE("what an account is ahead by is remembered, the later of two") {
    Ledger ledger;
    ledger([](Tables& tables) {
        CHECK_FALSE(tables.guards.restored("es").has_value());
        tables.guards.set_restored("es", {at(50), at(60)});
        tables.guards.set_restored("es", {at(40), at(70)});
        CHECK(tables.guards.restored("es") == Restored{at(50), at(70)});
        CHECK_FALSE(tables.guards.restored("fr").has_value());
    });
}

TEST_CASE("attempts of which nobody knows what became are told, also once held") {
    Ledger ledger;
    ledger([](Tables& tables) {
        sending_delivery(tables, "a", 1, "es", 10);
        const auto held = sending_delivery(tables, "b", 1, "es", 20);
        tables.deliveries.set_unknown(held, "timeout", at(21));
        tables.deliveries.hold(held, "cannot be read back", at(22));
        published_delivery(tables, "c", "es", 30);
        sending_delivery(tables, "d", 1, "fr", 40);
        CHECK(tables.parts.doubts("es") == std::vector<glossd::model::WallTime>{at(10), at(20)});
    });
}
