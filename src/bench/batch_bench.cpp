#include "bench/batch_bench.hpp"

#include <algorithm>
#include <array>
#include <string>

#include <fmt/format.h>

namespace glossd::bench {

namespace {

struct BatchChoice {
    int most;
    model::Duration target{0};
};

// Of a given size, and as the program finds it for a given time.
constexpr std::array<BatchChoice, 6> batch_choices{
    {{1}, {4}, {16}, {50}, {100, std::chrono::seconds(1)}, {100, std::chrono::seconds(2)}}};

std::string name_of(const BatchChoice& choice) {
    if (choice.target > choice.target.zero())
        return fmt::format("texts for {} ms", choice.target.count());
    return fmt::format("{} text{} a call", choice.most, choice.most == 1 ? "" : "s");
}

Seconds least_time(const BatchSettings& settings, std::uint64_t calls) {
    const auto count = static_cast<double>(std::max<std::uint64_t>(1, calls));
    const auto work = Seconds(settings.a_call) * count +
                      Seconds(settings.a_text) * static_cast<double>(settings.posts);
    return std::max(work / settings.in_flight, work / count);  // no shorter than one call
}

}  // namespace

model::Result<std::vector<BatchRow>> bench_batch(const BatchSettings& settings) {
    std::vector<BatchRow> rows;
    for (const auto& choice : batch_choices) {
        if (settings.progress)
            settings.progress(rows.size() + 1, batch_choices.size(), name_of(choice));
        auto job = MeasuredJob::prepare({.program = settings.program,
                                         .posts = settings.posts,
                                         .languages = {"es"},
                                         .in_flight = settings.in_flight,
                                         .batch_max = choice.most,
                                         .batch_target = choice.target,
                                         .translation = settings.a_call,
                                         .each_text = settings.a_text});
        if (!job) return tl::make_unexpected(job.error());
        const auto figures = (*job)->run();
        if (!figures) return tl::make_unexpected(figures.error());
        rows.push_back(
            {choice.most, choice.target, least_time(settings, figures->calls), *figures});
    }
    return rows;
}

}  // namespace glossd::bench
