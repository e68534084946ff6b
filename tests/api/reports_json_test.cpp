#include "api/performance_json.hpp"
#include "api/status_json.hpp"
#include "monitor/meters.hpp"
#include "store/ledger.hpp"

#include <nlohmann/json.hpp>

using namespace glossd;
using namespace glossd::api;
using glossd::store::at;
using glossd::store::Ledger;
using glossd::store::Tables;
using monitor::Metric;
using namespace std::chrono_literals;

namespace {

config::Config some_config() {
    config::Config config;
    config.sources.resize(1);
    config.sources[0].name = "news";
    config.sources[0].type = "feed";
    config.sources[0].poll_interval = 5min;
    config.targets.resize(1);
    config.targets[0].name = "es";
    config.targets[0].type = "mastodon";
    config.targets[0].language = *model::Language::parse("es");
    return config;
}

}  // namespace

TEST_CASE("performance says of each lane what its calls came to and how long they took") {
    monitor::Metrics metrics;
    monitor::LaneMeter lane(metrics, "engine:llm");
    for (int i = 0; i < 7; ++i) lane.ended(model::OutcomeKind::ok, 100ms);
    lane.ended(model::OutcomeKind::transient, 2s);
    lane.ended(model::OutcomeKind::rate_limited, 10ms);
    lane.ended(model::OutcomeKind::too_large, 10ms);
    lane.retried();
    const auto all = performance_json({at(60), 30, metrics.read()});
    REQUIRE(all["lanes"].size() == 1);
    const auto& shown = all["lanes"][0];
    CHECK(shown["kind"] == "engine");
    CHECK(shown["name"] == "llm");
    CHECK(shown["calls"] == 10);
    CHECK(shown["per_minute"] == 20);
    CHECK(shown["ok"] == 7);
    CHECK(shown["failed"] == 1);
    CHECK(shown["refused"] == 1);
    CHECK(shown["rejected"] == 1);
    CHECK(shown["retries"] == 1);
    CHECK(shown["latency_seconds"]["count"] == 10);
    CHECK(shown["latency_seconds"]["p50"].get<double>() == doctest::Approx(0.1).epsilon(0.07));
}

TEST_CASE("performance has rates of memory and connections, and none without any use") {
    monitor::Metrics metrics;
    const auto idle = performance_json({at(60), 60, metrics.read()});
    CHECK(idle["memory"]["hit_rate"] == 0);
    CHECK(idle["lanes"].empty());
    metrics.number(Metric::memory_lookups) = 10;
    metrics.number(Metric::memory_hits) = 9;
    metrics.number(Metric::connections_opened) = 1;
    metrics.number(Metric::connections_reused) = 19;
    metrics.number(Metric::process_cpu) = 3;
    metrics.number(Metric::store_commits) = 4;
    metrics.number(Metric::store_commit_time) = 0.02;
    const auto busy = performance_json({at(60), 60, metrics.read()});
    CHECK(busy["memory"]["hit_rate"] == 0.9);
    CHECK(busy["connections"]["reuse_rate"] == 0.95);
    CHECK(busy["process"]["cpu"] == 0.05);
    CHECK(busy["store"]["commit_seconds"] == 0.005);
}

TEST_CASE("status shows what is used of every budget in its day or month") {
    store::Ledger ledger;
    ledger([](store::Tables& tables) {
        auto config = some_config();
        config.targets[0].limits.requests_per_day = 50;
        const auto owner = "target:" + config.targets[0].name;
        tables.spending.claim(owner, {model::Unit::requests, "2023-11-14", 0, 20, 50}, at(0));
        tables.spending.claim(owner, {model::Unit::requests, "2023-11-13", 0, 30, 50}, at(0));
        const auto status = status_json(config, tables, std::nullopt, at(100));
        REQUIRE(status["budgets"].size() == 1);
        CHECK(status["budgets"][0]["kind"] == "target");
        CHECK(status["budgets"][0]["used"] == 20);
        CHECK(status["budgets"][0]["limit"] == 50);
        CHECK(status["budgets"][0]["until"] == "2023-11-15T00:00:00Z");
    });
}

