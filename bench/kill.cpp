// Kill at every step: glossd is killed at each failpoint (first, second and tenth pass) and at
// random moments, before every kind of receiver, and must lose nothing and publish nothing twice.
//   bench_kill [--short] [--jobs N] [--seed N] [--kills N] [--only SCENARIO] [--program PATH]
// The whole takes a quarter of an hour; --short, one scenario a failpoint, under a minute. Exit
// code 1: something is not as promised.
#include "ordeal/kill_table.hpp"

#include <atomic>
#include <functional>
#include <iostream>
#include <mutex>
#include <thread>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace {

using namespace glossd;
using ordeal::Ordeal;
using ordeal::Scenario;
using runtime::Failpoint;

using Task = std::function<Ordeal()>;

std::string program = GLOSSD_BINARY;  // set once, before anything runs

// Fails when it shows no repeat.
Ordeal control() {
    auto seen = ordeal::kill_at(program, ordeal::control(), Failpoint::send_answered, {1}, 1);
    if (seen.fault.empty() && seen.tally.duplicated != 1) {
        seen.fault = "there must be a repeat, and none was seen";
    }
    return seen;
}

struct Plan {
    std::vector<Task> tasks{control};
    bool whole = true;  // every failpoint is among them

    void kill_at(const Scenario& scenario, Failpoint failpoint, std::vector<int> passes,
                 std::uint64_t seed) {
        tasks.push_back([&scenario, failpoint, passes = std::move(passes), seed] {
            return ordeal::kill_at(program, scenario, failpoint, passes, seed);
        });
    }
    void kill_at_random(const Scenario& scenario, int kills, std::uint64_t seed) {
        tasks.push_back([&scenario, kills, seed] {
            return ordeal::kill_at_random(program, scenario, kills, seed);
        });
    }
};

std::vector<Failpoint> all_failpoints() {
    std::vector<Failpoint> all;
    for (std::size_t i = 0; i < runtime::failpoint_names.size(); ++i) {
        all.push_back(static_cast<Failpoint>(i));
    }
    return all;
}

Plan short_plan(std::uint64_t seed) {
    constexpr int kills = 6;
    Plan plan;
    for (const auto failpoint : all_failpoints()) {
        plan.kill_at(ordeal::home_of(failpoint), failpoint, {1, 2}, seed);
    }
    for (const auto failpoint : {Failpoint::sending_stored, Failpoint::request_written}) {
        plan.kill_at(ordeal::home_of(Failpoint::page_stored), failpoint, {10}, seed);
        plan.kill_at(ordeal::home_of(Failpoint::hold_stored), failpoint, {10}, seed);
    }
    plan.kill_at_random(ordeal::home_of(Failpoint::sending_stored), kills, seed);
    return plan;
}

// What part of the whole.
struct Choices {
    std::string only;  // a scenario's name; empty: all
    std::uint64_t seed = 1;
    std::int64_t kills = 500;
};

Plan whole_plan(const Choices& choices) {
    const auto& [only, seed, kills] = choices;
    const auto count = static_cast<std::int64_t>(ordeal::scenarios().size());
    Plan plan;
    plan.whole = only.empty();
    std::int64_t number = 0;
    for (const auto& scenario : ordeal::scenarios()) {
        // The rest of the division goes to the first ones.
        const auto share = kills / count + (number++ < kills % count ? 1 : 0);
        if (!only.empty() && scenario.name != only) continue;
        for (const auto failpoint : all_failpoints()) {
            plan.kill_at(scenario, failpoint, ordeal::passes_of(failpoint), seed);
        }
        if (share > 0) {
            plan.kill_at_random(scenario, static_cast<int>(share),
                                seed + static_cast<std::uint64_t>(number));
        }
    }
    return plan;
}

// Most of the time is waiting: several go on at once.
std::vector<Ordeal> carry_out(const std::vector<Task>& tasks, std::size_t jobs) {
    std::vector<Ordeal> done;
    std::mutex mutex;
    std::atomic<std::size_t> next{0};
    const auto work = [&] {
        for (auto i = next++; i < tasks.size(); i = next++) {
            auto one = tasks[i]();
            const std::lock_guard lock(mutex);
            done.push_back(std::move(one));
            std::cout << fmt::format("[{}/{}] {}\n", done.size(), tasks.size(),
                                     ordeal::one_line(done.back()))
                      << std::flush;
        }
    };
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < jobs; ++i) threads.emplace_back(work);
    for (auto& thread : threads) thread.join();
    return done;
}

}  // namespace

int main(int argc, char** argv) {
    Choices choices;
    bool in_short = false;
    std::size_t jobs = 4;
    CLI::App app("Kills the program at every step of a post and counts what its receivers have");
    app.add_flag("--short", in_short, "under a minute of it");
    app.add_option("--only", choices.only, "of the whole, this scenario alone");
    app.add_option("--seed", choices.seed, "other posts and moments");
    app.add_option("--kills", choices.kills, "of the whole, so many at random moments");
    app.add_option("--jobs", jobs, "so many trials at once");
    app.add_option("--program", program, "the glossd to kill");
    CLI11_PARSE(app, argc, argv);
    const auto plan = in_short ? short_plan(choices.seed) : whole_plan(choices);
    const auto began = std::chrono::steady_clock::now();
    const auto done = carry_out(plan.tasks, jobs);
    const auto took =
        std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - began);
    std::cout << "\n" << ordeal::kill_table(done);
    fmt::print("{} trials in {} s, seed {}\n", done.size(), took.count(), choices.seed);
    const auto faults = ordeal::faults_of(done, plan.whole);
    for (const auto& fault : faults) fmt::print("FAULT: {}\n", fault);
    return faults.empty() ? 0 : 1;
}
