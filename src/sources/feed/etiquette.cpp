#include "sources/feed/etiquette.hpp"

#include "text/ascii.hpp"
#include "text/normalise.hpp"
#include "text/time_format.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <utility>

namespace glossd::sources::feed {

namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

// Without a word from the server a 429 means an hour at least (feed readers' custom).
constexpr model::Duration quiet_hour = hours(1);

std::string value_of(const model::HttpReply& reply, std::string_view name) {
    const auto* header = reply.header(name);
    return header == nullptr ? std::string{} : std::string(text::trim(*header));
}

// A header that is not UTF-8 could not be stored as it is, and a changed one would be invented.
std::string validator(const model::HttpReply& reply, std::string_view name) {
    auto value = value_of(reply, name);
    return text::is_valid_utf8(value) ? value : std::string{};
}

std::optional<std::int64_t> digits(std::string_view text) {
    text = text.substr(0, text.find_first_not_of("0123456789"));
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error == std::errc::result_out_of_range) return INT32_MAX;
    if (error != std::errc{} || end == text.data()) return std::nullopt;
    return std::min<std::int64_t>(value, INT32_MAX);
}

std::optional<model::Duration> clamped(model::Duration interval) {
    if (interval <= model::Duration::zero()) return std::nullopt;
    return std::min(interval, longest_interval);
}

model::OutcomeKind kind_of(int status, bool has_retry_after) {
    switch (status) {
        case 401:
            return model::OutcomeKind::unauthorized;
        case 408:
        case 425:
            return model::OutcomeKind::transient;
        case 429:
            return model::OutcomeKind::rate_limited;
        case 503:
            return has_retry_after ? model::OutcomeKind::rate_limited
                                   : model::OutcomeKind::transient;
        default:
            return status >= 400 && status < 500 ? model::OutcomeKind::rejected
                                                 : model::OutcomeKind::transient;
    }
}

std::string_view meaning(int status) {
    switch (status) {
        case 401:
            return "it wants credentials";
        case 403:
            return "it refuses to show the feed";
        case 404:
            return "there is no feed at this address";
        case 429:
            return "it is asked too often";
        default:
            return status >= 500 ? "the server has a problem" : "it refuses the request";
    }
}

}  // namespace

Validators validators_of(const model::HttpReply& reply) {
    return {validator(reply, "ETag"), validator(reply, "Last-Modified"), reply.url};
}

std::optional<model::Duration> header_interval(const model::HttpReply& reply, model::WallTime now) {
    const auto control = text::to_lower(value_of(reply, "Cache-Control"));
    constexpr std::string_view key = "max-age=";
    for (auto at = control.find(key); at != std::string::npos; at = control.find(key, at + 1)) {
        if (at > 0 && control[at - 1] == '-') continue;  // another word ends like it
        if (const auto age = digits(std::string_view(control).substr(at + key.size())))
            return clamped(seconds(*age));
    }
    const auto expires = text::parse_date(value_of(reply, "Expires"));
    if (!expires) return std::nullopt;
    // The server's clock against itself: ours may differ.
    return clamped(*expires - text::parse_date(value_of(reply, "Date")).value_or(now));
}

std::optional<model::Duration> document_interval(std::uint64_t ttl, std::string_view period,
                                                 std::uint64_t frequency) {
    constexpr auto periods =
        std::to_array<std::pair<std::string_view, model::Duration>>({{"hourly", hours(1)},
                                                                     {"daily", hours(24)},
                                                                     {"weekly", hours(24 * 7)},
                                                                     {"monthly", hours(24 * 30)},
                                                                     {"yearly", hours(24 * 365)}});
    const auto asked = clamped(minutes(std::min<std::uint64_t>(ttl, 24 * 60)));
    const auto* known = std::find_if(periods.begin(), periods.end(),
                                     [&](const auto& row) { return row.first == period; });
    if (known == periods.end()) return asked;
    const auto times = std::clamp<std::uint64_t>(frequency, 1, 1'000'000);
    return longer(asked, clamped(known->second / static_cast<std::int64_t>(times)));
}

std::optional<model::Duration> longer(std::optional<model::Duration> a,
                                      std::optional<model::Duration> b) {
    return std::max(a, b);  // nothing is less than any duration
}

std::optional<model::Duration> retry_after(const model::HttpReply& reply, model::WallTime now) {
    const auto value = value_of(reply, "Retry-After");
    if (value.empty()) return std::nullopt;
    if (const auto wait = digits(value))
        return std::min<model::Duration>(seconds(*wait), longest_interval);
    const auto until = text::parse_date(value);
    if (!until) return std::nullopt;
    return std::clamp<model::Duration>(*until - now, model::Duration::zero(), longest_interval);
}

std::string permanent_move(const std::vector<model::Redirect>& redirects) {
    std::string address;
    for (const auto& redirect : redirects) {
        if (redirect.status != 301 && redirect.status != 308) break;
        address = redirect.to;
    }
    return address;
}

model::Outcome refusal(const model::HttpReply& reply, std::string_view address,
                       model::WallTime now) {
    auto wait = retry_after(reply, now);
    const auto kind = kind_of(reply.status, wait.has_value());
    if (kind == model::OutcomeKind::rate_limited && !wait) wait = quiet_hour;
    return {kind,
            shown(address) + " answered " + std::to_string(reply.status) + ": " +
                std::string(meaning(reply.status)),
            wait};
}

std::string shown(std::string_view address) {
    address = address.substr(0, address.find_first_of("?#"));
    const auto scheme = address.find("://");
    if (scheme == std::string_view::npos) return std::string(address);
    const auto host = scheme + 3;
    const auto at = address.substr(0, address.find('/', host)).rfind('@');
    const auto start = at == std::string_view::npos || at < host ? host : at + 1;
    return std::string(address.substr(0, host)) + std::string(address.substr(start));
}

}  // namespace glossd::sources::feed
