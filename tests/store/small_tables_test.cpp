#include "ledger.hpp"

using namespace glossd::store;
using namespace std::chrono_literals;

TEST_CASE("meta keeps the last value of a key") {
    Ledger ledger;
    ledger([](Tables& tables) {
        CHECK_FALSE(tables.meta.get("a").has_value());
        tables.meta.put("a", "1");
        tables.meta.put("a", "");
        CHECK(tables.meta.get("a") == "");
    });
}

TEST_CASE("a source that was never read has the state of a new one") {
    Ledger ledger;
    ledger([](Tables& tables) { CHECK(tables.cursors.get("news") == SourceState{}); });
}

TEST_CASE("a source's state comes back as it was stored") {
    Ledger ledger;
    const SourceState full{"{\"etag\":\"x\"}", at(1), true, 3, Deadline{at(60), at(0)}, "gone"};
    ledger([&](Tables& tables) {
        tables.cursors.put("news", full);
        tables.cursors.put("other", {});
        CHECK(tables.cursors.get("news") == full);
        SourceState later;
        later.cursor = "c";
        tables.cursors.put("news", later);
        CHECK(tables.cursors.get("news") == later);
    });
}

TEST_CASE("a parked lane is listed until it is cleared") {
    Ledger ledger;
    ledger([](Tables& tables) {
        tables.lanes.put("target/es", {at(60), at(0)}, "429");
        tables.lanes.put("engine/llm", {at(90), at(0)}, "quota");
        tables.lanes.put("target/es", {at(70), at(1)}, "401");
        CHECK(tables.lanes.all() == std::vector<LaneRow>{
                                        {"engine/llm", {at(90), at(0)}, "quota"},
                                        {"target/es", {at(70), at(1)}, "401"},
                                    });
        tables.lanes.clear("engine/llm");
        tables.lanes.clear("never parked");
        CHECK(tables.lanes.all().size() == 1);
    });
}

TEST_CASE("what a lane found out is kept until it is old") {
    Ledger ledger;
    ledger([](Tables& tables) {
        const FindingsRow llm{"engine:llm", at(10), {.at_once = 38.5, .per_second = 19.7}};
        const FindingsRow other{"engine:other", at(20), {.at_once = 8, .growing = true}};
        tables.lanes.put(FindingsRow{"engine:llm", at(1), {.openings = 2}});
        tables.lanes.put(other);
        tables.lanes.put(llm);
        CHECK(tables.lanes.findings() == std::vector<FindingsRow>{llm, other});
        tables.lanes.forget_findings(at(11));
        CHECK(tables.lanes.findings() == std::vector<FindingsRow>{other});
    });
}

TEST_CASE("a budget's claims add up and stop at the limit, by owner, unit and period") {
    Ledger ledger;
    ledger([](Tables& tables) {
        using glossd::model::Unit;
        const glossd::model::SpendingClaim claim{Unit::requests, "2026-11-27", 0, 6, 10};
        auto& spending = tables.spending;
        CHECK(spending.claim("target:es", claim, at(0)) == glossd::model::SpendingGrant{6, 6});
        CHECK(spending.claim("target:es", claim, at(0)) == glossd::model::SpendingGrant{4, 10});
        CHECK(spending.claim("target:es", claim, at(0)) == glossd::model::SpendingGrant{0, 10});
        CHECK(spending.total("target:es", Unit::requests, "2026-11-27") == 10);
        CHECK(spending.total("target:es", Unit::tokens, "2026-11-27") == 0);
        CHECK(spending.total("target:fr", Unit::requests, "2026-11-27") == 0);
        CHECK(spending.total("target:es", Unit::requests, "2026-11-28") == 0);
    });
}

TEST_CASE("what was used beyond a claim is recorded whatever the limit, and the rest given back") {
    Ledger ledger;
    ledger([](Tables& tables) {
        using glossd::model::Unit;
        auto& spending = tables.spending;
        const auto grant =
            spending.claim("engine:llm", {Unit::tokens, "2026-11", 12, 5, 10}, at(0));
        CHECK(grant == glossd::model::SpendingGrant{0, 12});
        spending.claim("engine:llm", {Unit::tokens, "2026-11", -4, 0, 10}, at(60));
        CHECK(spending.total("engine:llm", Unit::tokens, "2026-11") == 8);
        CHECK(spending.forget(at(60), 10) == 0);
        CHECK(spending.forget(at(61), 10) == 1);
        CHECK(spending.total("engine:llm", Unit::tokens, "2026-11") == 0);
    });
}

TEST_CASE("an id that was shown is known, in its own source only") {
    Ledger ledger;
    ledger([](Tables& tables) {
        CHECK_FALSE(tables.seen.any("news"));
        tables.seen.show("news", "a", std::nullopt, at(0));
        tables.seen.show("news", "c", insert_post(tables, "c"), at(0));
        CHECK(tables.seen.any("news"));
        CHECK_FALSE(tables.seen.any("other"));
        CHECK(tables.seen.contains("news", "a"));
        CHECK_FALSE(tables.seen.contains("other", "a"));
        CHECK_FALSE(tables.seen.contains("news", "A"));
        CHECK(tables.seen.contains_all("news", {"c", "b", "a", "a"}) ==
              std::vector<bool>{true, false, true, true});
        CHECK(tables.seen.contains_all("news", {}).empty());
    });
}

