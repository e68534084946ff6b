// The parts of a delivery: sent in their order, frozen, each with a remote id of its own.
#include "ledger.hpp"
#include "store/deliveries.hpp"

#include <doctest/doctest.h>

using namespace glossd::store;
using glossd::model::DeliveryState;
using glossd::model::ErrorKind;

TEST_CASE("a thread waits in ready between its parts and resumes at the first unconfirmed one") {
    Ledger ledger;
    ledger([](Tables& tables) {
        const auto id = sending_delivery(tables, "1", 3);
        CHECK(part_state(tables, id, 1) == DeliveryState::ready);
        tables.deliveries.set_part_published(id, 0, "a", "", at(1));
        CHECK(state_of(tables, id) == DeliveryState::ready);
        tables.deliveries.set_sending(id, {}, at(2), "me", at(60));
        tables.deliveries.set_unknown(id, "timeout", at(3));
        CHECK(part_state(tables, id, 0) == DeliveryState::published);
        CHECK(part_state(tables, id, 1) == DeliveryState::unknown);
        CHECK(part_state(tables, id, 2) == DeliveryState::ready);
        tables.deliveries.set_part_published(id, 1, "b", "", at(4));
        CHECK(state_of(tables, id) == DeliveryState::ready);
        tables.deliveries.set_sending(id, {}, at(5), "me", at(60));
        CHECK(tables.deliveries.get(id)->parts.at(2).attempt_started == at(5));
        tables.deliveries.set_part_published(id, 2, "c", "", at(6));
        CHECK(state_of(tables, id) == DeliveryState::sending);
        tables.deliveries.set_published(id, at(6));
        CHECK(tables.deliveries.get(id)->attempts == 3);
    });
}

TEST_CASE("a delivery is not published while one of its parts is not") {
    Ledger ledger;
    const auto id = ledger([](Tables& tables) { return sending_delivery(tables, "1", 2); });
    CHECK_FALSE(ledger.run([=](Tables& t) { t.deliveries.set_published(id, at(1)); }).has_value());
    CHECK_FALSE(
        ledger.run([=](Tables& t) { t.deliveries.set_published_many({id}, at(1)); }).has_value());
    CHECK(ledger([=](Tables& t) { return part_state(t, id); }) == DeliveryState::sending);
}

TEST_CASE("a part that was not sent cannot be published") {
    Ledger ledger;
    const auto id = ledger([](Tables& tables) { return sending_delivery(tables, "1", 2); });
    for (const int number : {1, 7}) {
        const auto result = ledger.run(
            [=](Tables& t) { t.deliveries.set_part_published(id, number, "x", "", at(1)); });
        CHECK(result.error().kind == ErrorKind::invalid_input);
    }
}

TEST_CASE("parts are frozen at the first sending") {
    Ledger ledger;
    const auto id = ledger([](Tables& tables) {
        const auto made = ready_delivery(tables, "1");
        tables.deliveries.set_sending(made, parts(2), at(1), "me", at(60));
        tables.deliveries.set_retry(made, {at(2), at(1)}, "503");
        return made;
    });
    auto changed = parts(2);
    changed[1].payload = "changed";
    for (const auto& given : {changed, parts(1), parts(3), parts(2, "other key")}) {
        const auto result = ledger.run(
            [&](Tables& t) { t.deliveries.set_sending(id, given, at(2), "me", at(60)); });
        CHECK(result.error().kind == ErrorKind::invalid_input);
    }
    ledger([=](Tables& t) { t.deliveries.set_sending(id, parts(2), at(2), "me", at(60)); });
    ledger([=](Tables& t) { t.deliveries.set_retry(id, {at(2), at(1)}, "503"); });
    ledger([=](Tables& t) { t.deliveries.set_sending(id, {}, at(2), "me", at(60)); });
}

TEST_CASE("a delivery without parts, or with parts out of order, cannot be sent") {
    Ledger ledger;
    const auto id = ledger([](Tables& tables) { return ready_delivery(tables, "1"); });
    auto reversed = parts(2);
    std::swap(reversed[0], reversed[1]);
    CHECK_FALSE(
        ledger.run([=](Tables& t) { t.deliveries.set_sending(id, reversed, at(2), "me", at(60)); })
            .has_value());
    const auto result =
        ledger.run([=](Tables& t) { t.deliveries.set_sending(id, {}, at(2), "me", at(60)); });
    CHECK(result.error().kind == ErrorKind::invalid_input);
    CHECK(ledger([=](Tables& t) { return state_of(t, id); }) == DeliveryState::ready);
}

TEST_CASE("a remote id belongs to one part of a target") {
    Ledger ledger;
    const auto second = ledger([](Tables& tables) {
        const auto first = sending_delivery(tables, "1");
        tables.deliveries.set_part_published(first, 0, "42", "", at(1));
        const auto elsewhere = sending_delivery(tables, "2", 1, "fr");
        tables.deliveries.set_part_published(elsewhere, 0, "42", "", at(1));
        return sending_delivery(tables, "3");
    });
    const auto twice =
        ledger.run([=](Tables& t) { t.deliveries.set_part_published(second, 0, "42", "", at(2)); });
    CHECK(twice.error().kind == ErrorKind::refused);
    CHECK(twice.error().message.find("\"42\" belongs to another delivery") != std::string::npos);
    ledger([=](Tables& tables) {
        CHECK(part_state(tables, second) == DeliveryState::sending);
        CHECK(tables.deliveries.remote_id_taken("es", "42"));
        CHECK_FALSE(tables.deliveries.remote_id_taken("de", "42"));
        CHECK(tables.deliveries.remote_ids_taken("es", {"41", "42", "", "42"}) ==
              std::vector<std::string>{"42", "42"});
    });
}

TEST_CASE("services without remote ids may confirm any number of parts") {
    Ledger ledger;
    ledger([](Tables& tables) {
        for (const auto* id : {"1", "2"}) {
            tables.deliveries.set_part_published(sending_delivery(tables, id), 0, "", "", at(1));
        }
        CHECK_FALSE(tables.deliveries.remote_id_taken("es", ""));
    });
}

TEST_CASE("one rewrite confirms many deliveries, or none of them") {
    Ledger ledger;
    const auto ids = ledger([](Tables& tables) {
        return std::vector{sending_delivery(tables, "1"), sending_delivery(tables, "2"),
                           ready_delivery(tables, "3")};
    });
    CHECK_FALSE(
        ledger.run([&](Tables& t) { t.deliveries.set_published_many(ids, at(1)); }).has_value());
    ledger([&](Tables& tables) {
        CHECK(state_of(tables, ids[0]) == DeliveryState::sending);
        tables.deliveries.set_published_many({ids[0], ids[1]}, at(1));
        CHECK(state_of(tables, ids[1]) == DeliveryState::published);
        CHECK(part_state(tables, ids[1]) == DeliveryState::published);
    });
}
