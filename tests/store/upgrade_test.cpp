// Ledgers of every earlier schema, made by the steps that made them then, opened by today's store.
#include "ledger.hpp"
#include "store/audit.hpp"
#include "store/codec.hpp"
#include "store/migrations.hpp"

#include <map>

#include <fmt/format.h>

using namespace glossd::store;
using glossd::model::DeliveryState;

namespace {

const Deliver no_loop = [](const std::function<void()>& done) { done(); };

// What an older glossd may have left: a delivery in every state, and a row in every other table.
void fill(Connection& connection, int version) {
    connection.exec(
        fmt::format("INSERT INTO posts VALUES (1, 'news', 'p1', 'https://e/1', zeroblob(32), 5, 0, "
                    "'{}')",
                    encode(post("p1"))));
    connection.exec(
        "INSERT INTO seen VALUES ('news', 'p1', 1, 5), ('news', 'p0', NULL, 4);"
        "INSERT INTO duplicates VALUES ('news', zeroblob(32), 1, 5, 5, 5);"
        "INSERT INTO cursors VALUES ('news', 'etag', 6, 1, 2, 70, 60, '');"
        "INSERT INTO lanes VALUES ('target:es', 900, 800, 'quota');"
        "INSERT INTO memory (id, key, from_language, to_language, style, engine, source_chars, "
        "created, last_used, hits, bytes, text) VALUES "
        "(1, zeroblob(32), 'en', 'es', 'llm', 'llm', 9, 5, 6, 7, 40, 'Hola')");
    const std::map<std::string, std::string> owners{{"sending", "'old', 99"}};
    int number = 0;
    for (const auto* state :
         {"planned", "ready", "sending", "unknown", "published", "held", "dropped"}) {
        const std::string name = state;
        const bool sent = name == "sending" || name == "unknown" || name == "published";
        const auto id = std::to_string(++number);
        connection.exec(
            "INSERT INTO deliveries (id, post_id, source, target, language, priority, state, "
            "attempts, owner, lease_until, created, updated, published, reason, segments) VALUES "
            "(" +
            id + ", 1, 'news', 't" + id + "', 'es', 0, '" + name + "', 1, " +
            (owners.contains(name) ? owners.at(name) : "NULL, NULL") + ", 5, 6, " +
            (name == "published" ? "7" : "NULL") + ", '" + (name == "held" ? "why" : "") +
            "', '[]')");
        if (!sent) continue;
        connection.exec(
            "INSERT INTO parts (delivery_id, number, target, key, state, "
            "attempt_started, published, remote_id, payload) VALUES (" +
            id + ", 0, 't" + id + "', 'k" + id + "', '" + name + "', 6, " +
            (name == "published" ? "7, 'remote'" : "NULL, ''") + ", 'payload')");
    }
    if (version >= 2) connection.exec("INSERT INTO samples VALUES (60, 100, 60.0, '{}')");
    if (version >= 3) {
        connection.exec(
            "INSERT INTO pauses (target, since) VALUES ('t2', 50);"
            "INSERT INTO retractions VALUES (5, 't5', 60, NULL, '')");
    }
    if (version >= 4) {
        connection.exec("INSERT INTO spending VALUES ('engine:llm', 'tokens', '2026-11', 12, 8)");
    }
    if (version >= 6) {
        connection.exec("INSERT INTO lane_findings VALUES ('engine:llm', 5, 12.5, 1, 20.0, 0)");
    }
}

std::string columns_of(Connection& connection, const std::string& table) {
    return connection.get_text(
        "SELECT group_concat('quote(\"' || name || '\")', ' || '','' || ') "
        "FROM pragma_table_info('" +
        table + "')");
}

// Every row of the table, in these columns.
std::string rows_of(Connection& connection, const std::string& table, const std::string& columns) {
    return connection.get_text("SELECT coalesce(group_concat(line, char(10)), '') FROM (SELECT " +
                               columns + " AS line FROM " + table + " ORDER BY 1)");
}

const std::vector<std::string> lasting{"meta",       "posts", "seen",   "duplicates", "cursors",
                                       "deliveries", "parts", "memory", "lanes"};

}  // namespace

TEST_CASE("a ledger of every earlier schema is opened with every row it had") {
    for (int version = 1; version < schema_version(); ++version) {
        CAPTURE(version);
        const TempDir directory;
        const auto path = directory.file("glossd.db");
        std::map<std::string, std::pair<std::string, std::string>> before;  // columns and rows
        {
            Connection old(path, Access::read_write, {});
            migrate_to(old, version);
            REQUIRE(old.get_integer("PRAGMA user_version") == version);
            fill(old, version);
            for (const auto& table : lasting) {
                const auto columns = columns_of(old, table);
                before[table] = {columns, rows_of(old, table, columns)};
            }
        }
        auto database = Database::open(path, no_loop);
        REQUIRE(database.has_value());
        (*database)->close();
        Connection now(path, Access::read_only, {});
        CHECK(now.get_integer("PRAGMA user_version") == schema_version());
        for (const auto& table : lasting) {
            CAPTURE(table);
            CHECK_FALSE(before[table].second.empty());
            CHECK(rows_of(now, table, before[table].first) == before[table].second);
        }
        if (version >= 2) CHECK(now.get_integer("SELECT count(*) FROM samples") == 1);
        if (version >= 3) {
            CHECK(now.get_integer("SELECT since FROM pauses WHERE target = 't2'") == 50);
            CHECK(now.get_integer("SELECT asked FROM retractions WHERE delivery_id = 5") == 60);
        }
        if (version >= 4) CHECK(now.get_integer("SELECT amount FROM spending") == 12);
        if (version >= 6) CHECK(now.get_integer("SELECT at FROM lane_findings") == 5);
    }
}

TEST_CASE("what an earlier schema left half done goes on under today's") {
    for (int version = 1; version < schema_version(); ++version) {
        CAPTURE(version);
        const TempDir directory;
        const auto path = directory.file("glossd.db");
        {
            Connection old(path, Access::read_write, {});
            migrate_to(old, version);
            fill(old, version);
        }
        {
            Connection connection(path, Access::read_write, {});
            migrate(connection);
            Tables tables(connection);
            CHECK(tables.deliveries.void_leases_of_other_owners("new", at(0)) == 1);
            CHECK(state_of(tables, 3) == DeliveryState::unknown);
            tables.deliveries.set_sending(2, parts(1), at(1), "new", at(9));
            tables.deliveries.set_part_published(2, 0, "another", "", at(2));
            tables.deliveries.set_published(2, at(2));
            CHECK(tables.deliveries.retry(6, at(3)).has_value());
            CHECK(tables.guards.waiting().empty());
            CHECK(tables.deliveries.remote_id_taken("t5", "remote"));
        }
        const auto audited = audit(path, {{"news"}, {}}, at(100));
        REQUIRE(audited.has_value());
        CHECK(audited->sound());
        CHECK(audited->deliveries == 7);
    }
}
