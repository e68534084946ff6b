// What an adaptive lane gets out of a service nobody has told it the limits of, beside lanes with
// a fixed number of calls, in virtual time: a service that slows beyond 40 calls at once (beyond
// 15 in the second half) and refuses a quarter further on, and one that allows 20 calls a second.
#include "bench/simulated_service.hpp"

#include <algorithm>
#include <string>

#include <fmt/format.h>

namespace {

using namespace std::chrono_literals;
using namespace glossd;

constexpr auto half = 5min;
constexpr int no_limit = 1000;  // more than ever waits

const bench::ServiceTraits crowded{.knee = 40};
constexpr int later_knee = 15;
const bench::ServiceTraits counting{.per_second = 20};

struct Figures {
    bench::LoadFigures first;
    bench::LoadFigures second;

    double per_second() const { return (first.per_second() + second.per_second()) / 2; }
    double refused() const {
        const double refused_calls = first.refused + second.refused;
        return refused_calls / (refused_calls + first.answered + second.answered);
    }
};

Figures measure(const bench::ServiceTraits& traits, const flow::LaneLimits& limits) {
    bench::SimulatedService service(traits);
    bench::SimulatedLoad load(service, limits, model::Instant{1h});
    Figures figures;
    figures.first = load.run(half);
    if (traits.knee > 0) service.traits().knee = later_knee;
    figures.second = load.run(half);
    return figures;
}

void print(const std::string& name, const Figures& figures, double most) {
    fmt::print("{:<12} {:>11.1f} {:>11.1f} {:>9.1f} {:>10.2f}\n", name, figures.first.per_second(),
               figures.second.per_second(), figures.per_second() / most * 100,
               figures.refused() * 100);
}

Figures table(const std::string& title, const bench::ServiceTraits& traits, double most) {
    fmt::print("{}\n{:<12} {:>11} {:>11} {:>9} {:>10}\n", title, "calls", "first half/s",
               "second/s", "% of most", "% refused");
    const auto adaptive = measure(traits, {.max_concurrent = 200, .adaptive = true});
    print("adaptive", adaptive, most);
    for (const int calls : {10, 50, 200}) {
        print(fmt::format("fixed {}", calls), measure(traits, {.max_concurrent = calls}), most);
    }
    print("no limit", measure(traits, {.max_concurrent = no_limit}), most);
    fmt::print("\n");
    return adaptive;
}

// Of one knee, by trying each number of calls.
double best_fixed(bench::ServiceTraits traits, int knee) {
    traits.knee = knee;
    double best = 0;
    for (int calls = 5; calls <= 60; ++calls) {
        bench::SimulatedService service(traits);
        bench::SimulatedLoad load(service, {.max_concurrent = calls}, model::Instant{1h});
        best = std::max(best, load.run(1min).per_second());
    }
    return best;
}

}  // namespace

int main() {
    const double best = (best_fixed(crowded, crowded.knee) + best_fixed(crowded, later_knee)) / 2;
    const auto knee = table("slows beyond 40 calls at once, later beyond 15", crowded, best);
    const auto rate = table("allows 20 calls a second", counting, counting.per_second);
    fmt::print(
        "knee: {:.1f} % of the best fixed setting of each half (aim: 95), {:.2f} % refused (aim: "
        "under 1); rate: {:.1f} % of what is allowed (aim: 97), {:.2f} % refused (aim: at most "
        "2)\n",
        knee.per_second() / best * 100, knee.refused() * 100,
        rate.per_second() / counting.per_second * 100, rate.refused() * 100);
    return 0;
}
