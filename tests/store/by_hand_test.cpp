// What people do by hand, as rows: pauses, deletions, delays.
#include "ledger.hpp"

using namespace glossd::store;
using namespace std::chrono_literals;
using glossd::model::DeliveryState;
using glossd::model::ErrorKind;

namespace {

std::int64_t planned(Tables& tables, const std::string& target,
                     glossd::model::Duration delay = {}) {
    glossd::model::Post post;
    post.id = target + std::to_string(delay.count());
    post.text = "text";
    const auto id = tables.posts.insert("news", post, key(1), at(0));
    return tables.deliveries.plan({id, "news", target, "es", 0, at(0), delay});
}

std::int64_t published(Tables& tables, const std::string& target) {
    const auto id = planned(tables, target);
    tables.deliveries.set_ready(id, {}, at(1));
    glossd::model::Part first{0, "k0", "one"};
    glossd::model::Part second{1, "k1", "two"};
    tables.deliveries.set_sending(id, {first, second}, at(2), "me", at(60));
    tables.deliveries.set_part_published(id, 0, "r0", "https://es/r0", at(3));
    tables.deliveries.set_sending(id, {}, at(4), "me", at(60));
    tables.deliveries.set_part_published(id, 1, "r1", "https://es/r1", at(5));
    tables.deliveries.set_published(id, at(5));
    return id;
}

}  // namespace

TEST_CASE("a pause of one target is not one of another, a pause of all is one of each") {
    Ledger ledger;
    ledger([](Tables& tables) {
        tables.pauses.pause("es", at(1));
        tables.pauses.pause("es", at(9));
        CHECK(tables.pauses.all().at("es") == at(1));
        CHECK(holds(tables.pauses.all(), "es"));
        CHECK_FALSE(holds(tables.pauses.all(), "fr"));
        tables.pauses.pause("", at(2));
        CHECK(holds(tables.pauses.all(), "fr"));
        CHECK(tables.pauses.resume("es").has_value());
        CHECK(tables.pauses.resume("es").error().message.find("everything is") !=
              std::string::npos);
        CHECK(tables.pauses.resume("").has_value());
        CHECK(tables.pauses.all().empty());
        CHECK(tables.pauses.resume("").error().kind == ErrorKind::refused);
    });
}

TEST_CASE("a thread is deleted from its end, and each part once") {
    Ledger ledger;
    ledger([](Tables& tables) {
        const auto id = published(tables, "es");
        CHECK(tables.retractions.ask(id, at(10)));
        CHECK_FALSE(tables.retractions.ask(id, at(11)));
        const auto open = tables.retractions.open("es", 10);
        REQUIRE(open.size() == 1);
        CHECK(open[0].left == std::vector<PublishedPart>{{1, "k1", "r1"}, {0, "k0", "r0"}});
        tables.retractions.set_part_retracted(id, 1, at(12));
        CHECK(tables.retractions.open("es", 10)[0].left.size() == 1);
        tables.retractions.set_done(id, "", at(13));
        CHECK(tables.retractions.open("es", 10).empty());
        CHECK(tables.retractions.get(id)->done);
        CHECK_FALSE(tables.retractions.ask(id, at(14)));
    });
}

TEST_CASE("a deletion that failed can be asked for again") {
    Ledger ledger;
    ledger([](Tables& tables) {
        const auto id = published(tables, "es");
        tables.retractions.ask(id, at(10));
        tables.retractions.set_done(id, "rejected: no", at(11));
        CHECK(tables.retractions.ask(id, at(12)));
        CHECK(tables.retractions.open("es", 10).size() == 1);
        CHECK(tables.retractions.get(id)->reason.empty());
    });
}

TEST_CASE("what is to be deleted is never sent, and leaves the window of its document") {
    Ledger ledger;
    ledger([](Tables& tables) {
        const auto id = planned(tables, "es");
        tables.deliveries.set_ready(id, {}, at(1));
        tables.retractions.ask(id, at(2));
        CHECK_THROWS_AS(tables.deliveries.set_sending(id, {{0, "k", "p"}}, at(3), "me", at(60)),
                        Failure);
        const auto out = published(tables, "fr");
        CHECK(tables.deliveries.window("fr", 10).size() == 1);
        tables.retractions.ask(out, at(6));
        CHECK(tables.deliveries.window("fr", 10).empty());
    });
}

TEST_CASE("a delayed delivery is not to be had before its time, and others do not wait for it") {
    Ledger ledger;
    ledger([](Tables& tables) {
        const auto late = planned(tables, "es", 60s);
        const auto soon = planned(tables, "es");
        const auto ids = [&](int seconds) {
            std::vector<std::int64_t> found;
            for (const auto& one : tables.deliveries.pending("es", 0, 10, at(seconds))) {
                found.push_back(one.id);
            }
            return found;
        };
        CHECK(ids(1) == std::vector{soon});
        CHECK(tables.deliveries.next_delay_over("es", at(1)) == at(60));
        CHECK(ids(60) == std::vector{late, soon});
        CHECK_FALSE(tables.deliveries.next_delay_over("es", at(60)).has_value());
        // A clock that went back leaves no delivery waiting for longer than anyone meant.
        CHECK(ids(-5) == std::vector{late, soon});
    });
}

TEST_CASE("a post is found at its own address and at those of its copies") {
    Ledger ledger;
    ledger([](Tables& tables) {
        const auto id = published(tables, "es");
        const auto post = tables.deliveries.get(id)->post_id;
        CHECK(tables.posts.at_address("https://es/r1") == std::vector{post});
        CHECK(tables.posts.at_address("https://es/r2").empty());
    });
}
