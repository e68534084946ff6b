// The main job, measured: 500 posts in three languages through an LLM that takes 300 ms a
// translation and a Mastodon server that takes 80 ms a post, 50 in flight each, order "any".
// Makespan is printed against its bound (calls x latency / concurrency), CPU and memory are those
// of the measured process alone; the stand-ins run in this one. The calls only are what any
// program with these workers pays; the rival needs python3-aiohttp.
#include "bench/measured_job.hpp"
#include "succeeded.hpp"

#include <cstdlib>
#include <iostream>
#include <string>

#include <fmt/format.h>

namespace {

using namespace std::chrono_literals;
using namespace glossd;
using bench::Seconds;

constexpr std::size_t posts = 500;
constexpr int in_flight = 50;
constexpr auto translation_latency = 300ms;
constexpr auto publish_latency = 80ms;
const std::vector<std::string> languages{"es", "fr", "de"};

void measure(const std::string& name, int batch_max, const std::string& rival = {}) {
    auto job = bench::succeeded(bench::MeasuredJob::prepare({.program = GLOSSD_BINARY,
                                                             .rival = rival,
                                                             .api = "openai",
                                                             .posts = posts,
                                                             .languages = languages,
                                                             .in_flight = in_flight,
                                                             .batch_max = batch_max,
                                                             .translation = translation_latency,
                                                             .publish = publish_latency}));
    const auto figures = bench::succeeded(job->run());
    // The last post can only be published once the last translation is there.
    const Seconds bound =
        Seconds(translation_latency) * static_cast<double>(figures.calls) / in_flight +
        publish_latency;
    fmt::print("{:<12} {:>6} {:>10.2f} {:>8.2f} {:>7.3f} {:>14.3f} {:>10.1f}\n", name,
               figures.calls, figures.time.count(), bound.count(), figures.time / bound,
               figures.cpu.count() * 1000 / static_cast<double>(figures.published),
               static_cast<double>(figures.peak_memory) / 1024);
}

}  // namespace

int main() {
    fmt::print("{} posts x {} languages, {} ms a translation, {} ms a publish, {} in flight each\n",
               posts, languages.size(), translation_latency.count(), publish_latency.count(),
               in_flight);
    fmt::print("{:<12} {:>6} {:>10} {:>8} {:>7} {:>14} {:>10}\n", "", "calls", "seconds", "bound",
               "ratio", "CPU ms/deliv.", "peak MB");
    measure("unbatched", 1);
    measure("batched (16)", 16);
    measure("calls only", 1, GLOSSD_CALLS);
    if (std::system("/usr/bin/python3 -c 'import aiohttp' 2>/dev/null") == 0)
        measure("asyncio", 1, GLOSSD_RIVAL);
    fmt::print("{:<12} {:>6} {:>10} {:>8} {:>7} {:>14} {:>10}\n", "aim", "", "", "", "<= 1.05",
               "<= 0.20", "<= 32");
    return 0;
}
