#include "config/units.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

#include <fmt/format.h>

namespace glossd::config {

namespace {

struct Unit {
    std::string_view name;
    std::int64_t worth;
};

constexpr std::array<Unit, 5> duration_units{
    {{"d", 86'400'000}, {"h", 3'600'000}, {"m", 60'000}, {"s", 1000}, {"ms", 1}}};

constexpr std::array<Unit, 9> size_units{{{"b", 1},
                                          {"kb", 1000},
                                          {"mb", 1'000'000},
                                          {"gb", 1'000'000'000},
                                          {"tb", 1'000'000'000'000},
                                          {"kib", 1LL << 10},
                                          {"mib", 1LL << 20},
                                          {"gib", 1LL << 30},
                                          {"tib", 1LL << 40}}};

// A century; far beyond any key's range and far from any overflow.
constexpr std::int64_t longest = 36'500LL * 86'400'000;

struct Quantity {
    std::int64_t number = 0;
    std::string unit;  // lower case; empty when there is none
};

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// Takes "30m" off the front of `rest`.
tl::expected<Quantity, std::string> take_quantity(std::string_view& rest) {
    Quantity quantity;
    const auto* end = rest.data() + rest.size();
    const auto [after, status] = std::from_chars(rest.data(), end, quantity.number);
    if (status == std::errc::result_out_of_range) {
        return tl::make_unexpected(std::string("the number is too large"));
    }
    if (status != std::errc() || quantity.number < 0) {
        return tl::make_unexpected(std::string("a whole number is missing"));
    }
    rest.remove_prefix(static_cast<std::size_t>(after - rest.data()));
    while (!rest.empty() && is_letter(rest.front())) {
        quantity.unit += static_cast<char>(rest.front() | 0x20);
        rest.remove_prefix(1);
    }
    if (quantity.unit.empty()) return tl::make_unexpected(std::string("the unit is missing"));
    return quantity;
}

}  // namespace

tl::expected<model::Duration, std::string> parse_duration(std::string_view text) {
    std::int64_t total = 0;
    auto smaller = duration_units.begin();  // units still allowed
    do {
        const auto quantity = take_quantity(text);
        if (!quantity) return tl::make_unexpected(quantity.error());
        const auto same = [&](const Unit& unit) { return unit.name == quantity->unit; };
        const auto* unit = std::find_if(duration_units.begin(), duration_units.end(), same);
        if (unit == duration_units.end()) {
            return tl::make_unexpected(
                fmt::format("`{}` is no unit; the units are d, h, m, s and ms", quantity->unit));
        }
        if (unit < smaller) return tl::make_unexpected(std::string("write the largest unit first"));
        smaller = unit + 1;
        if (quantity->number > (longest - total) / unit->worth) {
            return tl::make_unexpected(std::string("more than a century"));
        }
        total += quantity->number * unit->worth;
    } while (!text.empty());
    return model::Duration(total);
}

tl::expected<std::int64_t, std::string> parse_size(std::string_view text) {
    const auto quantity = take_quantity(text);
    if (!quantity) return tl::make_unexpected(quantity.error());
    const auto same = [&](const Unit& unit) { return unit.name == quantity->unit; };
    const auto* unit = std::find_if(size_units.begin(), size_units.end(), same);
    if (unit == size_units.end()) {
        return tl::make_unexpected(
            fmt::format("`{}` is no unit; the units are B, kB, MB, GB, TB, KiB, MiB, GiB and TiB",
                        quantity->unit));
    }
    if (!text.empty()) return tl::make_unexpected(std::string("something follows the unit"));
    if (quantity->number > std::numeric_limits<std::int64_t>::max() / unit->worth) {
        return tl::make_unexpected(std::string("the number is too large"));
    }
    return quantity->number * unit->worth;
}

std::string format_duration(model::Duration duration) {
    auto left = duration.count();
    std::string out;
    for (const auto& unit : duration_units) {
        if (left >= unit.worth) out += fmt::format("{}{}", left / unit.worth, unit.name);
        left %= unit.worth;
    }
    return out.empty() ? "0s" : out;
}

}  // namespace glossd::config
