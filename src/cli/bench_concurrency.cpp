#include "bench/concurrency_bench.hpp"
#include "cli/bench_parts.hpp"
#include "cli/table.hpp"

#include <memory>
#include <optional>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace glossd::cli {

namespace {

using bench::ConcurrencyReport;
using bench::ConcurrencyRow;
using nlohmann::ordered_json;

struct ConcurrencyOptions {
    bool json = false;
    int seconds = 30;
    bool found_only = false;
};

void print_rows(const std::vector<ConcurrencyRow>& rows, const std::string& title, double most) {
    Table table(
        {title, "first half/s", "second half/s", "seconds", "% of most", "% refused", "% done"});
    for (const auto& row : rows) {
        table.add({row.calls, fmt::format("{:.1f}", row.first.per_second()),
                   fmt::format("{:.1f}", row.second.per_second()),
                   fmt::format("{:.1f}", row.first.seconds + row.second.seconds),
                   fmt::format("{:.1f}", row.per_second() / most * 100),
                   fmt::format("{:.2f}", row.refused_share() * 100),
                   fmt::format("{:.1f}", 100.0 * row.done() / row.work)});
    }
    fmt::print("{}\n", table.text());
}

void print_report(const ConcurrencyReport& report, int seconds) {
    fmt::print(
        "Calls take 200 ms. The work of each half takes {} s at best and is left after a quarter "
        "more;\na refused call is made again.\n\n",
        seconds);
    print_rows(report.crowded,
               fmt::format("slows beyond {} calls at once, later beyond {}", report.knee,
                           report.later_knee),
               report.crowded.back().per_second());
    print_rows(report.counted, fmt::format("allows {} calls a second", report.allowed),
               report.allowed);
    const auto& knee = report.crowded.front();
    const auto& rate = report.counted.front();
    fmt::print(
        "adaptive: {:.1f} % of the best fixed setting of each half (aim: 95), {:.2f} % refused "
        "(aim: under 1);\n{:.1f} % of the calls a second that are allowed (aim: 97), {:.2f} % "
        "refused (aim: at most 2)\n",
        knee.per_second() / report.crowded.back().per_second() * 100, knee.refused_share() * 100,
        rate.per_second() / report.allowed * 100, rate.refused_share() * 100);
}

ordered_json rows_json(const std::vector<ConcurrencyRow>& rows) {
    auto list = ordered_json::array();
    for (const auto& row : rows) {
        list.push_back({{"calls", row.calls},
                        {"first_per_second", row.first.per_second()},
                        {"second_per_second", row.second.per_second()},
                        {"per_second", row.per_second()},
                        {"seconds", row.first.seconds + row.second.seconds},
                        {"refused_share", row.refused_share()},
                        {"done", row.done()},
                        {"work", row.work}});
    }
    return list;
}

int concurrency(const ConcurrencyOptions& options) {
    bench::ConcurrencySettings settings;
    settings.seconds = options.seconds;
    settings.found_only = options.found_only;
    std::optional<ProgressLine> line(std::in_place);
    settings.progress = [&line](std::size_t step, std::size_t steps, const std::string& what) {
        line->show(step_text(step, steps, what));
    };
    const auto measured = bench::bench_concurrency(settings);
    line.reset();
    if (!measured) return report(measured.error());
    if (options.json) {
        fmt::print("{}\n", ordered_json{{"knee", measured->knee},
                                        {"later_knee", measured->later_knee},
                                        {"allowed_per_second", measured->allowed},
                                        {"crowded", rows_json(measured->crowded)},
                                        {"counted", rows_json(measured->counted)}}
                               .dump());
    } else {
        print_report(*measured, options.seconds);
    }
    return Exit::done;
}

}  // namespace

void add_bench_concurrency(CLI::App& bench, Context& context) {
    auto* command = bench.add_subcommand(
        "concurrency", "how many calls a service takes, found or fixed; a quarter of an hour");
    auto options = std::make_shared<ConcurrencyOptions>();
    command->add_flag("--json", options->json, "print one JSON object");
    command->add_flag("--found-only", options->found_only,
                      "no fixed settings but the best one; a few minutes");
    command
        ->add_option("--seconds", options->seconds,
                     "what the work of each half takes at best (default 30)")
        ->check(CLI::Range(1, 600))
        ->type_name("N");
    command->callback(
        [&context, options] { context.action = [options] { return concurrency(*options); }; });
}

}  // namespace glossd::cli
