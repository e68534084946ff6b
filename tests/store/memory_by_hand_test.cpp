// What people wrote into the memory, what comes into it from elsewhere, and how it leaves.
#include "ledger.hpp"

using namespace glossd::store;
using namespace std::chrono_literals;

namespace {

Remembered remembered(int number, std::int64_t seconds, bool by_hand = false) {
    Remembered entry{key(number),
                     "en",
                     "es",
                     by_hand ? "by hand" : "llm/v1",
                     by_hand ? "by hand" : "llm",
                     "Hello",
                     "Hola " + std::to_string(number),
                     at(seconds)};
    entry.by_hand = by_hand;
    return entry;
}

std::vector<std::string> keys_of(const std::vector<std::pair<std::string, MemoryRow>>& rows) {
    std::vector<std::string> keys;
    for (const auto& [key, row] : rows) keys.push_back(key);
    return keys;
}

}  // namespace

TEST_CASE("what a person wrote neither expires nor goes with a purge that does not name it") {
    Ledger ledger;
    ledger([](Tables& tables) {
        tables.memory.put(remembered(1, 0, true));
        tables.memory.put(remembered(2, 0));
        CHECK(tables.memory.get_all({key(1), key(2)}, at(99999), 1h)[0]->by_hand);
        CHECK_FALSE(tables.memory.get_all({key(2)}, at(99999), 1h)[0]);
        CHECK(tables.memory.trim(at(99999), 1h, 100, 1 << 20) == 1);
        CHECK(tables.memory.purge({at(99999), {}}) == 0);
        CHECK(tables.memory.purge({}) == 0);
        CHECK(tables.memory.stats().entries == 1);
        CHECK(tables.memory.ages() == MemoryAges{1, {}, {}});
        CHECK(tables.memory.purge({at(99999), {}, true}) == 1);
    });
}

TEST_CASE("beyond its bounds the memory gives up engines' work before people's") {
    Ledger ledger;
    ledger([](Tables& tables) {
        for (int i = 0; i < 4; ++i) tables.memory.put(remembered(i, i, i < 2));
        CHECK(tables.memory.trim(at(10), 1h, 1, 1 << 20) == 3);
        CHECK(tables.memory.entry(key(1)));
    });
}

TEST_CASE("the ages are those of engines' work") {
    Ledger ledger;
    ledger([](Tables& tables) {
        CHECK(tables.memory.ages() == MemoryAges{});
        tables.memory.put(remembered(1, 50));
        tables.memory.put(remembered(2, 70));
        tables.memory.put(remembered(3, 1, true));
        CHECK(tables.memory.ages() == MemoryAges{1, at(50), at(70)});
    });
}

TEST_CASE("a row from elsewhere takes the place of an older one only") {
    Ledger ledger;
    ledger([](Tables& tables) {
        tables.memory.put(remembered(1, 50));
        auto other = remembered(1, 40);
        other.text = "Buenas";
        CHECK_FALSE(tables.memory.put_if_newer(other, at(100)));
        other.created = at(50);
        CHECK_FALSE(tables.memory.put_if_newer(other, at(100)));
        CHECK(tables.memory.entry(key(1))->row.text == "Hola 1");
        other.created = at(51);
        CHECK(tables.memory.put_if_newer(other, at(100)));
        CHECK(tables.memory.entry(key(1))->row.text == "Buenas");
        CHECK(tables.memory.entry(key(1))->last_used == at(100));
        CHECK(tables.memory.put_if_newer(remembered(2, 10), at(100)));
        CHECK(tables.memory.entry(key(2))->row.created == at(10));
        CHECK(tables.memory.stats().entries == 2);
    });
}

TEST_CASE("two keys that begin alike are two entries") {
    Ledger ledger;
    ledger([](Tables& tables) {
        auto one = remembered(1, 0);
        auto other = remembered(1, 0);
        other.key.back() = 'x';
        other.text = "Buenas";
        tables.memory.put(one);
        tables.memory.put(other);
        CHECK(tables.memory.stats().entries == 2);
        tables.memory.touch_all({other.key}, at(5));
        CHECK(tables.memory.entry(one.key)->hits == 0);
        CHECK(tables.memory.entry(one.key)->row.text == "Hola 1");
        CHECK(tables.memory.entry(other.key)->row.text == "Buenas");
    });
}

TEST_CASE("what was used last comes first, whoever wrote it, without what has expired") {
    Ledger ledger;
    ledger([](Tables& tables) {
        tables.memory.put(remembered(1, 10, true));
        tables.memory.put(remembered(2, 3990));
        tables.memory.put(remembered(3, 3980));
        tables.memory.put(remembered(4, 0));
        tables.memory.touch_all({key(4)}, at(4000));
        tables.memory.touch_all({key(3)}, at(3995));
        const auto rows = tables.memory.recently_used(10, at(4000), 1h);
        CHECK(keys_of(rows) == std::vector{key(3), key(2), key(1)});
        CHECK(rows[2].second.by_hand);
        CHECK(keys_of(tables.memory.recently_used(2, at(4000), 1h)) == std::vector{key(3), key(2)});
    });
}

TEST_CASE("pages give every entry once, as it was put, and only of the languages asked for") {
    Ledger ledger;
    ledger([](Tables& tables) {
        std::vector<Remembered> all;
        for (int i = 0; i < 7; ++i) {
            all.push_back(remembered(i, i, i == 3));
            if (i == 5) all.back().to = "fr";
            all.back().limit = i == 6 ? 80 : 0;
            tables.memory.put(all.back());
        }
        std::vector<Remembered> read;
        std::int64_t after = 0;
        while (true) {
            const auto page = tables.memory_pages.page({}, after, 3);
            if (page.entries.empty()) break;
            read.insert(read.end(), page.entries.begin(), page.entries.end());
            after = page.last_id;
        }
        CHECK(read == all);
        CHECK(tables.memory_pages.page({{}, "fr"}, 0, 10).entries == std::vector{all[5]});
        CHECK(tables.memory_pages.page({"de", {}}, 0, 10).entries.empty());
        CHECK(tables.memory_pages.exportable({"en", "es"}) == 6);
        CHECK(tables.memory_pages.without_source({}) == 0);
    });
}
