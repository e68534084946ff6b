#include "store/deliveries.hpp"

#include "ledger.hpp"
#include "store/failure.hpp"

#include <functional>
#include <map>
#include <set>

#include <doctest/doctest.h>

using namespace glossd::store;
using glossd::model::DeliveryState;
using glossd::model::ErrorKind;

namespace {

using Move = std::function<void(Tables&, std::int64_t)>;

// A delivery in each state there is.
std::map<DeliveryState, std::int64_t> one_of_each(Tables& tables) {
    std::map<DeliveryState, std::int64_t> ids;
    ids[DeliveryState::planned] = plan(tables, insert_post(tables, "planned"));
    ids[DeliveryState::ready] = ready_delivery(tables, "ready");
    ids[DeliveryState::sending] = sending_delivery(tables, "sending");
    ids[DeliveryState::unknown] = sending_delivery(tables, "unknown");
    tables.deliveries.set_unknown(ids[DeliveryState::unknown], "timeout", at(1));
    ids[DeliveryState::published] = published_delivery(tables, "published");
    ids[DeliveryState::held] = ready_delivery(tables, "held");
    tables.deliveries.hold(ids[DeliveryState::held], "rejected", at(1));
    ids[DeliveryState::dropped] = ready_delivery(tables, "dropped");
    tables.deliveries.drop(ids[DeliveryState::dropped], at(1));
    return ids;
}

const std::vector<std::pair<Move, std::set<DeliveryState>>>& moves() {
    using enum DeliveryState;
    static const std::vector<std::pair<Move, std::set<DeliveryState>>> all{
        {[](Tables& t, auto id) { t.deliveries.set_ready(id, {}, at(2)); }, {planned}},
        {[](Tables& t, auto id) { t.deliveries.set_segments(id, {}, at(2)); }, {ready}},
        {[](Tables& t, auto id) { t.deliveries.set_sending(id, parts(1), at(2), "me", at(9)); },
         {ready}},
        {[](Tables& t, auto id) { t.deliveries.renew_attempt(id, at(2), at(9)); }, {sending}},
        {[](Tables& t, auto id) {
             t.deliveries.set_part_published(id, 0, "r" + std::to_string(id), "", at(2));
         },
         {sending, unknown}},
        {[](Tables& t, auto id) { t.deliveries.set_published_many({id}, at(2)); },
         {sending, unknown}},
        {[](Tables& t, auto id) { t.deliveries.set_published(id, at(2)); }, {}},
        {[](Tables& t, auto id) { t.deliveries.set_unknown(id, "reset", at(2)); }, {sending}},
        {[](Tables& t, auto id) {
             t.deliveries.set_retry(id, {at(9), at(2)}, "503");
         },
         {planned, ready, sending, unknown}},
        {[](Tables& t, auto id) {
             t.deliveries.defer(id, {at(9), at(2)}, "503");
         },
         {planned, ready, unknown}},
        {[](Tables& t, auto id) { t.deliveries.hold(id, "no", at(2)); },
         {planned, ready, sending, unknown}},
        {[](Tables& t, auto id) { t.deliveries.drop(id, at(2)); }, {planned, ready, unknown, held}},
        {[](Tables& t, auto id) {
             if (auto done = t.deliveries.retry(id, at(2)); !done) throw Failure(done.error());
         },
         {held}},
    };
    return all;
}

}  // namespace

TEST_CASE("every move is possible from its own states only, and a refused one changes nothing") {
    for (std::size_t i = 0; i < moves().size(); ++i) {
        CAPTURE(i);
        const auto& move = moves()[i].first;
        const auto& from = moves()[i].second;
        Ledger ledger;
        const auto ids = ledger(one_of_each);
        for (const auto& one : ids) {
            const auto state = one.first;
            const auto id = one.second;
            CAPTURE(to_string(state));
            const auto before = *ledger([&](Tables& tables) { return tables.deliveries.get(id); });
            const auto result = ledger.run([&](Tables& tables) { move(tables, id); });
            CHECK(result.has_value() == from.contains(state));
            if (result) continue;
            CHECK(result.error().kind == ErrorKind::invalid_input);
            CHECK(*ledger([&](Tables& tables) { return tables.deliveries.get(id); }) == before);
        }
        const auto missing = ledger.run([&](Tables& tables) { move(tables, 999); });
        CHECK_FALSE(missing.has_value());
    }
}

