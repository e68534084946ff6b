// The daemon as its operator sees it: metrics, health, commands beside it and after it.
#include "bench/server.hpp"
#include "e2e/daemon_world.hpp"
#include "e2e/has.hpp"

#include <csignal>
#include <mutex>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace std::chrono_literals;
using glossd::e2e::Answer;
using glossd::e2e::DaemonWorld;
using glossd::e2e::has;
using nlohmann::json;

namespace {

json json_of(DaemonWorld& world, const std::vector<std::string>& arguments) {
    REQUIRE_MESSAGE(world.run(arguments) == 0, world.output());
    const auto begin = world.output().find('{');
    REQUIRE(begin != std::string::npos);
    return json::parse(world.output().substr(begin));
}

}  // namespace

TEST_CASE("a running daemon shows what it does, to Prometheus and to its operator") {
    DaemonWorld world({.posts = 30, .max_characters = 5000});
    world.start_daemon();
    REQUIRE_MESSAGE(world.wait_until([&] { return world.mastodon().statuses().size() == 90; }),
                    world.daemon_output());
    REQUIRE(world.wait_until([&] { return world.get("/readyz").status == 200; }));
    CHECK(world.get("/healthz").status == 200);

    Answer metrics;
    const std::string all = "glossd_target_deliveries_total{target=\"es\",result=\"published\"} 30";
    REQUIRE(world.wait_until([&] {
        metrics = world.get("/metrics");
        return has(metrics.body, all);
    }));
    CHECK(has(metrics.body, "glossd_source_posts_total{source=\"news\",kind=\"new\"} 30\n"));
    CHECK(has(metrics.body, "glossd_lane_calls_total{kind=\"target\",name=\"es\",outcome=\"ok\"}"));
    CHECK(has(metrics.body, "glossd_source_lag_seconds_count{source=\"news\"} 90\n"));

    const auto performance = json::parse(world.get("/api/v1/performance").body);
    CHECK(performance["live"] == true);
    CHECK(performance["targets"].size() == 3);
    const auto page = json::parse(world.get("/api/v1/posts?limit=20").body);
    CHECK(page["posts"].size() == 20);
    const auto next = page["next"].get<int>();
    CHECK(
        json::parse(world.get("/api/v1/posts?limit=20&after=" + std::to_string(next)).body)["posts"]
            .size() == 10);

    const auto beside = json_of(world, {"performance", "--json"});
    CHECK(beside["live"] == true);
    CHECK(beside["sources"][0]["name"] == "news");
    CHECK(json_of(world, {"status", "--json"})["ready"] == true);
    const auto cache = json_of(world, {"cache", "--json"});
    const auto entries = cache["memory"]["entries"].get<int>();
    CHECK(entries > 0);
    CHECK(json_of(world, {"cache", "purge", "--language", "es", "--json"})["purged"] > 0);
    CHECK(json_of(world, {"cache", "vacuum", "--json"})["bytes_after"] > 0);
    CHECK(json_of(world, {"cache", "stats", "--json"})["memory"]["entries"] < entries);

    REQUIRE(world.stop_daemon() == 0);
    const auto recorded = json_of(world, {"performance", "--json"});
    CHECK(recorded["live"] == false);
    CHECK(recorded["process"]["resident_bytes"] > 0);
    const auto status = json_of(world, {"status", "--json"});
    CHECK(status["live"] == false);
    CHECK(status["targets"][0]["published"] == 30);
}

TEST_CASE("without a daemon the commands show and keep the ledger that once leaves") {
    DaemonWorld world({.posts = 5, .max_characters = 5000});
    CHECK(world.run({"performance"}) == 1);
    REQUIRE_MESSAGE(world.once() == 0, world.output());
    CHECK(json_of(world, {"performance", "--json"})["targets"].size() == 3);
    REQUIRE(world.run({"performance"}) == 0);
    CHECK(has(world.output(), "engine llm"));
    REQUIRE(world.run({"status"}) == 0);
    CHECK(has(world.output(), "glossd does not run; last recorded"));
    CHECK(world.run({"cache", "get", "a text that nobody has ever translated"}) == 1);
    const auto cache = json_of(world, {"cache", "--json"});
    CHECK(cache["memory"]["last_day"]["lookups"] >= 15);
    const auto purged = json_of(world, {"cache", "purge", "--json"});
    CHECK(purged["purged"] == cache["memory"]["entries"]);
    CHECK(json_of(world, {"cache", "vacuum", "--json"})["bytes_after"] > 0);
    CHECK(world.run({"cache", "purge", "--older-than", "30"}) == 2);
}

TEST_CASE("watching tells again and again, in whole lines, until it is interrupted") {
    DaemonWorld world({.posts = 3, .max_characters = 5000});
    REQUIRE_MESSAGE(world.once() == 0, world.output());
    auto watching = world.begin({"performance", "--watch", "--json"});
    const auto first = watching.wait_for("}\n", 0, 20s);
    REQUIRE(first);
    REQUIRE(watching.wait_for("}\n", *first + 1, 20s));
    watching.signal(SIGINT);
    REQUIRE(watching.wait(20s));
    const auto output = watching.output();
    CHECK(json::parse(output.substr(0, output.find('\n')))["live"] == false);
    // Not in place: this is no terminal.
    CHECK_FALSE(has(output, "\033["));
}

TEST_CASE("a refused credential is told to whoever the operator named") {
    std::mutex mutex;
    std::vector<std::string> posted;
    const auto count = [&] {
        const std::lock_guard lock(mutex);
        return posted.size();
    };
    // Its first answer is a failure, so that it is told again.
    glossd::bench::Service service;
    service.handle = [&](const glossd::bench::Request& request) {
        const std::lock_guard lock(mutex);
        posted.push_back(request.body);
        return glossd::bench::json_response("{}", posted.size() == 1 ? 500 : 200);
    };
    const auto hook =
        glossd::bench::Server::start(std::move(service), std::make_shared<glossd::bench::Faults>());
    REQUIRE(hook);
    DaemonWorld world(
        {.posts = 10,
         .max_characters = 5000,
         .tables = "[alert]\nnotify = [{ command = \"cat >> DIR/told; echo >> DIR/told\" }, "
                   "{ webhook = \"" +
                   (*hook)->url("/s3cret") + "\" }]\n",
         .es_token = "wrong"});
    world.start_daemon();
    CHECK(world.wait_until([&] { return has(world.file("told"), "}\n") && count() == 2; }));
    CHECK(world.stop_daemon() == 0);
    const auto told = json::parse(world.file("told"));
    CHECK(told["alert"] == "raised");
    CHECK(told["kind"] == "credential");
    CHECK(told["name"] == "target:es");
    CHECK(posted[0] == posted[1]);
    CHECK(json::parse(posted[1]) == told);
    CHECK(has(world.daemon_output(), "alert raised: target:es: the credential is refused"));
    CHECK(has(world.daemon_output(), "alert:2 was not told of an alert: it answered 500"));
    CHECK_FALSE(has(world.daemon_output(), "s3cret"));
}

TEST_CASE("two daemons do not share an address") {
    DaemonWorld first({.posts = 1, .max_characters = 5000});
    first.start_daemon();
    REQUIRE(first.wait_until([&] { return first.get("/readyz").status == 200; }));
    DaemonWorld second({.posts = 1, .max_characters = 5000, .glossd_keys = first.listen_line()});
    CHECK(second.run({"run"}) == 2);
    CHECK(has(second.output(), "is another glossd running?"));
    CHECK(first.get("/healthz").status == 200);
}
