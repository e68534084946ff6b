#include "ordeal/killing.hpp"

#include <random>

#include <fmt/format.h>

namespace glossd::ordeal {

using namespace std::chrono_literals;
using runtime::Failpoint;

namespace {

// Latencies that leave something in flight at every moment; what a receiver was sent it accepts at
// the end of the latency, whether its client still lives or not.
void slow_down(Trial& trial, model::Duration low, model::Duration high) {
    for (const auto& receiver : trial.receivers()) {
        if (auto* faults = receiver->faults()) {
            faults->set_latency(low, high, {.method = "POST"});
        }
    }
    trial.llm().faults().set_latency(low / 2, high / 2);
}

std::string fault_of(const Ordeal& ordeal, const Scenario& scenario) {
    auto tally = ordeal.tally;
    const bool each_has_a_cause =
        ordeal.provoked || tally.duplicated <= static_cast<std::size_t>(ordeal.kills);
    if (scenario.may_double && each_has_a_cause) {
        tally.duplicated = tally.disordered = 0;  // the second one comes late
    }
    if (!tally.nothing_wrong()) {
        return fmt::format("{} twice, {} that nobody wrote, {} in the wrong order",
                           tally.duplicated, tally.strange, tally.disordered);
    }
    if (ordeal.lost > 0) return fmt::format("{} lost", ordeal.lost);
    if (tally.begun > 0) return fmt::format("{} not whole", tally.begun);
    if (ordeal.held > 0 && !scenario.may_hold) return fmt::format("{} held", ordeal.held);
    if (ordeal.repeats > 0 && !scenario.may_repeat) {
        return fmt::format("{} sent again", ordeal.repeats);
    }
    return {};
}

// Lets it finish and counts.
void settle(Ordeal& ordeal, const Scenario& scenario, Trial& trial) {
    ordeal.fault = trial.finish();
    ordeal.tally = trial.tally();
    ordeal.held = trial.held().size();
    ordeal.repeats = trial.repeats();
    // What is held may have arrived or not.
    const auto excused = scenario.may_hold ? std::min(ordeal.held, ordeal.tally.missing) : 0;
    ordeal.lost = ordeal.tally.missing - excused;
    if (ordeal.fault.empty()) ordeal.fault = fault_of(ordeal, scenario);
    if (!ordeal.fault.empty()) {
        ordeal.fault += fmt::format("\n{}", fmt::join(trial.held(), "\n"));
    }
}

}  // namespace

std::vector<int> passes_of(Failpoint failpoint) {
    switch (failpoint) {
        case Failpoint::request_written:
        case Failpoint::reply_read:
        case Failpoint::group_run:
        case Failpoint::group_committed:
            return {1, 2, 10, 5, 15, 20, 25};
        default:
            return {1, 2, 10};
    }
}

Ordeal kill_at(const std::string& program, const Scenario& scenario, Failpoint failpoint,
               const std::vector<int>& passes, std::uint64_t seed) {
    constexpr std::size_t posts = 18;  // some are left for the tenth pass
    auto options = trial_of(scenario, posts, seed);
    const bool about_pages =
        failpoint == Failpoint::page_answered || failpoint == Failpoint::page_stored;
    if (about_pages) options.receivers.front().page = 1;
    Trial trial(program, options);
    slow_down(trial, 3ms, 15ms);
    Ordeal ordeal{.scenario = scenario.name, .failpoint = failpoint};
    ordeal.provoked = provoke(failpoint, trial);
    for (const auto pass : passes) {
        if (!trial.once_dying({failpoint, pass})) break;
        ++ordeal.kills;
    }
    for (const auto& receiver : trial.receivers()) {
        if (receiver->faults() != nullptr) receiver->faults()->clear();
    }
    settle(ordeal, scenario, trial);
    return ordeal;
}

Ordeal kill_at_random(const std::string& program, const Scenario& scenario, int kills,
                      std::uint64_t seed) {
    constexpr std::size_t more = 20;
    const auto posts = static_cast<std::size_t>(2 * kills);
    Trial trial(program, trial_of(scenario, posts, seed));
    slow_down(trial, 20ms, 120ms);
    std::mt19937_64 random(seed);
    std::uniform_int_distribution<int> moment(0, 600);
    std::bernoulli_distribution is_starting(0.2);
    Ordeal ordeal{.scenario = scenario.name};
    while (ordeal.kills < kills) {
        const std::chrono::milliseconds delay(moment(random));
        const auto since = is_starting(random) ? Trial::Since::start : Trial::Since::poll;
        if (trial.once_killed_after(delay, since)) {
            ++ordeal.kills;
        } else {
            trial.add_posts(more);
        }
    }
    settle(ordeal, scenario, trial);
    return ordeal;
}

}  // namespace glossd::ordeal
