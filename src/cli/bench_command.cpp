#include "bench/pipeline_bench.hpp"
#include "cli/bench_parts.hpp"
#include "cli/table.hpp"
#include "config/units.hpp"

#include <charconv>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace glossd::cli {

namespace {

using bench::Group;
using bench::PipelineReport;
using bench::PipelineRow;
using bench::PipelineSettings;
using nlohmann::ordered_json;

struct BenchOptions {
    bool json = false;
    std::string latency = "1.5s";
    std::string publish_latency = "0.3s";
};

// As the configuration writes durations, or seconds with a fraction: "1.5s".
std::optional<model::Duration> latency_of(const std::string& text) {
    constexpr double longest = 60;  // seconds
    if (const auto duration = config::parse_duration(text)) {
        return bench::Seconds(*duration).count() <= longest ? std::optional(*duration)
                                                            : std::nullopt;
    }
    double value = 0;
    const auto* end = text.data() + text.size();
    const auto [rest, status] = std::from_chars(text.data(), end, value);
    const bool is_seconds = status == std::errc() && std::string_view(rest, end) == "s";
    if (!is_seconds || !(value >= 0 && value <= longest)) return std::nullopt;
    return std::chrono::round<model::Duration>(bench::Seconds(value));
}

ordered_json to_json(const PipelineRow& row) {
    const auto& figures = row.figures;
    return {{"what", row.what},
            {"posts", row.posts},
            {"languages", row.languages},
            {"sequential", row.sequential},
            {"batched", row.batched},
            {"seconds", figures.time.count()},
            {"bound_seconds", row.bound.count()},
            {"translation_requests", figures.calls},
            {"published", figures.published},
            {"requests", figures.requests},
            {"connections", figures.connections},
            {"reused_share", figures.reused()},
            {"cpu_seconds", figures.cpu.count()},
            {"peak_memory_bytes", figures.peak_memory * 1024}};
}

ordered_json to_json(const PipelineReport& report, const PipelineSettings& settings) {
    const auto group = [&](Group wanted) {
        auto rows = ordered_json::array();
        for (const auto& row : report.rows) {
            if (row.group == wanted) rows.push_back(to_json(row));
        }
        return rows;
    };
    return {{"latency_seconds", bench::Seconds(settings.translation).count()},
            {"publish_latency_seconds", bench::Seconds(settings.publish).count()},
            {"tasks", group(Group::tasks)},
            {"languages", group(Group::languages)},
            {"stream", group(Group::stream)},
            {"memory_hit",
             {{"entries", report.memory.entries},
              {"median_microseconds", report.memory.median.count()},
              {"p99_microseconds", report.memory.p99.count()},
              {"until_answer_microseconds", report.memory.until_answer.count()},
              {"recent_microseconds", report.memory.recent.count()}}}};
}

void print_group(const PipelineReport& report, Group group, const std::string& title) {
    Table table({title, "mode", "seconds", "bound", "ratio", "calls", "posts", "CPU s", "peak MB",
                 "requests", "reused"});
    for (const auto& row : report.rows) {
        if (row.group != group) continue;
        const auto& figures = row.figures;
        table.add(
            {row.what,
             fmt::format("{}{}", row.sequential ? "sequential" : "concurrent",
                         row.batched ? ", batched" : ""),
             fmt::format("{:.2f}", figures.time.count()), fmt::format("{:.2f}", row.bound.count()),
             fmt::format("{:.2f}", figures.time / row.bound), std::to_string(figures.calls),
             std::to_string(figures.published), fmt::format("{:.2f}", figures.cpu.count()),
             fmt::format("{:.1f}", static_cast<double>(figures.peak_memory) / 1024),
             std::to_string(figures.requests), fmt::format("{:.1f} %", figures.reused() * 100)});
    }
    fmt::print("{}\n", table.text());
}

void print_report(const PipelineReport& report, const PipelineSettings& settings) {
    fmt::print(
        "A translation takes {} s and a post {} s. Each row is a run of this program, from its "
        "start to its end.\n\n",
        bench::Seconds(settings.translation).count(), bench::Seconds(settings.publish).count());
    print_group(report, Group::tasks, "task");
    print_group(report, Group::languages, "one post");
    print_group(report, Group::stream, "a tenth of the latencies, 8 calls in flight");
    fmt::print(
        "A hit of the translation memory is {:.0f} µs of work (99 of 100: {:.0f} µs) with {} "
        "translations remembered;\nasked one right after another, the answer is there "
        "after {:.0f} µs. Of a text met a moment ago it is there after {:.0f} µs.\n",
        report.memory.median.count(), report.memory.p99.count(), report.memory.entries,
        report.memory.until_answer.count(), report.memory.recent.count());
}

int pipeline(const BenchOptions& options) {
    const auto translation = latency_of(options.latency);
    const auto publish = latency_of(options.publish_latency);
    if (!translation || !publish) {
        fmt::print(stderr,
                   "glossd: {}: a time up to a minute is expected, like \"1.5s\" or \"300ms\"\n",
                   translation ? "--publish-latency" : "--latency");
        return Exit::usage;
    }
    PipelineSettings settings;
    settings.program = this_program();
    settings.translation = *translation;
    settings.publish = *publish;
    std::optional<ProgressLine> line(std::in_place);
    settings.progress = [&line](std::size_t step, std::size_t steps, const std::string& what) {
        line->show(step_text(step, steps, what));
    };
    const auto measured = bench::bench_pipeline(settings);
    line.reset();
    if (!measured) return report(measured.error());
    if (options.json) {
        fmt::print("{}\n", to_json(*measured, settings).dump());
    } else {
        print_report(*measured, settings);
    }
    return Exit::done;
}

void refuse_later_benchmarks(CLI::App& command, Context& context) {
    for (const std::string name : {"bulk"}) {
        auto* later = command.add_subcommand(name)->group("")->allow_extras()->fallthrough(false);
        later->callback([&context, name] {
            context.action = [name] {
                fmt::print(stderr,
                           "glossd: the command \"bench {}\" is not available in this version\n",
                           name);
                return Exit::usage;
            };
        });
    }
}

}  // namespace

void add_bench(CLI::App& app, Context& context) {
    auto* command = app.add_subcommand("bench", "benchmarks against built-in loopback services");
    command->require_subcommand(1);
    refuse_later_benchmarks(*command, context);
    add_bench_batch(*command, context);
    add_bench_concurrency(*command, context);
    add_bench_cache(*command, context);
    auto options = std::make_shared<BenchOptions>();
    auto* pipeline_command = command->add_subcommand(
        "pipeline", "from a feed through translation to publication; takes minutes");
    pipeline_command->add_flag("--json", options->json, "print one JSON object");
    pipeline_command
        ->add_option("--latency", options->latency,
                     "what a translation takes (default 1.5s); a minute at most")
        ->type_name("TIME");
    pipeline_command
        ->add_option("--publish-latency", options->publish_latency,
                     "what a post takes (default 0.3s)")
        ->type_name("TIME");
    pipeline_command->callback(
        [&context, options] { context.action = [options] { return pipeline(*options); }; });
}

}  // namespace glossd::cli
