// Benchmarks of `glossd bench` beside `pipeline`, and what they all share.
#pragma once

#include "cli/command.hpp"
#include "cli/progress_line.hpp"

#include <cstddef>
#include <string>

namespace glossd::cli {

void add_bench_batch(CLI::App& bench, Context& context);
void add_bench_concurrency(CLI::App& bench, Context& context);
void add_bench_cache(CLI::App& bench, Context& context);

// The program that runs now: what is measured.
std::string this_program();

// "3/12  what"
std::string step_text(std::size_t step, std::size_t steps, const std::string& what);

}  // namespace glossd::cli
