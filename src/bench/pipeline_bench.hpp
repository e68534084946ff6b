// `glossd bench pipeline`: what a post's way costs, in time, requests, CPU, memory and connections,
// each figure beside the least it can be with services as slow as these. Runs for minutes at the
// usual latencies. Blocks; one thread.
#pragma once

#include "bench/measured_job.hpp"
#include "bench/memory_hit.hpp"

#include <functional>
#include <string>
#include <vector>

namespace glossd::bench {

struct PipelineSettings {
    std::string program;  // the glossd to measure
    model::Duration translation = std::chrono::milliseconds(1500);
    model::Duration publish = std::chrono::milliseconds(300);
    // Before each step; may be empty.
    std::function<void(std::size_t step, std::size_t steps, const std::string& what)> progress;
};

enum class Group { tasks, languages, stream };

struct PipelineRow {
    Group group = Group::tasks;
    std::string what;
    std::size_t posts = 0;
    std::size_t languages = 0;
    bool sequential = false;  // one call of the whole program at a time
    bool batched = false;
    Seconds bound{};
    JobFigures figures;
};

struct PipelineReport {
    std::vector<PipelineRow> rows;
    HitFigures memory;
};

model::Result<PipelineReport> bench_pipeline(const PipelineSettings& settings);

}  // namespace glossd::bench
