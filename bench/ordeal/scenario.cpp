#include "ordeal/scenario.hpp"

#include <algorithm>

namespace glossd::ordeal {

using bench::Fault;
using bench::Odds;
using runtime::Failpoint;

namespace {

std::vector<Scenario> all_scenarios() {
    constexpr std::size_t short_posts = 160;  // characters, so that threads happen
    const std::string hold = "hold";
    return {
        {.name = "mastodon", .receiver = {}, .shape = Shape::single},
        {.name = "mastodon, threads",
         .receiver = {.max_characters = short_posts},
         .shape = Shape::thread},
        {.name = "mastodon, no keys", .receiver = {.recognises = false}, .shape = Shape::single},
        {.name = "mastodon, no keys, threads",
         .receiver = {.recognises = false, .max_characters = short_posts},
         .shape = Shape::thread},
        {.name = "mastodon, no keys, resend",
         .receiver = {.recognises = false, .on_unknown = "resend"},
         .shape = Shape::single,
         .may_double = true},
        {.name = "mastodon, no keys, any order",
         .receiver = {.recognises = false, .max_characters = short_posts, .order = "any"}},
        {.name = "mastodon, no keys, images", .receiver = {.recognises = false}, .images = true},
        {.name = "mastodon, shortened",
         .receiver = {.recognises = false, .max_characters = 300, .shortens = true},
         .shape = Shape::thread},
        {.name = "snac, threads",
         .receiver = {.platform = Platform::snac, .max_characters = short_posts}},
        {.name = "x", .receiver = {.platform = Platform::x}, .shape = Shape::single},
        {.name = "x, takes repeats, threads",
         .receiver = {.platform = Platform::x, .recognises = false},
         .shape = Shape::thread},
        {.name = "webhook", .receiver = {.platform = Platform::webhook}, .may_repeat = true},
        {.name = "webhook, knows no ids",
         .receiver = {.platform = Platform::webhook, .recognises = false},
         .may_repeat = true},
        {.name = "webhook, hold",
         .receiver = {.platform = Platform::webhook, .recognises = false, .on_unknown = hold},
         .may_hold = true},
        {.name = "feed file", .receiver = {.platform = Platform::feed}},
    };
}

const Scenario& named(const std::string& name) {
    const auto& all = scenarios();
    return *std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.name == name; });
}

}  // namespace

const std::vector<Scenario>& scenarios() {
    static const auto all = all_scenarios();
    return all;
}

TrialOptions trial_of(const Scenario& scenario, std::size_t posts, std::uint64_t seed) {
    return {.receivers = {scenario.receiver},
            .posts = posts,
            .shape = scenario.shape,
            .images = scenario.images,
            .seed = seed};
}

const Scenario& control() {
    return named("mastodon, no keys, resend");
}

const Scenario& home_of(Failpoint failpoint) {
    switch (failpoint) {
        case Failpoint::page_answered:
        case Failpoint::page_stored:
            return named("x");
        case Failpoint::shorter_stored:
            return named("mastodon, shortened");
        case Failpoint::progress_stored:
            return named("mastodon, no keys, images");
        case Failpoint::hold_stored:
            return named("webhook, hold");
        case Failpoint::document_stored:
        case Failpoint::file_written:
        case Failpoint::file_renamed:
        case Failpoint::document_answered:
        case Failpoint::documents_published:
            return named("feed file");
        default:
            return named("mastodon, no keys, threads");
    }
}

// Once in a while, because a lane waits longer and longer after failures in a row.
bool provoke(Failpoint failpoint, Trial& trial) {
    const bool refuses = failpoint == Failpoint::retry_stored;
    const bool loses_answers = failpoint == Failpoint::unknown_stored ||
                               failpoint == Failpoint::look_up_answered ||
                               failpoint == Failpoint::hold_stored;
    const auto often = Odds::share(0.3);
    constexpr int at_once = 0;
    for (const auto& receiver : trial.receivers()) {
        auto* faults = receiver->faults();
        if (faults == nullptr) continue;
        if (refuses) {
            faults->add(Fault::unavailable_before, often, {.method = "POST"}, at_once);
        }
        if (loses_answers) faults->add(Fault::reset_after, often, {.method = "POST"});
    }
    return refuses || loses_answers;
}

}  // namespace glossd::ordeal
