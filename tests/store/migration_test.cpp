// The memory of a ledger of every schema that did not keep the texts translations are of.
#include "ledger.hpp"
#include "store/migrations.hpp"

#include <array>

#include <SQLiteCpp/SQLiteCpp.h>

using namespace glossd::store;
using namespace std::chrono_literals;

namespace {

// One delivery that waits, and two translations.
constexpr const char* old_rows = R"sql(
INSERT INTO posts (id, source, source_id, url, content_hash, seen_at, post)
    VALUES (1, 'news', 'a', '', zeroblob(32), 1700000000000, '{"id":"a","text":"Hello"}');
INSERT INTO deliveries (id, post_id, source, target, language, priority, state, created, updated)
    VALUES (1, 1, 'news', 'es', 'es', 0, 'planned', 1700000000000, 1700000000000);
INSERT INTO memory (key, from_language, to_language, style, engine, source_chars, created,
    last_used, hits, bytes, text) VALUES
    (KEY1, 'en', 'es', 'llm/v1', 'llm', 5, 1700000000000,
     1700000009000, 3, 200, 'Hola'),
    (KEY2, 'en', 'fr', 'llm/v1', 'llm', 5, 1700000000000,
     1700000000000, 0, 201, 'Salut');
UPDATE memory_totals SET hits = 3;
)sql";

std::string make_old(const TempDir& directory, int version) {
    const std::array schemas{ledger_schema, samples_schema, by_hand_schema, spending_schema};
    const auto path = directory.file("glossd.db");
    SQLite::Database database(path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    for (int i = 0; i < version; ++i) database.exec(schemas.at(static_cast<std::size_t>(i)));
    std::string rows = old_rows;
    for (const std::string digit : {"1", "2"}) {
        rows.replace(rows.find("KEY" + digit), 4, "X'3" + digit + std::string(62, '0') + "'");
    }
    database.exec(rows);
    database.exec("PRAGMA application_id = 0x676c6f73; PRAGMA user_version = " +
                  std::to_string(version));
    return path;
}

}  // namespace

TEST_CASE("a memory from before it kept its sources goes on with all that is in it") {
    for (int version = 1; version <= 4; ++version) {
        CAPTURE(version);
        const TempDir directory;
        const auto path = make_old(directory, version);
        Loop loop;
        auto opened = Database::open(path, loop.deliver());
        REQUIRE(opened.has_value());
        bool looked = false;
        (*opened)->submit(
            [](Tables& tables) {
                const auto found = tables.memory.get_all({key(1), key(2), key(3)}, at(60), 1h);
                CHECK(found[0] == MemoryRow{"Hola", "llm", "llm/v1", at(0)});
                CHECK(found[1]->text == "Salut");
                CHECK_FALSE(found[2]);
                CHECK(tables.memory.entry(key(1))->hits == 3);
                CHECK(tables.memory.entry(key(1))->last_used == at(9));
                CHECK(tables.memory.stats() == MemoryStats{2, 401, 3});
                CHECK(tables.memory_pages.exportable({}) == 0);
                CHECK(tables.memory_pages.without_source({}) == 2);
                CHECK(tables.memory_pages.without_source({{}, "fr"}) == 1);
                CHECK(tables.memory_pages.page({}, 0, 10).entries.empty());
                CHECK(tables.deliveries.get(1)->state == glossd::model::DeliveryState::planned);
                tables.memory.touch_all({key(1)}, at(70));
                tables.memory.put(
                    {key(2), "en", "fr", "llm/v1", "llm", "Hello", "Bonjour", at(80)});
                CHECK(tables.memory_pages.exportable({}) == 1);
                CHECK(tables.memory.trim(at(80), 1h, 1, 1 << 20) == 1);
                CHECK_FALSE(tables.memory.entry(key(1)));
            },
            [&](const glossd::model::Result<void>& result) {
                const std::string message = result ? "" : result.error().message;
                CHECK_MESSAGE(result.has_value(), message);
                looked = true;
            });
        loop.run_until([&] { return looked; });
        (*opened)->close();
        SQLite::Database reader(path);
        CHECK(reader.execAndGet("PRAGMA integrity_check").getString() == "ok");
        SQLite::Statement broken(reader, "PRAGMA foreign_key_check");
        CHECK_FALSE(broken.executeStep());
    }
}
