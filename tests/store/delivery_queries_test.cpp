#include "store/delivery_queries.hpp"

#include "ledger.hpp"

#include <doctest/doctest.h>

using namespace glossd::store;
using glossd::model::DeliveryState;

namespace {

std::vector<std::int64_t> ids(const std::vector<glossd::model::Delivery>& deliveries) {
    std::vector<std::int64_t> found;
    for (const auto& delivery : deliveries) found.push_back(delivery.id);
    return found;
}

std::vector<std::int64_t> ids(const std::vector<DeliveryRow>& rows) {
    std::vector<std::int64_t> found;
    for (const auto& row : rows) found.push_back(row.id);
    return found;
}

}  // namespace

TEST_CASE("pending lists a target's open deliveries in the order they were planned") {
    Ledger ledger;
    ledger([](Tables& tables) {
        const auto planned = plan(tables, insert_post(tables, "1"));
        published_delivery(tables, "2");
        const auto ready = ready_delivery(tables, "3");
        ready_delivery(tables, "4", "fr");
        const auto sending = sending_delivery(tables, "5", 2);
        const auto held = ready_delivery(tables, "6");
        tables.deliveries.hold(held, "no", at(1));
        const auto unknown = sending_delivery(tables, "7");
        tables.deliveries.set_unknown(unknown, "timeout", at(1));

        const auto all = tables.deliveries.pending("es", 0, 100, at(1));
        CHECK(ids(all) == std::vector{planned, ready, sending, unknown});
        CHECK(all[2].parts.size() == 2);
        CHECK(ids(tables.deliveries.pending("es", planned, 2, at(1))) ==
              std::vector{ready, sending});
        CHECK(tables.deliveries.pending("es", unknown, 100, at(1)).empty());
        CHECK(tables.deliveries.pending("de", 0, 100, at(1)).empty());
    });
}

TEST_CASE("a next try set by a clock that was ahead is put right") {
    Ledger ledger;
    ledger([](Tables& tables) {
        const auto id = ready_delivery(tables, "1");
        tables.deliveries.set_retry(id, {at(1'000'060), at(1'000'000)}, "503");
        CHECK(tables.deliveries.pending("es", 0, 1, at(10)).at(0).next_try == at(70));
        CHECK(tables.deliveries.next_due("es", at(10)) == at(70));
        CHECK(tables.deliveries.get(id)->next_try == at(1'000'060));
    });
}

TEST_CASE("a target is due when the first of its open deliveries is") {
    Ledger ledger;
    ledger([](Tables& tables) {
        CHECK_FALSE(tables.deliveries.next_due("es", at(0)).has_value());
        sending_delivery(tables, "0");
        CHECK_FALSE(tables.deliveries.next_due("es", at(0)).has_value());
        const auto first = ready_delivery(tables, "1");
        const auto second = ready_delivery(tables, "2");
        tables.deliveries.set_retry(first, {at(60), at(0)}, "503");
        CHECK(tables.deliveries.next_due("es", at(1)) == at(1));
        tables.deliveries.set_retry(second, {at(30), at(0)}, "503");
        CHECK(tables.deliveries.next_due("es", at(1)) == at(30));
        CHECK(tables.deliveries.next_due("es", at(40)) == at(40));
        CHECK_FALSE(tables.deliveries.next_due("fr", at(1)).has_value());
    });
}

TEST_CASE("the queue's list shows what the post was and why it waits") {
    Ledger ledger;
    ledger([](Tables& tables) {
        auto titled = post("1");
        titled.title = "Title";
        const auto post_id = tables.posts.insert("news", titled, key(1), at(0));
        const auto id = tables.deliveries.plan({post_id, "news", "es", "es-419", 2, at(3)});
        tables.deliveries.hold(id, "rejected", at(4));
        const auto rows = tables.deliveries.list({}, 0, 10);
        REQUIRE(rows.size() == 1);
        DeliveryRow expected;
        expected.id = id;
        expected.post_id = post_id;
        expected.source = "news";
        expected.target = "es";
        expected.language = "es-419";
        expected.state = DeliveryState::held;
        expected.reason = "rejected";
        expected.created = at(3);
        expected.updated = at(4);
        expected.title = "Title";
        expected.url = "https://example.org/1";
        CHECK(rows[0] == expected);
        published_delivery(tables, "2");
        CHECK(tables.deliveries.list({}, id, 10).at(0).remote_url == "https://es/2");
        CHECK(tables.deliveries.list({}, id, 10).at(0).title == "Hello");
    });
}

