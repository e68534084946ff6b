#include "monitor/catalogue.hpp"

#include "monitor/metrics.hpp"
#include "places.hpp"

#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>

#include <doctest/doctest.h>
#include <unistd.h>

using namespace glossd::monitor;
using namespace std::chrono_literals;

namespace {

const std::string page = glossd::places::sources() + "/docs/metrics.md";

std::string content(const std::string& path) {
    std::ifstream file(path);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

// One of everything, with awkward labels.
Reading one_of_each() {
    Metrics metrics;
    for (const auto& facts : catalogue()) {
        const std::vector<std::string> labels(facts.labels.size(), "a \"b\"\\\nc");
        if (facts.kind == Kind::histogram) {
            metrics.histogram(facts.metric, labels).record(30ms);
        } else {
            metrics.number(facts.metric, labels) = 1.5;
        }
    }
    return metrics.read();
}

}  // namespace

TEST_CASE("the catalogue is complete, in order and without doubles") {
    REQUIRE(catalogue().size() == static_cast<std::size_t>(Metric::count_));
    std::set<std::string_view> names;
    for (std::size_t i = 0; i < catalogue().size(); ++i) {
        const auto& facts = catalogue()[i];
        CAPTURE(facts.name);
        CHECK(static_cast<std::size_t>(facts.metric) == i);
        CHECK(facts.name.substr(0, 7) == "glossd_");
        CHECK(names.insert(facts.name).second);
        CHECK_FALSE(facts.help.empty());
        CHECK((facts.kind == Kind::histogram) == (facts.last_bucket > 0));
        CHECK(metric_named(facts.name) == facts.metric);
    }
    CHECK_FALSE(metric_named("glossd_nothing"));
}

TEST_CASE("docs/metrics.md names every metric as the code does") {
    constexpr std::string_view begin = "<!-- metrics: begin -->\n";
    constexpr std::string_view end = "<!-- metrics: end -->";
    auto text = content(page);
    const auto from = text.find(begin) + begin.size();
    const auto to = text.find(end);
    REQUIRE(from <= to);
    REQUIRE(to < text.size());
    if (std::getenv("UPDATE_DOCS") != nullptr) {
        std::ofstream(page) << text.replace(from, to - from, catalogue_as_markdown());
        return;
    }
    CHECK(text.substr(from, to - from) == catalogue_as_markdown());
}

TEST_CASE("a histogram's buckets add up and end with all") {
    Metrics metrics;
    for (const Microseconds time :
         {Microseconds(1us), Microseconds(20ms), Microseconds(20ms), Microseconds(10min)}) {
        metrics.histogram(Metric::lane_latency, {"engine", "llm"}).record(time);
    }
    const auto text = to_prometheus(metrics.read());
    const std::string name = "glossd_lane_latency_seconds_bucket{kind=\"engine\",name=\"llm\",le=";
    CHECK(text.find("# TYPE glossd_lane_latency_seconds histogram\n") != std::string::npos);
    CHECK(text.find(name + "\"0.000512\"} 1\n") != std::string::npos);
    CHECK(text.find(name + "\"0.032768\"} 3\n") != std::string::npos);
    CHECK(text.find(name + "\"+Inf\"} 4\n") != std::string::npos);
    CHECK(text.find("glossd_lane_latency_seconds_count{kind=\"engine\",name=\"llm\"} 4\n") !=
          std::string::npos);
}

TEST_CASE("labels are escaped") {
    Metrics metrics;
    metrics.number(Metric::source_polls, {"a \"b\"\\\nc"}) = 2;
    CHECK(to_prometheus(metrics.read())
              .find("glossd_source_polls_total{source=\"a \\\"b\\\"\\\\\\nc\"} 2\n") !=
          std::string::npos);
}

TEST_CASE("promtool has nothing to say about our metrics") {
    if (std::system("command -v promtool >/dev/null") != 0) {
        MESSAGE("skipped: promtool (package prometheus) is not installed");
        return;
    }
    const auto file = "/tmp/glossd-metrics-" + std::to_string(::getpid());
    std::ofstream(file) << to_prometheus(one_of_each());
    const auto status =
        std::system(("promtool check metrics < " + file + " > " + file + ".said 2>&1").c_str());
    const auto said = content(file + ".said");
    ::unlink(file.c_str());
    ::unlink((file + ".said").c_str());
    CHECK(said == "");
    CHECK(status == 0);
}
