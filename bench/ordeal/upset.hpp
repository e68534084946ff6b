// Upset: what goes wrong around a daemon while it runs, drawn from a seed: lost answers, refusals,
// slow services, kills, restarts, reloads, new posts. One thread.
// What one would get wrong: refusals of a post itself are not among it, because they are held for a
// person, and then something would be missing that is not lost.
#pragma once

#include "ordeal/trial.hpp"

#include <optional>
#include <random>

namespace glossd::ordeal {

struct UpsetCounts {
    int faults = 0;  // times that a service began to misbehave
    int kills = 0;
    int restarts = 0;  // by SIGTERM
    int reloads = 0;   // by SIGHUP
};

class Upset {
  public:
    // `posts_a_minute`: new ones at most, on average.
    Upset(Trial& trial, std::uint64_t seed, double posts_a_minute)
        : trial_(trial), random_(seed), posts_a_minute_(posts_a_minute) {}

    // The daemon runs from here on; dies with this object.
    void start();
    // One thing more goes wrong. An empty string, or what a daemon that should run ended with.
    std::string step();
    // Every service is well again.
    void calm();

    // Ends it politely and starts another one. As step().
    std::string restart();

    const UpsetCounts& counts() const { return counts_; }
    bench::Process& daemon() { return *daemon_; }

  private:
    int pick(int count) { return static_cast<int>(random_() % static_cast<std::uint64_t>(count)); }
    struct Service {
        bench::Faults* faults;
        bench::Fault never;
    };
    Service any_service();
    void publish();
    void misbehave();
    void kill();

    Trial& trial_;
    std::mt19937_64 random_;
    const double posts_a_minute_;
    const model::Instant began_ = std::chrono::steady_clock::now();
    std::size_t published_ = 0;
    std::optional<bench::Process> daemon_;
    UpsetCounts counts_;
};

}  // namespace glossd::ordeal
