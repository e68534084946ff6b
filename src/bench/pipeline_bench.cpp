#include "bench/pipeline_bench.hpp"

#include <array>
#include <utility>

#include <fmt/format.h>

namespace glossd::bench {

namespace {

// All in Latin letters: what translate() makes of English is.
constexpr std::array<const char*, 16> all_languages{"es", "fr", "de", "it", "pt", "nl", "pl", "cs",
                                                    "sv", "da", "fi", "hu", "ro", "tr", "ca", "sk"};
constexpr std::array<std::size_t, 5> language_counts{1, 2, 4, 8, 16};
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
    int in_flight = 100;  // nothing waits for its turn
    int speed = 1;        // latencies are so many times shorter
};

std::vector<Case> cases() {
    std::vector<Case> all;
    // Sequential means one text a call, so nothing is batched there.
    const std::array<Case, 3> modes{Case{.sequential = true}, Case{}, Case{.batched = true}};
    for (const auto& mode : modes) {
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
    all.push_back({.what = "five posts, three languages, in order",
                   .posts = 5,
                   .languages = 3,
                   .in_order = true});
    for (const bool sequential : {true, false}) {
        for (const auto languages : language_counts) {
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
    JobSettings job_settings(const Case& one) const;
    Seconds bound(const Case& one, std::uint64_t calls) const;
    Seconds bound_again(const Case& one) const;
    void add(const Case& one, Seconds bound, const JobFigures& figures);

    const PipelineSettings& settings_;
    PipelineReport report_;
};

model::Result<void> PipelineBench::measure(const Case& one) {
    auto job = MeasuredJob::prepare(job_settings(one));
    if (!job) return tl::make_unexpected(job.error());
    const auto first = (*job)->run();
    if (!first) return tl::make_unexpected(first.error());
    add(one, bound(one, first->calls), *first);
    if (!one.again) return {};
    (*job)->post_again();
    const auto again = (*job)->run();
    if (!again) return tl::make_unexpected(again.error());
    auto from_memory = one;
    from_memory.what = "the same from memory";
    add(from_memory, bound_again(one), *again);
    return {};
}

JobSettings PipelineBench::job_settings(const Case& one) const {
    JobSettings settings;
    settings.program = settings_.program;
    settings.posts = one.posts;
    settings.languages.assign(all_languages.begin(), all_languages.begin() + one.languages);
    settings.in_flight = one.in_flight;
    settings.batch_max = one.batched ? usual_batch : 1;
    settings.in_order = one.in_order;
    settings.sequential = one.sequential;
    settings.translation = settings_.translation / one.speed;
    settings.publish = settings_.publish / one.speed;
    return settings;
}

// The least time: what cannot be done at once is counted one after the other.
Seconds PipelineBench::bound(const Case& one, std::uint64_t calls) const {
    const Seconds translation = settings_.translation / one.speed;
    const Seconds publish = settings_.publish / one.speed;
    const auto posts = static_cast<double>(one.posts);
    if (one.group == Group::stream) {
        return translation * static_cast<double>(calls) / one.in_flight + publish;
    }
    if (one.sequential) {
        return (translation + publish) * posts * static_cast<double>(one.languages);
    }
    const Seconds wait = one.batched ? Seconds(batch_wait) : Seconds(0);
    return wait + translation + publish * (one.in_order ? posts : 1.0);
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
