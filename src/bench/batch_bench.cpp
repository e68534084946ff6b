#include "bench/batch_bench.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace glossd::bench {

namespace {

constexpr std::array<int, 4> batch_sizes{1, 4, 16, 50};

Seconds least_time(const BatchSettings& settings, std::uint64_t calls) {
    const auto count = static_cast<double>(std::max<std::uint64_t>(1, calls));
    const auto work = Seconds(settings.a_call) * count +
                      Seconds(settings.a_text) * static_cast<double>(settings.posts);
    return std::max(work / settings.in_flight, work / count);  // no shorter than one call
}

}  // namespace

model::Result<std::vector<BatchRow>> bench_batch(const BatchSettings& settings) {
    std::vector<BatchRow> rows;
    for (const auto size : batch_sizes) {
        if (settings.progress)
            settings.progress(rows.size() + 1, batch_sizes.size(),
                              fmt::format("{} text{} a call", size, size == 1 ? "" : "s"));
        auto job = MeasuredJob::prepare({.program = settings.program,
                                         .posts = settings.posts,
                                         .languages = {"es"},
                                         .in_flight = settings.in_flight,
                                         .batch_max = size,
                                         .translation = settings.a_call,
                                         .each_text = settings.a_text});
        if (!job) return tl::make_unexpected(job.error());
        const auto figures = (*job)->run();
        if (!figures) return tl::make_unexpected(figures.error());
        rows.push_back({size, least_time(settings, figures->calls), *figures});
    }
    return rows;
}

}  // namespace glossd::bench
