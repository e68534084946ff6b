#include "monitor/histogram.hpp"

#include <algorithm>
#include <bit>

namespace glossd::monitor {

namespace {

constexpr double a_second = 1e6;
constexpr unsigned first_octave = 4;  // 2^4 is Histogram::linear
constexpr unsigned sub_bits = 3;      // eight buckets a doubling

using Buckets = std::vector<std::pair<std::uint32_t, std::uint64_t>>;

// Walks both lists together; `combine` gets both counts and gives the new one.
template <class Combine>
Buckets merged(const Buckets& a, const Buckets& b, Combine combine) {
    Buckets result;
    auto left = a.begin();
    auto right = b.begin();
    while (left != a.end() || right != b.end()) {
        const bool take_left = right == b.end() || (left != a.end() && left->first <= right->first);
        const bool take_right =
            left == a.end() || (right != b.end() && right->first <= left->first);
        const auto bucket = take_left ? left->first : right->first;
        const auto count = combine(take_left ? left->second : 0, take_right ? right->second : 0);
        if (count > 0) result.emplace_back(bucket, count);
        if (take_left) ++left;
        if (take_right) ++right;
    }
    return result;
}

}  // namespace

std::uint32_t Histogram::bucket_of(std::uint64_t microseconds) {
    if (microseconds < linear) return static_cast<std::uint32_t>(microseconds);
    const auto octave = static_cast<unsigned>(std::bit_width(microseconds)) - 1;
    const auto sub = (microseconds >> (octave - sub_bits)) & ((1U << sub_bits) - 1);
    const auto bucket = linear + ((octave - first_octave) << sub_bits) + sub;
    return static_cast<std::uint32_t>(std::min<std::uint64_t>(bucket, bucket_count - 1));
}

std::uint64_t Histogram::bucket_begin(std::uint32_t bucket) {
    if (bucket < linear) return bucket;
    const auto octave = first_octave + ((bucket - linear) >> sub_bits);
    const auto sub = (bucket - linear) & ((1U << sub_bits) - 1);
    return ((1ULL << sub_bits) + sub) << (octave - sub_bits);
}

void Histogram::record(Microseconds value) {
    const auto amount = static_cast<std::uint64_t>(std::max<std::int64_t>(value.count(), 0));
    ++counts_[bucket_of(amount)];
    ++total_;
    sum_ += static_cast<double>(amount) / a_second;
}

Distribution Histogram::distribution() const {
    Distribution taken;
    taken.count = total_;
    taken.sum = sum_;
    for (std::uint32_t bucket = 0; bucket < bucket_count; ++bucket) {
        if (counts_[bucket] > 0) taken.buckets.emplace_back(bucket, counts_[bucket]);
    }
    return taken;
}

Microseconds Distribution::quantile(double q) const {
    if (count == 0) return Microseconds{0};
    const double wanted = std::clamp(q, 0.0, 1.0) * static_cast<double>(count);
    double before = 0;
    for (const auto& [bucket, n] : buckets) {
        const auto here = static_cast<double>(n);
        if (before + here >= wanted || &buckets.back().first == &bucket) {
            const auto begin = static_cast<double>(Histogram::bucket_begin(bucket));
            const auto end = static_cast<double>(Histogram::bucket_begin(bucket + 1));
            const double share = std::clamp((wanted - before) / here, 0.0, 1.0);
            return Microseconds(static_cast<std::int64_t>(begin + (end - begin) * share));
        }
        before += here;
    }
    return Microseconds{0};
}

std::uint64_t Distribution::at_most(Microseconds limit) const {
    std::uint64_t found = 0;
    for (const auto& [bucket, n] : buckets) {
        if (Histogram::bucket_begin(bucket + 1) > static_cast<std::uint64_t>(limit.count())) break;
        found += n;
    }
    return found;
}

void Distribution::add(const Distribution& other) {
    buckets = merged(buckets, other.buckets, [](auto a, auto b) { return a + b; });
    count += other.count;
    sum += other.sum;
}

void Distribution::subtract(const Distribution& earlier) {
    buckets = merged(buckets, earlier.buckets, [](auto a, auto b) { return a > b ? a - b : 0; });
    count = count > earlier.count ? count - earlier.count : 0;
    sum = std::max(0.0, sum - earlier.sum);
}

}  // namespace glossd::monitor
