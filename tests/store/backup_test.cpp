#include "store/backup.hpp"

#include "ledger.hpp"
#include "store/audit.hpp"

#include <atomic>
#include <fstream>
#include <thread>

#include <SQLiteCpp/SQLiteCpp.h>
#include <sys/stat.h>

using namespace glossd::store;
using glossd::model::DeliveryState;
using glossd::model::ErrorKind;

namespace {

std::size_t files_in(const std::filesystem::path& directory) {
    const std::filesystem::directory_iterator all(directory);
    return static_cast<std::size_t>(std::distance(begin(all), end(all)));
}

}  // namespace

TEST_CASE("a copy is one private file with all that is committed, and opens as a ledger") {
    Ledger ledger;
    const auto id = ledger([](Tables& tables) { return published_delivery(tables, "a"); });
    const TempDir elsewhere;
    const auto copy = elsewhere.file("copy.db");
    std::int64_t last = 0;
    std::int64_t total = 0;
    const auto made = back_up(ledger.path(), copy, {.progress = [&](auto done, auto of) {
                                  last = done;
                                  total = of;
                              }});
    REQUIRE(made.has_value());
    CHECK(last == total);
    CHECK(made->bytes == static_cast<std::int64_t>(std::filesystem::file_size(copy)));
    CHECK(files_in(elsewhere.path()) == 1);
    struct stat facts {};
    REQUIRE(::stat(copy.c_str(), &facts) == 0);
    CHECK((facts.st_mode & 0777) == 0600);
    const auto audited = audit(copy, {{"news"}, {"es"}}, at(0));
    REQUIRE(audited.has_value());
    CHECK(audited->sound());
    const auto reader = Reader::open(copy);
    REQUIRE(reader.has_value());
    const auto state =
        (*reader)->read([&](const Tables& tables) { return tables.deliveries.get(id)->state; });
    CHECK(state.value() == DeliveryState::published);
}

TEST_CASE("a copy made while the daemon writes is of one moment, and nothing waits for it") {
    Ledger ledger;
    const TempDir elsewhere;
    // Each work adds a post and its delivery: a copy with one more of either is torn.
    ledger([](Tables& tables) {
        for (int i = 0; i < 2000; ++i) ready_delivery(tables, "before" + std::to_string(i));
    });
    std::atomic<bool> over{false};
    std::thread copier([&] {
        for (int i = 0; i < 5; ++i) {
            CHECK(back_up(ledger.path(), elsewhere.file("copy" + std::to_string(i))).has_value());
        }
        over = true;
    });
    int written = 0;
    while (!over) {
        ledger([&](Tables& tables) {
            for (int i = 0; i < 20; ++i) {
                ready_delivery(tables, "during" + std::to_string(written++));
            }
        });
    }
    copier.join();
    CHECK(written > 0);
    for (int i = 0; i < 5; ++i) {
        SQLite::Database copy(elsewhere.file("copy" + std::to_string(i)));
        const auto posts = copy.execAndGet("SELECT count(*) FROM posts").getInt();
        CHECK(posts == copy.execAndGet("SELECT count(*) FROM deliveries").getInt());
        CHECK((posts - 2000) % 20 == 0);
        CHECK(copy.execAndGet("PRAGMA integrity_check").getString() == "ok");
    }
}

TEST_CASE("a file that exists is kept unless told otherwise, and the ledger itself always") {
    Ledger ledger;
    ledger([](Tables& tables) { ready_delivery(tables, "a"); });
    const TempDir elsewhere;
    const auto copy = elsewhere.file("copy");
    std::ofstream(copy) << "precious";
    const auto refused = back_up(ledger.path(), copy);
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().kind == ErrorKind::refused);
    CHECK(std::filesystem::file_size(copy) == 8);
    CHECK(back_up(ledger.path(), copy, {.overwrite = true}).has_value());
    CHECK(std::filesystem::file_size(copy) > 8);
    CHECK(back_up(ledger.path(), ledger.path(), {.overwrite = true}).error().kind ==
          ErrorKind::refused);
    CHECK(files_in(elsewhere.path()) == 1);
}

TEST_CASE("a copy that cannot be made leaves nothing behind and says why") {
    const TempDir elsewhere;
    const auto none = back_up(elsewhere.file("no.db"), elsewhere.file("copy"));
    REQUIRE_FALSE(none.has_value());
    CHECK(none.error().kind == ErrorKind::not_found);
    Ledger ledger;
    const auto nowhere = back_up(ledger.path(), elsewhere.file("no/such/folder"));
    REQUIRE_FALSE(nowhere.has_value());
    CHECK(nowhere.error().kind == ErrorKind::io);
    CHECK(nowhere.error().message.find("no/such/folder") != std::string::npos);
    std::ofstream(elsewhere.file("text")) << std::string(5000, 'x');
    CHECK_FALSE(back_up(elsewhere.file("text"), elsewhere.file("copy")).has_value());
    CHECK(files_in(elsewhere.path()) == 1);
}

TEST_CASE("the first start on a copy is remembered, and a ledger that is none has no such moment") {
    Ledger ledger;
    ledger([](Tables& tables) {
        tables.meta.note_start(at(5));
        CHECK_FALSE(tables.meta.put_back().has_value());
    });
    const TempDir elsewhere;
    const auto copy = elsewhere.file("glossd.db");
    REQUIRE(back_up(ledger.path(), copy).has_value());
    Connection connection(copy, Access::read_write, {});
    Tables tables(connection);
    CHECK_FALSE(tables.meta.put_back().has_value());
    tables.meta.note_start(at(10));
    tables.meta.note_start(at(20));
    CHECK(tables.meta.put_back() == at(10));
    CHECK(tables.meta.instance_id() ==
          ledger([](Tables& original) { return original.meta.instance_id(); }));
}
