#include "bench/timestamp.hpp"

#include "text/time_format.hpp"

#include <fmt/format.h>

namespace glossd::bench {

std::string iso_timestamp(model::WallTime time, int decimals) {
    constexpr std::size_t whole_seconds = 19;  // "2026-08-01T12:00:00"
    const auto millis = time.time_since_epoch().count() % 1000;
    auto fraction = fmt::format("{:03}000", millis);
    fraction.resize(static_cast<std::size_t>(decimals), '0');
    return text::to_rfc3339(time).substr(0, whole_seconds) + '.' + fraction + 'Z';
}

}  // namespace glossd::bench
