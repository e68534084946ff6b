#include "cli/reports.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

namespace glossd::cli {
namespace {

using nlohmann::ordered_json;

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

ordered_json performance() {
    return ordered_json::parse(R"({
        "live": true, "at": "2026-01-01T00:00:00Z", "interval_seconds": 60,
        "lanes": [{"kind": "engine", "name": "llm", "calls": 12, "per_minute": 12.0, "failed": 1,
                   "refused": 2, "rejected": 3, "retries": 4, "in_flight": 5, "waiting": 6,
                   "latency_seconds": {"count": 12, "p50": 0.3, "p95": 1.25, "p99": 200.0}}],
        "sources": [{"name": "news", "polls": 2, "new": 7,
                     "lag_seconds": {"count": 0, "p50": 0, "p95": 0}}],
        "targets": [{"name": "es", "published": 7, "oldest_waiting_seconds": 0}],
        "engines": [],
        "memory": {"lookups": 10, "hits": 9, "hit_rate": 0.9, "lookup_seconds": {"count": 1, "p50": 0.00004}},
        "connections": {"opened": 1, "reused": 19, "reuse_rate": 0.95, "idle": 3},
        "process": {"cpu": 0.012, "resident_bytes": 25165824, "threads": 9, "open_handles": 30,
                    "loop_delay_seconds": {"count": 60, "p99": 0.0002}},
        "store": {"commits": 4, "works": 40, "commit_seconds": 0.0008},
        "alerts": [{"kind": "lag", "name": "target:es", "message": "late"}]})");
}

TEST_CASE("performance is a table a kind, and one line each for the rest") {
    const auto text = performance_text(performance());
    CHECK(has(text, "Live, the last 60.00 s up to 2026-01-01T00:00:00Z\n"));
    CHECK(has(text, "ALERT target:es: late\n"));
    CHECK(has(text, "engine llm  12     12.0      300 ms  1.25 s  3.3 min  1       2"));
    CHECK(has(text, "10 looked up, 9 found (90.0 %), a look-up takes 40 µs"));
    CHECK(has(text, "1 opened, 19 reused (95.0 %), 3 idle"));
    CHECK(has(text, "CPU 1.2 %, 24.0 MiB, 9 threads, 30 open handles, loop delay p99 200 µs"));
    CHECK(has(text, "4 commits of 40 works, 800 µs a commit"));
    CHECK_FALSE(has(text, "Engines"));
}

TEST_CASE("what was never measured is a dash, not a zero") {
    const auto text = performance_text(performance());
    CHECK(has(text, "news    2      0       7    0      0          -        -\n"));
}

TEST_CASE("performance of a daemon that does not run says so") {
    auto recorded = performance();
    recorded["live"] = false;
    CHECK(has(performance_text(recorded), "glossd does not run; the last recorded 60.00 s"));
}

TEST_CASE("status says what runs, what is parked and until when") {
    const auto text = status_text(ordered_json::parse(R"({
        "live": true, "version": "1.2.3", "started": "2026-01-01T00:00:00Z", "ready": true,
        "sources": [{"name": "news", "failures": 0}],
        "targets": [{"name": "es", "language": "es", "published": 3, "waiting": 2, "held": 1,
                     "paused": true, "pause_reason": "the same post went out a third time"}],
        "lanes": [{"kind": "engine", "name": "llm", "in_flight": 1, "parked": true, "reason": "401"},
                  {"kind": "target", "name": "es", "parked": true,
                   "parked_until": "2026-01-01T01:00:00Z", "reason": "429"}],
        "budgets": [{"kind": "engine", "name": "llm", "unit": "tokens", "per": "month", "used": 7,
                     "limit": 1000, "until": "2026-02-01T00:00:00Z"}],
        "alerts": []})"));
    CHECK(has(text, "engine llm  tokens a month  7     1000   2026-02-01T00:00:00Z"));
    CHECK(has(text, "glossd 1.2.3 runs since 2026-01-01T00:00:00Z\n"));
    CHECK(has(text, "news    never"));
    CHECK(has(text, "glossd is started again  401\n"));
    CHECK(has(text, "2026-01-01T01:00:00Z     429\n"));
    CHECK(has(text, "PAUSED: the same post went out a third time\n"));
    CHECK_FALSE(has(text, "ALERT"));
}

TEST_CASE("status without a daemon names the last record, if there is one") {
    auto status = ordered_json::parse(
        R"({"live": false, "sources": [], "targets": [], "lanes": [], "alerts": []})");
    CHECK(status_text(status) == "glossd does not run.\n");
    status["last_recorded"] = "2026-01-01T00:00:00Z";
    CHECK(has(status_text(status), "last recorded 2026-01-01T00:00:00Z"));
}

TEST_CASE("the cache shows how full it is, what it is worth, and what is used most") {
    const auto text = cache_text(ordered_json::parse(R"({
        "memory": {"entries": 50, "max_entries": 100, "bytes": 1048576, "max_bytes": 4194304,
                   "utilisation": 0.5, "ttl": "30d", "hits_ever": 900,
                   "by_hand": 7, "oldest": "2026-01-01T00:00:00Z", "newest": "2026-01-30T00:00:00Z",
                   "languages": {"es": 30, "fr": 20},
                   "most_used": [{"key": "0123456789abcdef", "hits": 12, "to": "es",
                                  "engine": "llm", "text": "Hola <x0/>"}],
                   "last_day": {"lookups": 200, "hits": 150, "hit_rate": 0.75}},
        "duplicates": {"entries": 5, "max_entries": 10, "utilisation": 0.5, "ttl": "1d"}})"));
    CHECK(has(text, "50 of 100 entries, 1.0 MiB of 4.0 MiB (50.0 % full), kept for 30d"));
    CHECK(has(text, "7 of them, kept until purged"));
    CHECK(has(text, "made between 2026-01-01T00:00:00Z and 2026-01-30T00:00:00Z"));
    CHECK(has(text, "200 looked up, 150 found (75.0 %)"));
    CHECK(has(text, "es        30\n"));
    CHECK(has(text, "12    es  llm     Hola <x0/>   0123456789ab\n"));
}

TEST_CASE("durations and sizes have the unit that fits") {
    CHECK(duration_text(0.00045) == "450 µs");
    CHECK(duration_text(0.012) == "12 ms");
    CHECK(duration_text(1.2) == "1.20 s");
    CHECK(duration_text(210) == "3.5 min");
    CHECK(duration_text(7200) == "2.0 h");
    CHECK(bytes_text(2048) == "2.0 KiB");
}

}  // namespace
}  // namespace glossd::cli
