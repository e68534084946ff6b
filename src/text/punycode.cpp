#include "text/punycode.hpp"

#include <algorithm>
#include <cstdint>

namespace glossd::text {

namespace {

// Parameters of RFC 3492 section 5.
constexpr std::uint64_t base = 36;
constexpr std::uint64_t least_threshold = 1;
constexpr std::uint64_t most_threshold = 26;
constexpr std::uint64_t skew = 38;
constexpr std::uint64_t damp = 700;
constexpr std::uint64_t first_bias = 72;

std::uint64_t adapt(std::uint64_t delta, std::uint64_t points, bool first) {
    delta = first ? delta / damp : delta / 2;
    delta += delta / points;
    std::uint64_t steps = 0;
    for (; delta > (base - least_threshold) * most_threshold / 2; steps += base)
        delta /= base - least_threshold;
    return steps + (base - least_threshold + 1) * delta / (delta + skew);
}

std::size_t digits_of(std::uint64_t delta, std::uint64_t bias) {
    std::size_t digits = 1;
    for (auto k = base;; k += base, ++digits) {
        const auto threshold = k <= bias
                                   ? least_threshold
                                   : std::min(std::max(k - bias, least_threshold), most_threshold);
        if (delta < threshold) return digits;
        delta = (delta - threshold) / (base - threshold);
    }
}

}  // namespace

std::size_t ascii_label_size(std::u32string_view label) {
    constexpr char32_t first_foreign = 0x80;
    constexpr std::size_t prefix = 4;  // "xn--"
    const auto basic = static_cast<std::size_t>(
        std::count_if(label.begin(), label.end(), [](char32_t c) { return c < first_foreign; }));
    if (basic == label.size()) return basic;
    std::size_t size = prefix + basic + (basic > 0 ? 1 : 0);
    std::uint64_t delta = 0;
    std::uint64_t bias = first_bias;
    char32_t below = first_foreign;
    for (auto done = basic; done < label.size();) {
        char32_t next = 0x110000;
        for (const auto c : label)
            if (c >= below) next = std::min(next, c);
        delta += (next - below) * (done + 1);
        for (const auto c : label) {
            if (c < next) ++delta;
            if (c != next) continue;
            size += digits_of(delta, bias);
            bias = adapt(delta, done + 1, done == basic);
            delta = 0;
            ++done;
        }
        ++delta;
        below = next + 1;
    }
    return size;
}

}  // namespace glossd::text
