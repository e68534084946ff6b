// Rows from elsewhere on their way into the memory.
#include "api/import_json.hpp"
#include "runtime/scratch_directory.hpp"
#include "store/database.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

namespace glossd::api {
namespace {

using namespace std::chrono_literals;

const model::WallTime import_now{std::chrono::seconds(1'700'000'000)};

store::Remembered row_made(const std::string& text, model::Duration ago, bool by_hand = false) {
    store::Remembered row;
    row.key = text + std::string(32 - text.size(), '\0');
    row.from = "en";
    row.to = "es";
    row.style = by_hand ? "by hand" : "llm/v1";
    row.engine = "llm";
    row.source = "Hello";
    row.text = text;
    row.created = import_now - ago;
    row.by_hand = by_hand;
    return row;
}

TEST_CASE("an import counts what is new, what is there and what is too old, within the bounds") {
    const auto directory = runtime::ScratchDirectory::make();
    REQUIRE(directory);
    auto database = store::Database::open(directory->file("glossd.db"),
                                          [](const std::function<void()>& done) { done(); });
    REQUIRE(database);
    const config::CacheSettings cache{24h, 3, 1 << 20};
    (*database)->submit(
        [&](store::Tables& tables) {
            const std::vector rows{row_made("a", 1h), row_made("b", 2h), row_made("c", 25h),
                                   row_made("d", 25h, true)};
            CHECK(import_rows(tables, rows, cache, import_now) == ImportCounts{3, 0, 1});
            CHECK(import_rows(tables, rows, cache, import_now) == ImportCounts{0, 3, 1});
            CHECK(import_rows(tables, {row_made("e", 0h), row_made("f", 0h)}, cache,
                              import_now + 1s) == ImportCounts{2, 0, 0});
            CHECK(tables.memory.stats().entries == 3);
            CHECK(tables.memory.entry(row_made("d", 0h).key));
        },
        [](const model::Result<void>& done) { CHECK(done.has_value()); });
    (*database)->close();
}

TEST_CASE("rows on their way keep who made them") {
    auto row = row_made("Hola", 1h);
    row.limit = 80;
    const auto rows = rows_of(to_json(std::vector{row}).dump(), import_now);
    REQUIRE(rows);
    row.key = rows->at(0).key;
    CHECK(rows->at(0) == row);
}

}  // namespace
}  // namespace glossd::api