TEST_CASE("an id is kept from when it was last shown, not from when it was first") {
    Ledger ledger;
    ledger([](Tables& tables) {
        tables.seen.show("news", "still there", std::nullopt, at(0));
        tables.seen.show("news", "gone", std::nullopt, at(0));
        tables.seen.show("news", "still there", std::nullopt, at(100'000));
        CHECK(tables.seen.forget(at(50'000)) == 1);
        CHECK(tables.seen.contains("news", "still there"));
        CHECK_FALSE(tables.seen.contains("news", "gone"));
    });
}

TEST_CASE("an id shown every minute is never forgotten early") {
    Ledger ledger;
    ledger([](Tables& tables) {
        for (int minute = 0; minute < 300; ++minute) {
            tables.seen.show("news", "a", std::nullopt, at(60 * minute));
        }
        tables.seen.show("news", "later", std::nullopt, at(100'000));
        CHECK(tables.seen.forget(at(60 * 299)) == 0);
        CHECK(tables.seen.forget(at(60 * 299 + 2 * 3600)) == 1);
    });
}

TEST_CASE("a clock that goes back does not age an id") {
    Ledger ledger;
    ledger([](Tables& tables) {
        tables.seen.show("news", "a", std::nullopt, at(100'000));
        tables.seen.show("news", "a", insert_post(tables, "a"), at(0));
        CHECK(tables.seen.forget(at(50'000)) == 0);
    });
}

TEST_CASE("a clock that jumps ahead makes no id old") {
    Ledger ledger;
    ledger([](Tables& tables) {
        tables.seen.show("news", "a", std::nullopt, at(0));
        tables.seen.show("other", "b", std::nullopt, at(900'000'000));
        CHECK(tables.seen.forget(at(800'000'000)) == 0);
        // Polled with that clock, what is shown is as young as it says.
        tables.seen.show("news", "a", std::nullopt, at(900'000'000));
        CHECK(tables.seen.forget(at(800'000'000)) == 0);
        CHECK(tables.seen.contains("news", "a"));
    });
}

TEST_CASE("a boot in the past does not age what is new") {
    Ledger ledger;
    ledger([](Tables& tables) {
        tables.seen.show("news", "a", std::nullopt, at(900'000'000));
        tables.seen.show("news", "b", std::nullopt, at(0));
        CHECK(tables.seen.forget(at(800'000'000)) == 0);
        CHECK(tables.seen.contains("news", "b"));
    });
}

TEST_CASE("forgetting goes in steps of the limit, oldest first") {
    Ledger ledger;
    ledger([](Tables& tables) {
        for (int i = 0; i < 10; ++i) {
            tables.seen.show("news", std::to_string(i), std::nullopt, at(i));
        }
        tables.seen.show("news", "later", std::nullopt, at(200'000));
        CHECK(tables.seen.forget(at(100'000), 4) == 4);
        CHECK_FALSE(tables.seen.contains("news", "3"));
        CHECK(tables.seen.contains("news", "4"));
        CHECK(tables.seen.forget(at(100'000), 10) == 6);
    });
}

TEST_CASE("a duplicate is found by scope and hash") {
    Ledger ledger;
    ledger([](Tables& tables) {
        const auto first = insert_post(tables, "1");
        const auto second = insert_post(tables, "2");
        tables.duplicates.insert("news", key(1), first, at(5), at(10));
        CHECK(tables.duplicates.find("news", key(1)) == Duplicate{first, at(5), at(10)});
        CHECK_FALSE(tables.duplicates.find("", key(1)).has_value());
        CHECK_FALSE(tables.duplicates.find("news", key(2)).has_value());
        tables.duplicates.insert("news", key(1), second, at(50), at(60));
        CHECK(tables.duplicates.find("news", key(1)) == Duplicate{second, at(50), at(60)});
    });
}

TEST_CASE("a hit does not make a duplicate live longer") {
    Ledger ledger;
    ledger([](Tables& tables) {
        tables.duplicates.insert("news", key(1), insert_post(tables, "1"), at(0), at(0));
        tables.duplicates.touch({{"news", key(1)}}, at(3000));
        CHECK(tables.duplicates.find("news", key(1))->published == at(0));
        CHECK(tables.duplicates.trim(at(3600), 1h, 100) == 0);
        CHECK(tables.duplicates.trim(at(3601), 1h, 100) == 1);
    });
}

TEST_CASE("an old post read from an archive is kept for the TTL after it was read") {
    Ledger ledger;
    ledger([](Tables& tables) {
        tables.duplicates.insert("news", key(1), insert_post(tables, "1"), at(-1'000'000), at(0));
        CHECK(tables.duplicates.trim(at(60), 1h, 100) == 0);
        CHECK(tables.duplicates.trim(at(3601), 1h, 100) == 1);
    });
}

TEST_CASE("beyond its size the duplicate filter gives up what was used least recently") {
    Ledger ledger;
    ledger([](Tables& tables) {
        const auto id = insert_post(tables, "1");
        for (int i = 0; i < 10; ++i) tables.duplicates.insert("news", key(i), id, at(i), at(i));
        tables.duplicates.touch({{"news", key(0)}, {"news", key(77)}}, at(100));
        CHECK(tables.duplicates.trim(at(100), 1h, 4, 5) == 5);
        CHECK(tables.duplicates.trim(at(100), 1h, 4, 5) == 1);
        CHECK(tables.duplicates.trim(at(100), 1h, 4, 5) == 0);
        CHECK(tables.duplicates.size() == 4);
        CHECK(tables.duplicates.find("news", key(0)).has_value());
        CHECK_FALSE(tables.duplicates.find("news", key(6)).has_value());
        CHECK(tables.duplicates.find("news", key(7)).has_value());
    });
}
