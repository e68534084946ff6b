// What commands do to the memory and the file: looking, purging, vacuuming.
#include "ledger.hpp"

using namespace glossd::store;
using namespace std::chrono_literals;

namespace {

void put(Tables& tables, int number, const std::string& to, std::int64_t seconds,
         const std::string& text = "Hola") {
    tables.memory.put({key(number), "en", to, "llm/v1", "llm", "Hello", text, at(seconds)});
}

}  // namespace

TEST_CASE("an entry is shown with its languages, times and hits") {
    Ledger ledger;
    ledger([](Tables& tables) {
        put(tables, 1, "es", 0);
        tables.memory.touch_all({key(1), key(1)}, at(9));
        CHECK(tables.memory.entry(key(1)) ==
              MemoryEntry{key(1), "en", "es", {"Hola", "llm", "llm/v1", at(0)}, at(9), 2});
        CHECK_FALSE(tables.memory.entry(key(2)));
    });
}

TEST_CASE("the most used come first and the never used not at all") {
    Ledger ledger;
    ledger([](Tables& tables) {
        for (int number = 1; number <= 4; ++number) put(tables, number, "es", 0);
        tables.memory.touch_all({key(3), key(3), key(1)}, at(1));
        tables.memory.touch_all({key(2)}, at(2));
        std::vector<std::string> keys;
        for (const auto& entry : tables.memory.most_used(10)) keys.push_back(entry.key);
        CHECK(keys == std::vector{key(3), key(2), key(1)});
        CHECK(tables.memory.most_used(1).size() == 1);
    });
}

TEST_CASE("entries are counted by the language they are in") {
    Ledger ledger;
    ledger([](Tables& tables) {
        put(tables, 1, "es", 0);
        put(tables, 2, "fr", 0);
        put(tables, 3, "fr", 0);
        CHECK(tables.memory.entries_by_language() ==
              std::map<std::string, std::int64_t>{{"es", 1}, {"fr", 2}});
    });
}

TEST_CASE("a purge takes what fits all its conditions, a round at a time") {
    Ledger ledger;
    ledger([](Tables& tables) {
        put(tables, 1, "es", 0);
        put(tables, 2, "fr", 0);
        put(tables, 3, "fr", 100);
        CHECK(tables.memory.purge({at(50), "fr"}) == 1);
        CHECK_FALSE(tables.memory.entry(key(2)));
        CHECK(tables.memory.purge({std::nullopt, "de"}) == 0);
        CHECK(tables.memory.purge({}, 1) == 1);
        CHECK(tables.memory.purge({}, 5) == 1);
        CHECK(tables.memory.stats().entries == 0);
        CHECK(tables.memory.stats().bytes == 0);
    });
}

TEST_CASE("posts are listed by id, after one, of one source or all") {
    Ledger ledger;
    ledger([](Tables& tables) {
        const auto first = insert_post(tables, "a");
        auto other = post("b", std::string(300, 'x'));
        other.title = "Title";
        other.language = "en";
        other.published = at(5);
        const auto second = tables.posts.insert("blog", other, key(1), at(7));
        const auto all = tables.posts.list(std::nullopt, 0, 10);
        REQUIRE(all.size() == 2);
        CHECK(all[0] == PostRow{first, "news", "Hello", "https://example.org/a", "", {}, at(0)});
        CHECK(all[1] ==
              PostRow{second, "blog", "Title", "https://example.org/b", "en", at(5), at(7)});
        CHECK(tables.posts.list(std::nullopt, first, 10).size() == 1);
        CHECK(tables.posts.list("news", 0, 10).size() == 1);
        CHECK(tables.posts.list(std::nullopt, 0, 1).size() == 1);
    });
}

TEST_CASE("vacuuming gives the space of purged entries back and keeps the rest") {
    Ledger ledger;
    ledger([](Tables& tables) {
        for (int number = 0; number < 400; ++number) {
            put(tables, number, number == 7 ? "fr" : "es", 0, std::string(2000, 'x'));
        }
        tables.memory.purge({std::nullopt, "es"}, 1000);
    });
    std::optional<glossd::model::Result<Vacuumed>> done;
    ledger.database().vacuum([&](auto result) { done = std::move(result); });
    ledger.loop().run_until([&] { return done.has_value(); });
    REQUIRE(done->has_value());
    CHECK((*done)->bytes_before > 400 * 2000);
    CHECK((*done)->bytes_after < 300 * 2000);
    ledger([](Tables& tables) {
        CHECK(tables.memory.entry(key(7)).has_value());
        CHECK(tables.memory.stats().entries == 1);
    });
}

TEST_CASE("works before and behind a vacuum in the queue are done all the same") {
    Ledger ledger;
    Gate gate(ledger.database());
    std::string order;
    const auto say = [&](char what) {
        return [&order, what](const auto& result) { order += result ? what : 'x'; };
    };
    ledger.database().submit([](Tables& tables) { tables.meta.put("a", "1"); }, say('a'));
    ledger.database().vacuum(say('v'));
    ledger.database().submit([](Tables& tables) { tables.meta.put("b", "2"); }, say('b'));
    gate.open();
    ledger.loop().run_until([&] { return order.size() == 3; });
    CHECK(order == "avb");
    ledger([](Tables& tables) { CHECK(tables.meta.get("b") == "2"); });
}
