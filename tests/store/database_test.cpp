#include "store/database.hpp"

#include "ledger.hpp"

#include <thread>

#include <SQLiteCpp/SQLiteCpp.h>

using namespace glossd::store;
using glossd::model::ErrorKind;
using glossd::model::Result;

namespace {

std::optional<std::string> meta_on_disk(const std::string& path, const std::string& name) {
    SQLite::Database other(path);
    SQLite::Statement query(other, "SELECT value FROM meta WHERE key = ?");
    query.bind(1, name);
    if (!query.executeStep()) return std::nullopt;
    return query.getColumn(0).getString();
}

}  // namespace

TEST_CASE("a work may return a value, nothing, or a result that is not wrapped again") {
    Ledger ledger;
    const Result<int> number = ledger.run([](Tables&) { return 7; });
    CHECK(number == 7);
    const Result<void> nothing = ledger.run([](Tables&) {});
    CHECK(nothing.has_value());
    const Result<int> failed = ledger.run(
        [](Tables&) -> Result<int> { return glossd::model::fail(ErrorKind::not_found, "no"); });
    CHECK(failed.error() == glossd::model::Error{ErrorKind::not_found, "no"});
}

TEST_CASE("works and completions may own what cannot be copied") {
    Ledger ledger;
    int seen = 0;
    ledger.database().submit(
        [owned = std::make_unique<int>(3)](Tables&) { return std::make_unique<int>(*owned + 1); },
        [&seen, owned = std::make_unique<int>(1)](Result<std::unique_ptr<int>> result) {
            seen = **result + *owned;
        });
    ledger.loop().run_until([&] { return seen != 0; });
    CHECK(seen == 5);
}

TEST_CASE("a result is delivered only when another connection can see its rows") {
    Ledger ledger;
    int delivered = 0;
    int visible = 0;
    Gate gate(ledger.database());
    for (int i = 0; i < 50; ++i) {
        const auto name = "row " + std::to_string(i);
        ledger.database().submit([name](Tables& tables) { tables.meta.put(name, "1"); },
                                 [&, name](const Result<void>&) {
                                     ++delivered;
                                     if (meta_on_disk(ledger.path(), name) == "1") ++visible;
                                 });
    }
    std::optional<std::string> before_commit;
    ledger.database().submit(
        [&, path = ledger.path()](Tables&) { before_commit = meta_on_disk(path, "row 0"); },
        [](const Result<void>&) {});
    gate.open();
    ledger.loop().run_until([&] { return delivered == 50; });
    CHECK(visible == 50);
    CHECK_FALSE(before_commit.has_value());
    CHECK(ledger.database().stats().commits == 2);
}

TEST_CASE("one failing work among fifty fails alone and leaves no trace") {
    Ledger ledger;
    std::vector<Result<void>> results;
    Gate gate(ledger.database());
    for (int i = 0; i < 50; ++i) {
        ledger.database().submit(
            [i](Tables& tables) -> Result<void> {
                tables.meta.put("row " + std::to_string(i), "1");
                if (i == 20) throw std::runtime_error("broken");
                if (i == 30) return glossd::model::fail(ErrorKind::refused, "not this one");
                if (i == 40) tables.deliveries.set_published(99, at(0));
                return {};
            },
            [&](Result<void> result) { results.push_back(std::move(result)); });
    }
    gate.open();
    ledger.loop().run_until([&] { return results.size() == 50; });
    for (std::size_t i = 0; i < 50; ++i) {
        const bool fails = i == 20 || i == 30 || i == 40;
        CHECK(results[i].has_value() == !fails);
        CHECK(meta_on_disk(ledger.path(), "row " + std::to_string(i)).has_value() == !fails);
    }
    CHECK(results[20].error().message.find("broken") != std::string::npos);
    CHECK(results[30].error().kind == ErrorKind::refused);
    CHECK(results[40].error().kind == ErrorKind::not_found);
}

