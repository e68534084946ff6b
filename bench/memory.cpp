// The translation memory at its size: a hit among a million entries, in this process and from
// SQLite, and what two million inserts leave of a memory bounded to a hundred thousand.
#include "bench/memory_hit.hpp"
#include "succeeded.hpp"

#include <iostream>

#include <fmt/format.h>

namespace {

using namespace glossd;

constexpr std::size_t remembered = 1'000'000;
constexpr std::size_t inserts = 2'000'000;
constexpr std::int64_t bound = 100'000;

}  // namespace

int main() {
    std::cerr << "remembering " << remembered << " translations, some minutes\n";
    const auto hit = bench::succeeded(bench::measure_memory_hits(remembered));
    fmt::print("a hit among {} entries, us    median     p99     aim\n", hit.entries);
    fmt::print("in this process             {:>8.1f} {:>7.1f}    < 20\n", hit.recent.count(),
               hit.recent_p99.count());
    fmt::print("from SQLite                 {:>8.1f} {:>7.1f}   < 100\n", hit.median.count(),
               hit.p99.count());
    std::cerr << "putting " << inserts << " into a memory of " << bound << "\n";
    const auto held = bench::succeeded(bench::measure_memory_bound(inserts, bound));
    fmt::print(
        "{} inserts into a memory of {}: {} entries at the end, never over {} after a trim; "
        "{:.0f} us an insert\n",
        held.inserts, held.bound, held.entries, held.most_entries, held.an_insert.count());
    return 0;
}
