#include "engines/server_delay.hpp"

#include "text/ascii.hpp"
#include "text/time_format.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <string>

namespace glossd::engines {

namespace {

using model::Duration;
using model::WallTime;

constexpr double longest_milliseconds = 1e15;  // beyond any date; keeps the cast defined

// A decimal number at the front, taken off the text. No exponents: "1e3" is no delay.
std::optional<double> take_number(std::string_view& text) {
    const auto size = std::min(text.find_first_not_of("0123456789."), text.size());
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + size, value);
    if (size == 0 || error != std::errc{} || end != text.data() + size) return std::nullopt;
    text.remove_prefix(size);
    return value;
}

std::optional<double> whole_number(std::string_view text) {
    const bool negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    const auto value = take_number(text);
    if (!value || !text.empty()) return std::nullopt;
    return negative ? -*value : *value;
}

Duration milliseconds(double value) {
    value = std::clamp(value, -longest_milliseconds, longest_milliseconds);
    return Duration(static_cast<Duration::rep>(std::ceil(value)));
}

// "1h2m3.5s"; longer unit names first, because "m" is also the front of "ms".
std::optional<Duration> go_duration(std::string_view text) {
    struct Unit {
        std::string_view name;
        double milliseconds;
    };
    constexpr std::array<Unit, 7> units{{{"ms", 1},
                                         {"us", 1e-3},
                                         {"µs", 1e-3},
                                         {"ns", 1e-6},
                                         {"h", 3'600'000},
                                         {"m", 60'000},
                                         {"s", 1'000}}};
    double sum = 0;
    while (!text.empty()) {
        const auto value = take_number(text);
        if (!value) return std::nullopt;
        const auto unit = std::find_if(units.begin(), units.end(),
                                       [&](const Unit& u) { return text.starts_with(u.name); });
        if (unit == units.end()) return std::nullopt;
        text.remove_prefix(unit->name.size());
        sum += *value * unit->milliseconds;
    }
    return milliseconds(sum);
}

std::optional<WallTime> date_of(const model::HttpReply& reply) {
    const auto* date = reply.header("Date");
    return date ? text::parse_date(*date) : std::nullopt;
}

// The rate-limit families: one header says what remains, one when it fills up again.
constexpr std::array<std::array<const char*, 2>, 8> families{{
    {"x-ratelimit-remaining-requests", "x-ratelimit-reset-requests"},
    {"x-ratelimit-remaining-tokens", "x-ratelimit-reset-tokens"},
    {"x-ratelimit-remaining", "x-ratelimit-reset"},
    {"ratelimit-remaining", "ratelimit-reset"},
    {"anthropic-ratelimit-requests-remaining", "anthropic-ratelimit-requests-reset"},
    {"anthropic-ratelimit-tokens-remaining", "anthropic-ratelimit-tokens-reset"},
    {"anthropic-ratelimit-input-tokens-remaining", "anthropic-ratelimit-input-tokens-reset"},
    {"anthropic-ratelimit-output-tokens-remaining", "anthropic-ratelimit-output-tokens-reset"},
}};

std::optional<Duration> latest_reset(const model::HttpReply& reply, std::optional<WallTime> date) {
    std::optional<Duration> latest;
    for (const auto& [remaining_name, reset_name] : families) {
        const auto* remaining = reply.header(remaining_name);
        const auto* reset = reply.header(reset_name);
        if (!remaining || !reset) continue;
        const auto left = whole_number(text::trim(*remaining));  // below zero on Azure
        const auto delay = parse_reset(*reset, date);
        if (left && *left <= 0 && delay) latest = std::max(latest.value_or(*delay), *delay);
    }
    return latest;
}

std::optional<Duration> unclamped_delay(const model::HttpReply& reply) {
    if (const auto* header = reply.header("retry-after-ms")) {
        if (const auto value = whole_number(text::trim(*header))) return milliseconds(*value);
    }
    const auto date = date_of(reply);
    if (const auto* header = reply.header("Retry-After")) {
        if (const auto delay = parse_reset(*header, date)) return delay;
    }
    return latest_reset(reply, date);
}

}  // namespace

std::optional<Duration> parse_reset(std::string_view value, std::optional<WallTime> date) {
    value = text::trim(value);
    if (value.empty()) return std::nullopt;
    std::optional<WallTime> moment;
    if (const auto number = whole_number(value)) {
        constexpr double epoch_seconds = 1e9;  // September 2001
        constexpr double epoch_milliseconds = 1e12;
        if (*number <= epoch_seconds) return milliseconds(*number * 1000);
        moment = WallTime(milliseconds(*number > epoch_milliseconds ? *number : *number * 1000));
    } else if (const auto duration = go_duration(value)) {
        return duration;
    } else {
        moment = text::parse_date(value);
    }
    if (!moment || !date) return std::nullopt;
    return *moment - *date;
}

std::optional<Duration> server_delay(const model::HttpReply& reply) {
    const auto delay = unclamped_delay(reply);
    if (!delay) return std::nullopt;
    return std::clamp(*delay, Duration(0), Duration(std::chrono::hours(24)));
}

}  // namespace glossd::engines