TEST_CASE("works run and answer in the order of their submission, over many groups") {
    Ledger ledger;
    std::vector<int> ran;
    std::vector<int> answered;
    for (int i = 0; i < 3000; ++i) {
        ledger.database().submit([&ran, i](Tables&) { ran.push_back(i); },
                                 [&answered, i](const Result<void>&) { answered.push_back(i); });
    }
    ledger.loop().run_until([&] { return answered.size() == 3000; });
    CHECK(std::is_sorted(ran.begin(), ran.end()));
    CHECK(ran == answered);
    CHECK(ledger.database().stats().items == 3000);
    CHECK(ledger.database().stats().commits >= 6);
}

TEST_CASE("a full disk fails the group with a message that says so, and the next group works") {
    Ledger ledger(Options{.max_pages = 120});
    std::vector<Result<void>> results;
    Gate gate(ledger.database());
    for (int i = 0; i < 3; ++i) {
        ledger.database().submit(
            [i](Tables& tables) {
                tables.meta.put("row " + std::to_string(i), "1");
                if (i == 1) tables.meta.put("large", std::string(1'000'000, 'x'));
            },
            [&](Result<void> result) { results.push_back(std::move(result)); });
    }
    gate.open();
    ledger.loop().run_until([&] { return results.size() == 3; });
    CHECK(results[1].error().kind == ErrorKind::io);
    CHECK(results[1].error().message.find("disk or quota is full") != std::string::npos);
    for (std::size_t i = 0; i < 3; ++i) {
        // Whatever SQLite rolled back, no answer may differ from what is on the disk.
        CHECK(results[i].has_value() ==
              meta_on_disk(ledger.path(), "row " + std::to_string(i)).has_value());
    }
    ledger([](Tables& tables) { tables.meta.put("after", "1"); });
    CHECK(meta_on_disk(ledger.path(), "after") == "1");
}

TEST_CASE("a group that cannot get the lock fails as a whole, and the next one works") {
    Ledger ledger(Options{.busy_timeout = std::chrono::milliseconds(1)});
    SQLite::Database other(ledger.path(), SQLite::OPEN_READWRITE);
    other.exec("BEGIN IMMEDIATE");
    const auto refused = ledger.run([](Tables& tables) { tables.meta.put("a", "1"); });
    CHECK(refused.error().kind == ErrorKind::locked);
    other.exec("ROLLBACK");
    ledger([](Tables& tables) { tables.meta.put("a", "2"); });
    CHECK(meta_on_disk(ledger.path(), "a") == "2");
}

TEST_CASE("a reader in the middle of its work does not hold up a commit") {
    Ledger ledger;
    ledger([](Tables& tables) { tables.meta.put("a", "1"); });
    const auto reader = *Reader::open(ledger.path());
    const auto seen = reader->read([&](const Tables& tables) {
        const auto before = tables.meta.get("a");
        ledger([](Tables& writable) { writable.meta.put("a", "2"); });
        return std::pair(before, tables.meta.get("a"));
    });
    CHECK(seen->first == "1");
    CHECK(seen->second == "1");
    CHECK(*reader->read([](const Tables& tables) { return tables.meta.get("a"); }) == "2");
}

TEST_CASE("a reader of what does not exist says so and makes nothing") {
    const TempDir directory;
    CHECK(Reader::open(directory.file("glossd.db")).error().kind == ErrorKind::not_found);
    CHECK_FALSE(std::filesystem::exists(directory.file("glossd.db")));
}

TEST_CASE("a reader opens the database of a daemon that is not running") {
    Ledger ledger;
    ledger([](Tables& tables) { tables.meta.put("a", "1"); });
    ledger.database().close();
    const auto reader = Reader::open(ledger.path());
    REQUIRE(reader.has_value());
    CHECK(*(*reader)->read([](const Tables& tables) { return tables.meta.get("a"); }) == "1");
}

