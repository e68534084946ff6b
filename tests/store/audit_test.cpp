#include "store/audit.hpp"

#include "ledger.hpp"
#include "store/migrations.hpp"

#include <fstream>

#include <SQLiteCpp/SQLiteCpp.h>

using namespace glossd::store;
using glossd::model::ErrorKind;

namespace {

const AuditNames known{{"news"}, {"es"}};

// A ledger with deliveries in many states, closed.
struct Closed {
    Closed() {
        ledger([](Tables& tables) {
            waiting = ready_delivery(tables, "waiting");
            published = published_delivery(tables, "published");
            other = published_delivery(tables, "other");
            sending = sending_delivery(tables, "sending", 3);
            tables.memory.put({key(1), "en", "es", "llm/v1", "llm", "Hello", "Hola", at(0)});
        });
        ledger.database().close();
    }

    // As somebody with a database browser would.
    void change(const std::string& sql) const {
        SQLite::Database file(ledger.path(), SQLite::OPEN_READWRITE);
        file.exec("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON");
        file.exec(sql);
    }

    Audit audited() const {
        auto result = audit(ledger.path(), known, at(100));
        REQUIRE(result.has_value());
        return *result;
    }

    // Exactly one flaw, with these words.
    bool finds(const std::string& words) const {
        const auto found = audited().found;
        return found.size() == 1 && found[0].weight == Audited::Weight::flaw &&
               found[0].what.find(words) != std::string::npos && !found[0].advice.empty();
    }

    Ledger ledger;
    inline static std::int64_t waiting = 0;
    inline static std::int64_t published = 0;
    inline static std::int64_t other = 0;
    inline static std::int64_t sending = 0;
};

}  // namespace

TEST_CASE("a ledger that only glossd wrote is sound") {
    const Closed closed;
    const auto audited = closed.audited();
    CHECK(audited.sound());
    CHECK(audited.found.empty());
    CHECK(audited.deliveries == 4);
    CHECK(audited.schema == schema_version());
}

TEST_CASE("a delivery whose state its parts contradict is named") {
    const Closed closed;
    SUBCASE("published, with a part that is not") {
        closed.change("UPDATE parts SET state = 'ready', published = NULL WHERE delivery_id = " +
                      std::to_string(Closed::published));
        CHECK(closed.finds("delivery " + std::to_string(Closed::published) + " is published"));
    }
    SUBCASE("published, without parts") {
        closed.change("DELETE FROM parts WHERE delivery_id = " + std::to_string(Closed::other));
        CHECK(closed.finds("not all of its parts"));
    }
    SUBCASE("being sent, with nothing in flight") {
        closed.change("UPDATE parts SET state = 'ready' WHERE state = 'sending'");
        CHECK(closed.finds("is being sent, but none of its parts is"));
    }
    SUBCASE("waiting, with all of it published") {
        closed.change("UPDATE deliveries SET state = 'ready', published = NULL WHERE id = " +
                      std::to_string(Closed::published));
        CHECK(closed.finds("still waits, but all of its parts are published"));
    }
    SUBCASE("a thread with a hole") {
        closed.change("DELETE FROM parts WHERE number = 1");
        CHECK(closed.finds("parts that do not belong together"));
    }
    SUBCASE("a thread whose end is published before its middle") {
        closed.change("UPDATE parts SET state = 'published', published = 5 WHERE number = 2");
        CHECK(closed.finds("is published before one that stands before it"));
    }
    SUBCASE("the part of another target") {
        closed.change("UPDATE parts SET target = 'fr' WHERE delivery_id = " +
                      std::to_string(Closed::other));
        CHECK(closed.finds("parts that do not belong together"));
    }
    SUBCASE("a choice that nobody is asked for") {
        closed.change("UPDATE deliveries SET guard = 'backlog' WHERE id = " +
                      std::to_string(Closed::waiting));
        CHECK(closed.finds("waits for a choice, but is not held"));
    }
}

TEST_CASE(
    "one post on the account in two deliveries is found although the index that forbids it "
    "is gone") {
    const Closed closed;
    closed.change(
        "DROP INDEX parts_remote; UPDATE parts SET remote_id = 'same' WHERE remote_id <> ''");
    CHECK(closed.finds("shares a post on the account"));
}

TEST_CASE("rows that speak of what is not there, impossible states and wrong totals are found") {
    const Closed closed;
    SUBCASE("a part without its delivery") {
        closed.change("UPDATE seen SET post_id = 99");
        closed.change("INSERT INTO seen VALUES ('news', 'x', 99, 5)");
        CHECK(closed.finds("of the table seen"));
    }
    SUBCASE("a state that there is not") {
        closed.change("UPDATE deliveries SET state = 'lost' WHERE id = " +
                      std::to_string(Closed::waiting));
        CHECK(closed.finds("is in a state that there is not"));
    }
    SUBCASE("the memory's totals") {
        closed.change("UPDATE memory_totals SET entries = 7");
        CHECK(closed.finds("totals of the translation memory"));
    }
}

TEST_CASE("a damaged file is a flaw or an error, never sound") {
    const Closed closed;
    {
        std::fstream file(closed.ledger.path(), std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(3 * 4096);
        file << std::string(8192, '\x5a');
    }
    const auto result = audit(closed.ledger.path(), known, at(100));
    CHECK((!result || !result->sound()));
}

TEST_CASE("what the configuration has no more is remarked on and no flaw") {
    const Closed closed;
    closed.change(
        "INSERT INTO cursors VALUES ('former', '', NULL, 1, 0, NULL, NULL, '');"
        "INSERT INTO pauses (target, since) VALUES ('gone', 5)");
    const auto result = audit(closed.ledger.path(), {{"news"}, {"fr"}}, at(100));
    REQUIRE(result.has_value());
    CHECK(result->sound());
    std::string all;
    for (const auto& found : result->found) all += found.what + "\n";
    CHECK(all.find("source \"former\"") != std::string::npos);
    CHECK(all.find("target \"es\"") != std::string::npos);
    CHECK(all.find("a pause of target \"gone\"") != std::string::npos);
}

TEST_CASE("parts published in the future tell of a wrong clock") {
    const Closed closed;
    const auto result = audit(closed.ledger.path(), known, at(-90'000));
    REQUIRE(result.has_value());
    REQUIRE(result->found.size() == 1);
    CHECK(result->found[0].what.find("more than a day from now") != std::string::npos);
}

TEST_CASE("an older ledger is read as far as it goes, and a missing one is no flaw") {
    const TempDir directory;
    const auto path = directory.file("glossd.db");
    CHECK(audit(path, known, at(0)).error().kind == ErrorKind::not_found);
    {
        Connection old(path, Access::read_write, {});
        migrate_to(old, 1);
    }
    const auto result = audit(path, known, at(0));
    REQUIRE(result.has_value());
    CHECK(result->sound());
    CHECK(result->schema == 1);
    CHECK(result->found.size() == 1);
}
