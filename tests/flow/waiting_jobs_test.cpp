#include "flow/waiting_jobs.hpp"

#include <algorithm>
#include <vector>

#include <doctest/doctest.h>

using glossd::flow::WaitingJobs;

namespace {

// Live posts have what their source has, from -100 to 100.
constexpr int api = -1000;
constexpr int bulk = -2000;

// Jobs that write their priority when they run.
struct Line {
    WaitingJobs jobs;
    std::vector<int> ran;

    void push(int level, int count) {
        for (int i = 0; i < count; ++i) {
            jobs.push(level, [this, level] { ran.push_back(level); });
        }
    }

    void run(int count) {
        for (int i = 0; i < count; ++i) jobs.pop()();
    }

    auto count(int level) const { return std::count(ran.begin(), ran.end(), level); }
};

}  // namespace

TEST_CASE("live posts go before the API and that before bulk") {
    Line line;
    line.push(bulk, 2);
    line.push(api, 2);
    line.push(0, 2);
    CHECK(line.jobs.size() == 6);
    line.run(6);
    CHECK(line.ran == std::vector<int>{0, 0, api, api, bulk, bulk});
    CHECK(line.jobs.empty());
}

TEST_CASE("a lower priority gets one start in ten however many higher ones wait") {
    Line line;
    line.push(bulk, 100);
    line.push(0, 1000);
    line.run(9);
    CHECK(line.count(bulk) == 0);
    line.run(91);
    CHECK(line.count(bulk) == 10);
}

TEST_CASE("each of several lower priorities gets its start") {
    Line line;
    line.push(bulk, 100);
    line.push(api, 100);
    line.push(0, 1000);
    line.run(200);
    CHECK(line.count(bulk) >= 18);
    CHECK(line.count(api) >= 18);
    CHECK(line.count(0) >= 158);
}

TEST_CASE("waiting for nobody gives no claim to a later start") {
    Line line;
    line.push(bulk, 1);
    line.push(0, 8);
    line.run(9);
    line.push(bulk, 1);
    line.push(0, 5);
    line.run(5);
    CHECK(line.count(bulk) == 1);
}