TEST_CASE("closing commits everything that was submitted before") {
    Ledger ledger;
    int delivered = 0;
    for (int i = 0; i < 1200; ++i) {
        ledger.database().submit(
            [i](Tables& tables) { tables.meta.put("row " + std::to_string(i), "1"); },
            [&](const Result<void>& result) { delivered += result ? 1 : 0; });
    }
    // A disk that others use may take longer than a daemon would give it.
    ledger.database().close(std::chrono::minutes(5));
    ledger.loop().run_until([&] { return delivered == 1200; });
    CHECK(meta_on_disk(ledger.path(), "row 1199") == "1");
    CHECK(std::filesystem::file_size(ledger.path() + "-wal") == 0);
}

TEST_CASE("a work submitted after closing is answered with cancelled") {
    Ledger ledger;
    ledger.database().close();
    ledger.database().close();
    CHECK(ledger.run([](Tables&) {}).error().kind == ErrorKind::cancelled);
}

TEST_CASE("closing without grace cancels what has not begun, and every work is answered") {
    Ledger ledger;
    int answered = 0;
    std::vector<ErrorKind> kinds;
    Gate gate(ledger.database());
    for (int i = 0; i < 1500; ++i) {
        ledger.database().submit([](Tables& tables) { tables.meta.put("a", "1"); },
                                 [&](const Result<void>& result) {
                                     ++answered;
                                     if (!result) kinds.push_back(result.error().kind);
                                 });
    }
    std::thread closer([&] { ledger.database().close(std::chrono::milliseconds(0)); });
    // close() has begun as soon as a submission is turned away at once.
    bool turned_away = false;
    while (!turned_away) {
        ledger.database().submit([](Tables&) {},
                                 [&](const Result<void>& result) { turned_away = !result; });
        ledger.loop().run_what_is_there();
    }
    gate.open();
    closer.join();
    ledger.loop().run_until([&] { return answered == 1500; });
    CHECK_FALSE(kinds.empty());
    for (const auto kind : kinds) CHECK(kind == ErrorKind::cancelled);
}

TEST_CASE("a look-up sees what was submitted before it and answers in its turn") {
    Ledger ledger;
    std::vector<int> answers;
    Gate gate(ledger.database());
    for (int i = 0; i < 20; ++i) {
        ledger.database().submit([i](Tables& tables) { tables.meta.put("n", std::to_string(i)); },
                                 [&answers, i](const Result<void>&) { answers.push_back(i); });
        ledger.database().look_up(
            [](const Tables& tables) { return std::stoi(tables.meta.get("n").value_or("-1")); },
            [&answers](const Result<int>& seen) { answers.push_back(seen.value_or(-2) + 100); });
    }
    gate.open();
    ledger.loop().run_until([&] { return answers.size() == 40; });
    for (int i = 0; i < 20; ++i) {
        CHECK(answers[static_cast<std::size_t>(2 * i)] == i);
        CHECK(answers[static_cast<std::size_t>(2 * i + 1)] == 100 + i);
    }
}

TEST_CASE("a look-up with no change before it is no commit, and fails alone") {
    Ledger ledger;
    ledger.run([](Tables&) {});
    const auto before = ledger.database().stats();
    std::vector<ErrorKind> failures;
    int found = 0;
    for (int i = 0; i < 3; ++i) {
        ledger.database().look_up(
            [i](const Tables& tables) -> Result<std::string> {
                if (i == 1) return glossd::model::fail(ErrorKind::not_found, "no");
                return tables.meta.instance_id();
            },
            [&](const Result<std::string>& answer) {
                answer ? void(++found) : failures.push_back(answer.error().kind);
            });
    }
    ledger.loop().run_until([&] { return found == 2 && failures.size() == 1; });
    CHECK(failures == std::vector{ErrorKind::not_found});
    CHECK(ledger.database().stats().commits == before.commits);
    CHECK(ledger.run([](Tables& tables) { tables.meta.put("after", "1"); }).has_value());
}
