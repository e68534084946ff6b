// `glossd bench concurrency`: what a lane that finds a service's limits by itself gets out of it,
// over real connections to loopback stand-ins, beside lanes with a fixed number of calls. Blocks;
// one thread. What one would get wrong: the fixed lanes have nobody who tells them the limits
// either; only the row that is measured against is set to them.
#pragma once

#include "bench/simulated_service.hpp"
#include "model/result.hpp"

#include <functional>
#include <string>
#include <vector>

namespace glossd::bench {

struct ConcurrencySettings {
    int seconds = 30;         // that the work of each half takes at best
    bool found_only = false;  // no fixed lanes but the one that is measured against
    std::function<void(std::size_t step, std::size_t steps, const std::string& what)> progress;
};

struct ConcurrencyRow {
    std::string calls;  // at once: "adaptive", "fixed 50"
    LoadFigures first;
    LoadFigures second;
    int work = 0;  // calls to be answered

    double per_second() const { return done() / (first.seconds + second.seconds); }
    int done() const { return first.answered + second.answered; }
    double refused_share() const;
};

struct ConcurrencyReport {
    int knee = 40;  // more at once slow it, a quarter more are refused
    int later_knee = 15;
    double allowed = 20;                  // calls a second
    std::vector<ConcurrencyRow> crowded;  // the first is adaptive, the last the best fixed
    std::vector<ConcurrencyRow> counted;  // the first is adaptive
};

model::Result<ConcurrencyReport> bench_concurrency(const ConcurrencySettings& settings);

}  // namespace glossd::bench
