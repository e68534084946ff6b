#include "store/memory.hpp"

#include "ledger.hpp"

#include <doctest/doctest.h>

using namespace glossd::store;
using namespace std::chrono_literals;

namespace {

void put(Tables& tables, int number, std::int64_t seconds, const std::string& text = "Hola") {
    tables.memory.put({key(number), "en", "es", "llm/v1", "llm", "Hello", text, at(seconds)});
}

bool holds(const Tables& tables, int number, std::int64_t seconds = 0) {
    return tables.memory.get_all({key(number)}, at(seconds), 1h).at(0).has_value();
}

}  // namespace

TEST_CASE("the memory answers key by key, in the order asked") {
    Ledger ledger;
    ledger([](Tables& tables) {
        put(tables, 1, 0, "uno");
        put(tables, 3, 0, "tres");
        const auto found = tables.memory.get_all({key(3), key(2), key(1), key(3)}, at(1), 1h);
        REQUIRE(found.size() == 4);
        CHECK(found[0] == MemoryRow{"tres", "llm", "llm/v1", at(0)});
        CHECK_FALSE(found[1].has_value());
        CHECK(found[2]->text == "uno");
        CHECK(found[3] == found[0]);
        CHECK(tables.memory.get_all({}, at(1), 1h).empty());
    });
}

TEST_CASE("an entry expires by its age, however often it is hit, and a new put renews it") {
    Ledger ledger;
    ledger([](Tables& tables) {
        put(tables, 1, 0);
        tables.memory.touch_all({key(1)}, at(3000));
        CHECK(holds(tables, 1, 3600));
        CHECK_FALSE(holds(tables, 1, 3601));
        put(tables, 1, 3601, "otra");
        CHECK(holds(tables, 1, 7000));
        CHECK(tables.memory.stats().entries == 1);
        CHECK(tables.memory.trim(at(7201), 1h, 100, 1 << 20) == 0);
        CHECK(tables.memory.trim(at(7202), 1h, 100, 1 << 20) == 1);
        CHECK(tables.memory.stats().entries == 0);
        CHECK(tables.memory.stats().bytes == 0);
    });
}

TEST_CASE("a key of the wrong size is refused") {
    Ledger ledger;
    const auto result = ledger.run([](Tables& tables) {
        tables.memory.put({"short", "en", "es", "", "llm", "b", "a", at(0)});
    });
    CHECK(result.error().kind == glossd::model::ErrorKind::refused);
}

TEST_CASE("beyond its entries the memory forgets what was used least recently") {
    Ledger ledger;
    ledger([](Tables& tables) {
        for (int i = 0; i < 10; ++i) put(tables, i, i);
        tables.memory.touch_all({key(0), key(99)}, at(100));
        CHECK(tables.memory.trim(at(100), 1h, 4, 1 << 20) == 6);
        CHECK(tables.memory.stats().entries == 4);
        CHECK(holds(tables, 0, 100));
        CHECK_FALSE(holds(tables, 6, 100));
        CHECK(holds(tables, 7, 100));
    });
}

TEST_CASE("beyond its bytes the memory forgets no more than it must") {
    Ledger ledger;
    ledger([](Tables& tables) {
        for (int i = 0; i < 10; ++i) put(tables, i, i, std::string(1000, 'x'));
        const auto one = tables.memory.stats().bytes / 10;
        CHECK(one > 1000);
        CHECK(tables.memory.trim(at(100), 1h, 100, 3 * one + one / 2) == 7);
        CHECK(tables.memory.stats().bytes == 3 * one);
        CHECK(tables.memory.trim(at(100), 1h, 100, 3 * one) == 0);
    });
}

TEST_CASE("a large trim goes in steps and says that there is more") {
    Ledger ledger;
    ledger([](Tables& tables) {
        for (int i = 0; i < 10; ++i) put(tables, i, i);
        CHECK(tables.memory.trim(at(3605), 1h, 100, 1 << 20, 3) == 3);
        CHECK(tables.memory.trim(at(3605), 1h, 2, 1 << 20, 3) == 3);
        CHECK(tables.memory.trim(at(3605), 1h, 2, 1 << 20, 3) == 2);
        CHECK(tables.memory.stats().entries == 2);
    });
}

TEST_CASE("the totals follow every change, and undone work does not count") {
    Ledger ledger;
    ledger([](Tables& tables) {
        put(tables, 1, 0, "short");
        put(tables, 1, 1, "a longer translation");
        put(tables, 2, 1);
        tables.memory.touch_all({key(1), key(1), key(3)}, at(2));
    });
    const auto undone = ledger.run([](Tables& tables) {
        put(tables, 4, 0);
        throw std::runtime_error("undone");
    });
    CHECK_FALSE(undone.has_value());
    const auto stats = ledger([](Tables& tables) { return tables.memory.stats(); });
    CHECK(stats.entries == 2);
    CHECK(stats.hits == 2);
    Ledger same;
    const auto expected = same([](Tables& tables) {
        put(tables, 1, 0, "a longer translation");
        put(tables, 2, 0);
        return tables.memory.stats();
    });
    CHECK(stats.bytes == expected.bytes);
}
