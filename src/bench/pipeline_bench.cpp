#include "bench/pipeline_bench.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

namespace glossd::bench {

namespace {

// All in Latin letters: what translate() makes of English is.
constexpr std::array<const char*, 16> all_languages{"es", "fr", "de", "it", "pt", "nl", "pl", "cs",
                                                    "sv", "da", "fi", "hu", "ro", "tr", "ca", "sk"};
constexpr int usual_batch = 8;
constexpr model::Duration batch_wait = std::chrono::milliseconds(200);  // of a batch not full
constexpr std::size_t remembered = 20'000;

struct Case {
    Group group = Group::tasks;
    std::string what;
    std::size_t posts = 1;
    std::size_t languages = 1;
    bool sequential = false;
    bool batched = false;
    bool in_order = false;
    bool again = false;   // the same once more, from memory
    int in_flight = 100;  // when not sequential: nothing waits for its turn
    int speed = 1;        // latencies are so many times shorter
};

std::vector<Case> cases() {
    std::vector<Case> all;
    for (const bool batched : {false, true}) {
        for (const bool sequential : {true, false}) {
            const Case mode{.sequential = sequential, .batched = batched};
            const auto add = [&](const char* what, std::size_t posts, std::size_t languages,
                                 bool again) {
                auto one = mode;
                one.what = what;
                one.posts = posts;
                one.languages = languages;
                one.again = again;
                all.push_back(one);
            };
            add("one translation", 1, 1, false);
            add("three languages", 1, 3, false);
            add("five posts, three languages", 5, 3, true);
        }
    }
    all.push_back({.what = "five posts, three languages, in order",
                   .posts = 5,
                   .languages = 3,
                   .in_order = true});
    for (const bool sequential : {true, false}) {
        for (const std::size_t languages : {1, 2, 4, 8, 16}) {
            all.push_back(
                {.group = Group::languages,
                 .what = fmt::format("{} language{}", languages, languages == 1 ? "" : "s"),
                 .languages = languages,
                 .sequential = sequential});
        }
    }
    all.push_back({.group = Group::stream,
                   .what = "200 posts, three languages",
                   .posts = 200,
                   .languages = 3,
                   .in_flight = 8,
                   .speed = 10});
    return all;
}

class PipelineBench {
  public:
    explicit PipelineBench(const PipelineSettings& settings) : settings_(settings) {}

    model::Result<PipelineReport> run() {
        const auto all = cases();
        std::size_t step = 0;
        for (const auto& one : all) {
            announce(++step, all.size() + 1, one.what + (one.sequential ? ", sequential" : ""));
            if (auto measured = measure(one); !measured) {
                return tl::make_unexpected(measured.error());
            }
        }
        announce(all.size() + 1, all.size() + 1, "the translation memory");
        auto memory = measure_memory_hits(remembered);
        if (!memory) return tl::make_unexpected(memory.error());
        report_.memory = *memory;
        return std::move(report_);
    }

  private:
    void announce(std::size_t step, std::size_t steps, const std::string& what) const {
        if (settings_.progress) settings_.progress(step, steps, what);
    }

    model::Result<void> measure(const Case& one);
    model::Result<void> measure_job(const Case& one, std::vector<std::string> languages,
                                    JobFigures& first, JobFigures& again) const;
    Seconds bound(const Case& one, std::uint64_t calls) const;
    Seconds bound_again(const Case& one) const;
    void add(const Case& one, Seconds bound, const JobFigures& figures);

    const PipelineSettings& settings_;
    PipelineReport report_;
};

// Sequential is one language after the other, each a pass of its own.
model::Result<void> PipelineBench::measure(const Case& one) {
    const std::vector<std::string> languages(all_languages.begin(),
                                             all_languages.begin() + one.languages);
    JobFigures first;
    JobFigures again;
    model::Result<void> done;
    if (!one.sequential) done = measure_job(one, languages, first, again);
    for (std::size_t i = 0; one.sequential && done && i < languages.size(); ++i) {
        done = measure_job(one, {languages[i]}, first, again);
    }
    if (!done) return done;
    add(one, bound(one, first.calls), first);
    if (!one.again) return {};
    auto from_memory = one;
    from_memory.what = "the same from memory";
    add(from_memory, bound_again(one), again);
    return {};
}

model::Result<void> PipelineBench::measure_job(const Case& one, std::vector<std::string> languages,
                                               JobFigures& first, JobFigures& again) const {
    JobSettings settings;
    settings.program = settings_.program;
    settings.posts = one.posts;
    settings.languages = std::move(languages);
    settings.in_flight = one.sequential ? 1 : one.in_flight;
    settings.batch_max = one.batched ? usual_batch : 1;
    settings.in_order = one.in_order || one.sequential;
    settings.translation = settings_.translation / one.speed;
    settings.publish = settings_.publish / one.speed;
    auto job = MeasuredJob::prepare(std::move(settings));
    if (!job) return tl::make_unexpected(job.error());
    const auto measured = (*job)->run();
    if (!measured) return tl::make_unexpected(measured.error());
    first += *measured;
    if (!one.again) return {};
    (*job)->post_again();
    const auto repeated = (*job)->run();
    if (!repeated) return tl::make_unexpected(repeated.error());
    again += *repeated;
    return {};
}

// The least time: what cannot be done at once is counted one after the other.
Seconds PipelineBench::bound(const Case& one, std::uint64_t calls) const {
    const Seconds translation = settings_.translation / one.speed;
    const Seconds publish = settings_.publish / one.speed;
    const auto posts = static_cast<double>(one.posts);
    if (one.group == Group::stream) {
        return translation * static_cast<double>(calls) / one.in_flight + publish;
    }
    const Seconds wait = one.batched ? Seconds(batch_wait) : Seconds(0);
    if (!one.sequential) return wait + translation + publish * (one.in_order ? posts : 1.0);
    const auto languages = static_cast<double>(one.languages);
    if (one.batched) return languages * (wait + translation + publish * posts);
    // While one post is published the next may be translated.
    return languages * (translation + publish + (posts - 1) * std::max(translation, publish));
}

Seconds PipelineBench::bound_again(const Case& one) const {
    const Seconds publish = settings_.publish / one.speed;
    return one.sequential ? publish * static_cast<double>(one.posts * one.languages) : publish;
}

void PipelineBench::add(const Case& one, Seconds bound, const JobFigures& figures) {
    report_.rows.push_back({one.group, one.what, one.posts, one.languages, one.sequential,
                            one.batched, bound, figures});
}

}  // namespace

model::Result<PipelineReport> bench_pipeline(const PipelineSettings& settings) {
    return PipelineBench(settings).run();
}

}  // namespace glossd::bench