TEST_CASE("the start of a long text is cut between characters") {
    Ledger ledger;
    ledger([](Tables& tables) {
        std::string text = "a";
        for (int i = 0; i < 100; ++i) text += "é";
        plan(tables, tables.posts.insert("news", post("1", text), key(1), at(0)));
        const auto title = tables.deliveries.list({}, 0, 1).at(0).title;
        CHECK(title == text.substr(0, 119));
    });
}

TEST_CASE("the queue's list filters by state, target and source and pages by id") {
    Ledger ledger;
    ledger([](Tables& tables) {
        const auto first = ready_delivery(tables, "1");
        const auto second = ready_delivery(tables, "2", "fr");
        const auto done = published_delivery(tables, "3");
        const auto other = tables.deliveries.plan(
            {insert_post(tables, "4"), "other \" ' source", "es", "es", 0, at(0)});
        const auto& deliveries = tables.deliveries;
        CHECK(ids(deliveries.list({}, 0, 100)) == std::vector{first, second, done, other});
        CHECK(ids(deliveries.list({}, first, 2)) == std::vector{second, done});
        CHECK(ids(deliveries.list({.state = DeliveryState::ready}, 0, 100)) ==
              std::vector{first, second});
        CHECK(ids(deliveries.list({.target = "es"}, 0, 100)) == std::vector{first, done, other});
        CHECK(ids(deliveries.list({.source = "other \" ' source"}, 0, 100)) == std::vector{other});
        CHECK(ids(deliveries.list({DeliveryState::ready, "fr", "news"}, 0, 100)) ==
              std::vector{second});
        CHECK(deliveries.list({.target = "' OR 1=1 --"}, 0, 100).empty());
    });
}

TEST_CASE("counts follow every move") {
    Ledger ledger;
    ledger([](Tables& tables) {
        CHECK(tables.deliveries.counts().empty());
        ready_delivery(tables, "1");
        ready_delivery(tables, "2");
        published_delivery(tables, "3", "fr");
        CHECK(tables.deliveries.counts() ==
              std::vector<Count>{{"es", DeliveryState::ready, 2},
                                 {"fr", DeliveryState::published, 1}});
    });
}

TEST_CASE("a document's window is the newest published deliveries, newest first") {
    Ledger ledger;
    ledger([](Tables& tables) {
        std::vector<std::int64_t> made;
        for (int i = 0; i < 4; ++i) {
            made.push_back(published_delivery(tables, std::to_string(i), "feed", i / 2));
        }
        published_delivery(tables, "elsewhere", "other", 9);
        ready_delivery(tables, "waiting", "feed");
        CHECK(tables.deliveries.window("feed", 3) ==
              std::vector<WindowRow>{{made[3], "3-0", "payload 0", at(1)},
                                     {made[2], "2-0", "payload 0", at(1)},
                                     {made[1], "1-0", "payload 0", at(0)}});
    });
}

TEST_CASE("published parts are counted by target from a moment on") {
    Ledger ledger;
    ledger([](Tables& tables) {
        for (int i = 0; i < 5; ++i) published_delivery(tables, std::to_string(i), "es", 10 * i);
        published_delivery(tables, "x", "fr", 40);
        sending_delivery(tables, "y", 3, "es", 40);
        CHECK(tables.deliveries.parts_published_since("es", at(20)) == 3);
        CHECK(tables.deliveries.parts_published_since("es", at(41)) == 0);
        CHECK(tables.deliveries.parts_published_since("fr", at(0)) == 1);
    });
}

TEST_CASE("a post is unfinished while one of its deliveries is neither published nor dropped") {
    Ledger ledger;
    ledger([](Tables& tables) {
        const auto post = insert_post(tables, "1");
        CHECK_FALSE(tables.deliveries.is_unfinished(post));
        const auto spanish = plan(tables, post);
        CHECK(tables.deliveries.is_unfinished(post));
        tables.deliveries.hold(spanish, "no", at(1));
        CHECK(tables.deliveries.is_unfinished(post));
        tables.deliveries.drop(spanish, at(2));
        CHECK_FALSE(tables.deliveries.is_unfinished(post));
    });
}

TEST_CASE("a remark stands in the history and moves nothing") {
    Ledger ledger;
    ledger([](Tables& tables) {
        const auto id = ready_delivery(tables, "1");
        tables.deliveries.remark(id, "image", "left out: gone", at(0));
        CHECK(tables.deliveries.history(id) == "2023-11-14T22:13:20Z image: left out: gone\n");
        CHECK(tables.deliveries.get(id)->state == DeliveryState::ready);
    });
}