TEST_CASE("a budget of money is shown in the currency of its prices") {
    store::Ledger ledger;
    ledger([](store::Tables& tables) {
        auto config = some_config();
        config.targets[0].limits.money_per_day = 2.5;
        const auto owner = "target:" + config.targets[0].name;
        tables.spending.claim(owner, {model::Unit::money, "2023-11-14", 0, 750'000, 2'500'000},
                              at(0));
        const auto status = status_json(config, tables, std::nullopt, at(100));
        REQUIRE(status["budgets"].size() == 1);
        CHECK(status["budgets"][0]["unit"] == "money");
        CHECK(status["budgets"][0]["used"] == 0.75);
        CHECK(status["budgets"][0]["limit"] == 2.5);
    });
}

TEST_CASE("status without a daemon shows the ledger and the lanes that were parked") {
    Ledger ledger;
    ledger([](Tables& tables) {
        store::published_delivery(tables, "a");
        store::ready_delivery(tables, "b");
        tables.deliveries.hold(store::ready_delivery(tables, "c"), "rejected", at(1));
        tables.lanes.put("target:es", {at(600), at(0)}, "429");
        tables.lanes.put("engine:llm", {at(10), at(0)}, "over by now");
        tables.pauses.pause("es", at(2), "the same post went out a third time");
        store::SourceState state;
        state.last_success = at(5);
        state.failures = 2;
        state.next_poll = store::Deadline{at(300), at(100)};
        tables.cursors.put("news", state);
        const auto status = status_json(some_config(), tables, std::nullopt, at(100));
        CHECK(status["live"] == false);
        CHECK_FALSE(status.contains("version"));
        CHECK(status["sources"][0]["failures"] == 2);
        CHECK(status["sources"][0]["next_poll"] == "2023-11-14T22:18:20Z");
        CHECK(status["targets"][0]["published"] == 1);
        CHECK(status["targets"][0]["waiting"] == 1);
        CHECK(status["targets"][0]["held"] == 1);
        CHECK(status["targets"][0]["paused"] == true);
        CHECK(status["targets"][0]["pause_reason"] == "the same post went out a third time");
        REQUIRE(status["lanes"].size() == 1);
        CHECK(status["lanes"][0]["name"] == "es");
        CHECK(status["lanes"][0]["reason"] == "429");
    });
}

TEST_CASE("status of a running daemon has its lanes and alerts") {
    Ledger ledger;
    ledger([](Tables& tables) {
        Live live;
        live.version = "1.2.3";
        live.ready = true;
        live.lanes = {{"engine:llm", 3, 9, true, std::nullopt, "401", 12, "half open"}};
        live.alerts = {{monitor::AlertKind::lag, "target:es", "late"}};
        const auto status = status_json(some_config(), tables, live, at(0));
        CHECK(status["live"] == true);
        CHECK(status["version"] == "1.2.3");
        CHECK(status["lanes"][0]["in_flight"] == 3);
        CHECK(status["lanes"][0]["parked"] == true);
        CHECK(status["lanes"][0]["limit"] == 12);
        CHECK(status["lanes"][0]["breaker"] == "half open");
        CHECK_FALSE(status["lanes"][0].contains("parked_until"));
        CHECK(status["alerts"][0]["kind"] == "lag");
        CHECK_FALSE(status["sources"][0].contains("last_success"));
    });
}

TEST_CASE("a remembered translation shows its spans as tags and its key in hex") {
    store::MemoryEntry entry;
    entry.key = std::string("\x01\xFF", 2);
    entry.row.text = std::string("Hola ") + model::mask_open + "0" + model::mask_close;
    const auto shown = to_json(entry);
    CHECK(shown["key"] == "01ff");
    CHECK(shown["text"] == "Hola <x0/>");
}
