// `glossd bench pipeline`, at latencies that a test can wait for.
#include "bench/process.hpp"
#include "places.hpp"

#include <map>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

namespace {

using namespace std::chrono_literals;
using glossd::bench::Process;
using nlohmann::json;

struct Run {
    int exit_code = -1;
    std::string output;
};

Run glossd_bench(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "bench");
    auto process = Process::start({glossd::places::program(), std::move(arguments), {}});
    REQUIRE(process);
    const auto end = process->wait(5min);
    REQUIRE(end);
    return {end->exit_code, process->output()};
}

json row_of(const json& rows, const std::string& what, bool sequential, bool batched) {
    for (const auto& row : rows) {
        if (row["what"] == what && row["sequential"] == sequential && row["batched"] == batched) {
            return row;
        }
    }
    FAIL("no row ", what);
    return {};
}

}  // namespace

TEST_CASE("bench pipeline measures every row, none faster than its bound, and reuses connections") {
    const auto run =
        glossd_bench({"pipeline", "--json", "--latency", "0.06s", "--publish-latency", "20ms"});
    REQUIRE_MESSAGE(run.exit_code == 0, run.output);
    const auto report = json::parse(run.output);
    CHECK(report["latency_seconds"] == 0.06);
    CHECK(report["publish_latency_seconds"] == 0.02);
    for (const auto* group : {"tasks", "languages", "stream"}) {
        for (const auto& row : report[group]) {
            INFO(row.dump());
            CHECK(row["seconds"] > row["bound_seconds"]);
            CHECK(row["published"] == row["posts"].get<int>() * row["languages"].get<int>());
            CHECK(row["peak_memory_bytes"] > 1'000'000);
        }
    }
    const auto& tasks = report["tasks"];
    const std::string five = "five posts, three languages";
    CHECK(row_of(tasks, "one translation", false, false)["translation_requests"] == 1);
    CHECK(row_of(tasks, five, false, false)["translation_requests"] == 15);
    CHECK(row_of(tasks, five, true, false)["translation_requests"] == 15);
    CHECK(row_of(tasks, five, false, true)["translation_requests"] == 3);
    CHECK(row_of(tasks, "the same from memory", false, true)["translation_requests"] == 0);
    CHECK(report["languages"].size() == 10);
    CHECK(report["stream"][0]["reused_share"] > 0.95);
    CHECK(report["memory_hit"]["median_microseconds"] > 0);
}

TEST_CASE("bench batch shows that full batches need fewer calls and fewer tokens") {
    const auto run = glossd_bench({"batch", "--json", "--posts", "60"});
    REQUIRE_MESSAGE(run.exit_code == 0, run.output);
    const auto report = json::parse(run.output);
    const auto& rows = report["rows"];
    REQUIRE(rows.size() == 6);
    CHECK(rows[0]["calls"] == 60);
    CHECK(rows[1]["calls"] >= 15);
    CHECK(rows[1]["calls"] < 60);
    CHECK(rows[2]["tokens"] < rows[1]["tokens"]);
    CHECK(rows[1]["tokens"] < rows[0]["tokens"]);
    for (const auto& row : rows) CHECK(row["seconds"] > row["bound_seconds"]);
}

TEST_CASE("bench cache measures hits in the process and from the ledger") {
    const auto run = glossd_bench({"cache", "--json", "--entries", "3000"});
    REQUIRE_MESSAGE(run.exit_code == 0, run.output);
    const auto report = json::parse(run.output);
    CHECK(report["entries"] == 3000);
    CHECK(report["recent_p99_microseconds"] > 0);
    CHECK(report["stored_p99_microseconds"] >= report["stored_median_microseconds"]);
}

TEST_CASE("bench says what it cannot do") {
    CHECK(glossd_bench({}).exit_code == 2);
    const auto later = glossd_bench({"bulk", "--json"});
    CHECK(later.exit_code == 2);
    CHECK(later.output.find("\"bench bulk\" is not available") != std::string::npos);
    for (const auto* latency : {"fast", "1.5", "-1s", "2m", "1e9s"}) {
        INFO(latency);
        const auto refused = glossd_bench({"pipeline", "--latency", latency});
        CHECK(refused.exit_code == 2);
        CHECK(refused.output.find("--latency") != std::string::npos);
    }
}
