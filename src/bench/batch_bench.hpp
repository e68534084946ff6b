// `glossd bench batch`: the same posts with one text a call and with more and more, so that what a
// batch saves (calls, the prompt's tokens, CPU, time) stands in one table. Blocks; one thread.
#pragma once

#include "bench/measured_job.hpp"

#include <functional>
#include <string>
#include <vector>

namespace glossd::bench {

struct BatchSettings {
    std::string program;  // the glossd to measure
    std::size_t posts = 1000;
    int in_flight = 8;
    // A call takes so long, and more for each text, as a model that writes one word after another.
    model::Duration a_call = std::chrono::milliseconds(400);
    model::Duration a_text = std::chrono::milliseconds(40);
    std::function<void(std::size_t step, std::size_t steps, const std::string& what)> progress;
};

struct BatchRow {
    int batch_max = 1;
    model::Duration target{0};  // that a call may take; 0: any
    Seconds bound{};  // all calls as many at once as may be, each as long as its texts make it
    JobFigures figures;
};

model::Result<std::vector<BatchRow>> bench_batch(const BatchSettings& settings);

}  // namespace glossd::bench