TEST_CASE("a delivery goes from planned to published with everything that was frozen") {
    Ledger ledger;
    ledger([](Tables& tables) {
        const auto post_id = insert_post(tables, "1");
        const auto id = plan(tables, post_id);
        auto delivery = *tables.deliveries.get(id);
        CHECK(delivery.state == DeliveryState::planned);
        CHECK(delivery.post_id == post_id);
        CHECK(delivery.source == "news");
        CHECK(delivery.target == "es");

        const std::vector<glossd::model::TranslatedSegment> segments{
            {glossd::model::SegmentKind::title, "Título", "llm", true, false},
            {glossd::model::SegmentKind::body,
             "Hola",
             "llm",
             false,
             false,
             {{"llm", "numbers", "retried with a hint", "a number is lost: 7"},
              {"llm", "wrapping, numbers", "passed"}}},
            {glossd::model::SegmentKind::alt_text, "🙂", "", false, true}};
        tables.deliveries.set_ready(id, segments, at(1));
        tables.deliveries.set_sending(id, parts(1), at(2), "me", at(60));
        delivery = *tables.deliveries.get(id);
        CHECK(delivery.state == DeliveryState::sending);
        CHECK(delivery.segments == segments);
        CHECK(delivery.attempts == 1);
        CHECK(delivery.parts.at(0).state == DeliveryState::sending);
        CHECK(delivery.parts.at(0).key == "k0");
        CHECK(delivery.parts.at(0).payload == "payload 0");
        CHECK(delivery.parts.at(0).attempt_started == at(2));

        tables.deliveries.set_part_progress(id, 0, "{\"media\":[7]}");
        CHECK(tables.deliveries.get(id)->parts.at(0).progress == "{\"media\":[7]}");
        tables.deliveries.set_part_published(id, 0, "42", "https://es/42", at(3));
        tables.deliveries.set_published(id, at(3));
        delivery = *tables.deliveries.get(id);
        CHECK(delivery.state == DeliveryState::published);
        CHECK(delivery.parts.at(0).state == DeliveryState::published);
        CHECK(delivery.parts.at(0).remote_url == "https://es/42");
    });
}

TEST_CASE("a post has one delivery for a target") {
    Ledger ledger;
    const auto post_id = ledger([](Tables& tables) {
        const auto made = insert_post(tables, "1");
        plan(tables, made, "es");
        plan(tables, made, "fr");
        return made;
    });
    const auto again = ledger.run([=](Tables& tables) { plan(tables, post_id, "es"); });
    CHECK(again.error().kind == ErrorKind::refused);
    const auto orphan = ledger.run([=](Tables& tables) { plan(tables, 999, "es"); });
    CHECK(orphan.error().kind == ErrorKind::refused);
}

TEST_CASE("a retry keeps key, payload and progress, and waits for its deadline") {
    Ledger ledger;
    ledger([](Tables& tables) {
        const auto id = sending_delivery(tables, "1");
        tables.deliveries.set_part_progress(id, 0, "uploaded");
        const auto before = tables.deliveries.get(id)->parts.at(0);
        tables.deliveries.set_retry(id, {at(60), at(0)}, "503");
        const auto after = *tables.deliveries.get(id);
        CHECK(after.state == DeliveryState::ready);
        CHECK(after.next_try == at(60));
        CHECK(after.reason == "503");
        CHECK(after.parts.at(0).state == DeliveryState::ready);
        CHECK(after.parts.at(0).key == before.key);
        CHECK(after.parts.at(0).payload == before.payload);
        CHECK(after.parts.at(0).progress == "uploaded");
        tables.deliveries.set_sending(id, {}, at(61), "me", at(99));
        CHECK_FALSE(tables.deliveries.get(id)->next_try.has_value());
    });
}

TEST_CASE("a delivery that could not be translated yet stays planned") {
    Ledger ledger;
    ledger([](Tables& tables) {
        const auto id = plan(tables, insert_post(tables, "1"));
        tables.deliveries.set_retry(id, {at(60), at(0)}, "no engine");
        CHECK(state_of(tables, id) == DeliveryState::planned);
        CHECK(tables.deliveries.get(id)->next_try == at(60));
    });
}

TEST_CASE("a read-back that failed leaves the delivery unknown") {
    Ledger ledger;
    ledger([](Tables& tables) {
        const auto id = sending_delivery(tables, "1");
        tables.deliveries.set_unknown(id, "timeout", at(1));
        tables.deliveries.defer(id, {at(60), at(1)}, "cannot read back");
        CHECK(state_of(tables, id) == DeliveryState::unknown);
        CHECK(part_state(tables, id) == DeliveryState::unknown);
    });
}

TEST_CASE("the next call of an attempt moves its start") {
    Ledger ledger;
    ledger([](Tables& tables) {
        const auto id = sending_delivery(tables, "1", 2);
        tables.deliveries.renew_attempt(id, at(30), at(90));
        CHECK(tables.deliveries.get(id)->parts.at(0).attempt_started == at(30));
        CHECK_FALSE(tables.deliveries.get(id)->parts.at(1).attempt_started.has_value());
        CHECK(tables.deliveries.get(id)->attempts == 1);
    });
}

