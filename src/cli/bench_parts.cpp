#include "cli/bench_parts.hpp"

#include "bench/batch_bench.hpp"
#include "bench/memory_hit.hpp"
#include "cli/table.hpp"

#include <filesystem>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace glossd::cli {

namespace {

using nlohmann::ordered_json;

struct PartOptions {
    bool json = false;
    std::size_t posts = 1000;
    std::size_t entries = 1'000'000;
};

std::string size_of(const bench::BatchRow& row) {
    if (row.target > row.target.zero())
        return fmt::format("as many as take {} s", bench::Seconds(row.target).count());
    return fmt::format("{}{}", row.batch_max == 1 ? "" : "up to ", row.batch_max);
}

void print_batches(const bench::BatchSettings& settings, const std::vector<bench::BatchRow>& rows) {
    fmt::print(
        "{} posts into one language, {} calls at once; a call takes {} ms and {} ms a text.\n\n",
        settings.posts, settings.in_flight, settings.a_call.count(), settings.a_text.count());
    Table table(
        {"texts a call", "calls", "largest", "tokens", "CPU s", "seconds", "bound", "ratio"});
    for (const auto& row : rows) {
        const auto& figures = row.figures;
        table.add(
            {size_of(row), std::to_string(figures.calls), std::to_string(figures.largest_batch),
             std::to_string(figures.tokens), fmt::format("{:.2f}", figures.cpu.count()),
             fmt::format("{:.2f}", figures.time.count()), fmt::format("{:.2f}", row.bound.count()),
             fmt::format("{:.2f}", figures.time / row.bound)});
    }
    fmt::print("{}", table.text());
}

ordered_json to_json(const bench::BatchRow& row) {
    return {{"batch_max", row.batch_max},
            {"target_seconds", bench::Seconds(row.target).count()},
            {"largest_batch", row.figures.largest_batch},
            {"calls", row.figures.calls},
            {"tokens", row.figures.tokens},
            {"cpu_seconds", row.figures.cpu.count()},
            {"seconds", row.figures.time.count()},
            {"bound_seconds", row.bound.count()}};
}

int batch(const PartOptions& options) {
    bench::BatchSettings settings;
    settings.program = this_program();
    settings.posts = options.posts;
    std::optional<ProgressLine> line(std::in_place);
    settings.progress = [&line](std::size_t step, std::size_t steps, const std::string& what) {
        line->show(step_text(step, steps, what));
    };
    const auto rows = bench::bench_batch(settings);
    line.reset();
    if (!rows) return report(rows.error());
    if (!options.json) {
        print_batches(settings, *rows);
        return Exit::done;
    }
    auto list = ordered_json::array();
    for (const auto& row : *rows) list.push_back(to_json(row));
    fmt::print("{}\n", ordered_json{{"posts", settings.posts}, {"rows", list}}.dump());
    return Exit::done;
}

int cache(const PartOptions& options) {
    std::optional<ProgressLine> line(std::in_place);
    line->show(fmt::format("remembering {} translations", options.entries));
    const auto hit = bench::measure_memory_hits(options.entries);
    line.reset();
    if (!hit) return report(hit.error());
    if (options.json) {
        const ordered_json json{{"entries", hit->entries},
                                {"recent_median_microseconds", hit->recent.count()},
                                {"recent_p99_microseconds", hit->recent_p99.count()},
                                {"stored_median_microseconds", hit->median.count()},
                                {"stored_p99_microseconds", hit->p99.count()}};
        fmt::print("{}\n", json.dump());
        return Exit::done;
    }
    Table table({fmt::format("a hit among {} translations", hit->entries), "median µs", "p99 µs",
                 "aim for p99"});
    table.add({"met a moment ago, in the process", fmt::format("{:.1f}", hit->recent.count()),
               fmt::format("{:.1f}", hit->recent_p99.count()), "< 20"});
    table.add({"from SQLite", fmt::format("{:.1f}", hit->median.count()),
               fmt::format("{:.1f}", hit->p99.count()), "< 100"});
    fmt::print("{}", table.text());
    return Exit::done;
}

using Part = int (*)(const PartOptions&);

std::shared_ptr<PartOptions> add(CLI::App& command, Context& context, Part part) {
    auto options = std::make_shared<PartOptions>();
    command.add_flag("--json", options->json, "print one JSON object");
    command.callback(
        [&context, options, part] { context.action = [options, part] { return part(*options); }; });
    return options;
}

}  // namespace

void add_bench_batch(CLI::App& bench, Context& context) {
    auto* command = bench.add_subcommand("batch", "one text a call against many; a minute or two");
    const auto options = add(*command, context, batch);
    command->add_option("--posts", options->posts, "how many (default 1000)")
        ->check(CLI::Range(1, 100'000))
        ->type_name("N");
}

void add_bench_cache(CLI::App& bench, Context& context) {
    auto* command =
        bench.add_subcommand("cache", "a hit of the translation memory; minutes to fill it");
    const auto options = add(*command, context, cache);
    command->add_option("--entries", options->entries, "how many (default 1000000)")
        ->check(CLI::Range(1, 100'000'000))
        ->type_name("N");
}

std::string this_program() {
    std::error_code error;
    return std::filesystem::read_symlink("/proc/self/exe", error).string();
}

std::string step_text(std::size_t step, std::size_t steps, const std::string& what) {
    return fmt::format("{}/{}  {}", step, steps, what);
}

}  // namespace glossd::cli
