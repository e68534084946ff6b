// Histogram: how often each duration was seen, in buckets that grow with it: eight a doubling, so
// that a quantile is within a sixteenth of the truth from a microsecond to twelve days. A value.
// prometheus-cpp's own cannot be asked for a quantile: its Histogram has a handful of buckets and
// its Summary a mutex and a stream to merge on every observation. This is one addition.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <utility>
#include <vector>

namespace glossd::monitor {

using Microseconds = std::chrono::microseconds;

// What was recorded, without the empty buckets: for snapshots, differences and storage.
struct Distribution {
    std::vector<std::pair<std::uint32_t, std::uint64_t>> buckets;  // index, count; ascending
    std::uint64_t count = 0;
    double sum = 0;  // seconds

    // Interpolated within its bucket; `q` in [0, 1]. Zero when nothing was recorded.
    Microseconds quantile(double q) const;
    // How many were at most this long; exact where `limit` is a power of two.
    std::uint64_t at_most(Microseconds limit) const;

    void add(const Distribution& other);
    // What came after `earlier`, an older state of the same histogram.
    void subtract(const Distribution& earlier);

    bool operator==(const Distribution&) const = default;
};

class Histogram {
  public:
    void record(Microseconds value);
    Distribution distribution() const;

    static std::uint32_t bucket_of(std::uint64_t microseconds);
    static std::uint64_t bucket_begin(std::uint32_t bucket);  // microseconds

    static constexpr std::uint32_t linear = 16;  // below this a bucket is one microsecond
    static constexpr std::uint32_t bucket_count = 312;

  private:
    std::array<std::uint64_t, bucket_count> counts_{};
    std::uint64_t total_ = 0;
    double sum_ = 0;
};

}  // namespace glossd::monitor
