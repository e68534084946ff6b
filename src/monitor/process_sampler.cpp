#include "monitor/process_sampler.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <sys/resource.h>
#include <unistd.h>

namespace glossd::monitor {

namespace {

double seconds_of(const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

// The n-th number of a file whose first line is numbers with spaces between, from 0.
double number_in(const char* path, int n) {
    std::ifstream file(path);
    double number = 0;
    for (int i = 0; i <= n && file; ++i) file >> number;
    return number;
}

double threads() {
    std::ifstream status("/proc/self/status");
    const std::string wanted = "Threads:";
    for (std::string word; status >> word;) {
        double number = 0;
        if (word == wanted && status >> number) return number;
    }
    return 0;
}

double handles() {
    std::error_code failure;
    const std::filesystem::directory_iterator all("/proc/self/fd", failure);
    if (failure) return 0;
    // One of them is the descriptor that this look takes.
    return static_cast<double>(std::distance(begin(all), end(all)) - 1);
}

}  // namespace

void sample_process(Metrics& metrics) {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    metrics.number(Metric::process_cpu) = seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
    metrics.number(Metric::process_resident) =
        number_in("/proc/self/statm", 1) * static_cast<double>(::sysconf(_SC_PAGESIZE));
    metrics.number(Metric::process_threads) = threads();
    metrics.number(Metric::process_handles) = handles();
}

}  // namespace glossd::monitor