TEST_CASE("a held delivery keeps its reason until a person retries it") {
    Ledger ledger;
    ledger([](Tables& tables) {
        const auto translated = sending_delivery(tables, "1");
        tables.deliveries.hold(translated, "too large", at(1));
        CHECK(tables.deliveries.get(translated)->reason == "too large");
        const auto planned = plan(tables, insert_post(tables, "2"));
        tables.deliveries.hold(planned, "no acceptable\ntranslation", at(1));
        CHECK(tables.deliveries.retry(translated, at(2)).has_value());
        CHECK(tables.deliveries.retry(planned, at(2)).has_value());
        CHECK(state_of(tables, translated) == DeliveryState::ready);
        CHECK(state_of(tables, planned) == DeliveryState::planned);
        CHECK(tables.deliveries.get(planned)->reason.empty());
        CHECK(tables.deliveries.history(planned) ==
              "2023-11-14T22:13:21Z held: no acceptable translation\n"
              "2023-11-14T22:13:22Z retried by hand\n");
        CHECK(tables.deliveries.retry(planned, at(3)).error().kind == ErrorKind::invalid_input);
        CHECK(tables.deliveries.retry(99, at(3)).error().kind == ErrorKind::not_found);
    });
}

TEST_CASE("a delivery held because nobody knows keeps its part unknown until it is retried") {
    Ledger ledger;
    ledger([](Tables& tables) {
        const auto id = sending_delivery(tables, "1");
        tables.deliveries.set_unknown(id, "timeout", at(1));
        tables.deliveries.hold(id, "cannot be read back", at(2));
        CHECK(part_state(tables, id) == DeliveryState::unknown);
        CHECK(tables.deliveries.retry(id, at(3)).has_value());
        CHECK(part_state(tables, id) == DeliveryState::ready);
        tables.deliveries.set_sending(id, {}, at(4), "me", at(60));
    });
}

TEST_CASE("a history stays bounded and keeps the newest lines") {
    Ledger ledger;
    ledger([](Tables& tables) {
        const auto id = ready_delivery(tables, "1");
        for (int i = 0; i < 200; ++i) {
            tables.deliveries.hold(id, "reason " + std::to_string(i), at(i));
            CHECK(tables.deliveries.retry(id, at(i)).has_value());
        }
        const auto history = tables.deliveries.history(id);
        CHECK(history.size() <= 4000);
        CHECK(history.find("reason 199\n") != std::string::npos);
    });
}

TEST_CASE("nothing is held without a reason") {
    Ledger ledger;
    const auto id = ledger([](Tables& tables) { return ready_delivery(tables, "1"); });
    CHECK_FALSE(ledger.run([=](Tables& t) { t.deliveries.hold(id, "", at(1)); }).has_value());
}

TEST_CASE("what a process that is gone was sending becomes unknown, and nothing else does") {
    Ledger ledger;
    ledger([](Tables& tables) {
        const auto theirs = sending_delivery(tables, "1", 2);
        const auto elsewhere = sending_delivery(tables, "2", 1, "fr");
        const auto waiting = ready_delivery(tables, "3");
        const auto ours = ready_delivery(tables, "4");
        tables.deliveries.set_sending(ours, parts(1), at(5), "new", at(60));
        CHECK(tables.deliveries.void_leases_of_other_owners("new", at(9)) == 2);
        CHECK(state_of(tables, theirs) == DeliveryState::unknown);
        CHECK(part_state(tables, theirs, 0) == DeliveryState::unknown);
        CHECK(part_state(tables, theirs, 1) == DeliveryState::ready);
        CHECK(tables.deliveries.get(theirs)->parts.at(0).attempt_started == at(0));
        CHECK(state_of(tables, elsewhere) == DeliveryState::unknown);
        CHECK(state_of(tables, waiting) == DeliveryState::ready);
        CHECK(state_of(tables, ours) == DeliveryState::sending);
        CHECK(tables.deliveries.void_leases_of_other_owners("new", at(9)) == 0);
    });
}

TEST_CASE("what waits for a removed target is held with the reason") {
    Ledger ledger;
    ledger([](Tables& tables) {
        const auto planned = plan(tables, insert_post(tables, "1"), "gone");
        const auto ready = ready_delivery(tables, "2", "gone");
        const auto done = published_delivery(tables, "3", "gone");
        const auto kept = ready_delivery(tables, "4", "es");
        CHECK(tables.deliveries.hold_for_missing_targets({"es", "fr"}, at(1)) == 2);
        CHECK(state_of(tables, planned) == DeliveryState::held);
        CHECK(tables.deliveries.get(ready)->reason.find("\"gone\"") != std::string::npos);
        CHECK(state_of(tables, done) == DeliveryState::published);
        CHECK(state_of(tables, kept) == DeliveryState::ready);
        CHECK(tables.deliveries.hold_for_missing_targets({"es", "fr"}, at(1)) == 0);
    });
}
