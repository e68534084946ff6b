#include "publishers/http_reply.hpp"

#include "publishers/json.hpp"
#include "text/ascii.hpp"
#include "text/html.hpp"
#include "text/length.hpp"
#include "text/normalise.hpp"
#include "text/time_format.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>

#include <fmt/format.h>

namespace glossd::publishers {

namespace {

using model::Duration;
using model::Outcome;
using model::OutcomeKind;
using namespace std::chrono_literals;

constexpr std::size_t glance = 16 * 1024;  // bytes of an error page that are looked at
constexpr text::LengthRule shown{.limit = 200};

HttpOrOutcome http_reply(const model::Reply& reply, OutcomeKind when_received) {
    if (const auto* http = std::get_if<model::HttpReply>(&reply)) return http;
    if (const auto* failure = std::get_if<model::ExchangeFailure>(&reply)) {
        const auto kind = failure->maybe_received ? when_received : OutcomeKind::transient;
        return tl::make_unexpected(Outcome{kind, failure->error.message, std::nullopt});
    }
    return tl::make_unexpected(
        Outcome{OutcomeKind::transient, "the reply is not an HTTP reply", std::nullopt});
}

std::string words_of_json(const Json& body) {
    const auto& error = member(body, "error");
    auto words = error.is_object() ? string_at(error, "message") : string_at(body, "error");
    const auto description = string_at(body, "error_description");
    if (!description.empty()) words += (words.empty() ? "" : ": ") + description;
    return words.empty() ? string_at(body, "message") : words;
}

// The secret goes before the text is cut, or half of it might stay.
std::string without_secret(std::string words, const config::Secret& secret) {
    const auto& value = secret.reveal();
    if (value.empty()) return words;
    for (auto at = words.find(value); at != std::string::npos; at = words.find(value, at + 3)) {
        words.replace(at, value.size(), "***");
    }
    return words;
}

std::optional<model::WallTime> date_in(const model::HttpReply& reply, const char* name) {
    const auto* value = reply.header(name);
    return value ? text::parse_date(*value) : std::nullopt;
}

std::optional<Duration> seconds_in(std::string_view value) {
    value = text::trim(value);
    int seconds = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), seconds);
    if (error != std::errc{} || end != value.data() + value.size()) return std::nullopt;
    return std::chrono::seconds(seconds);
}

std::optional<Duration> until(const model::HttpReply& reply, const char* name) {
    const auto* value = reply.header(name);
    if (!value) return std::nullopt;
    if (const auto delay = seconds_in(*value)) return delay;
    const auto moment = text::parse_date(*value);
    const auto now = date_in(reply, "Date");
    if (!moment || !now) return std::nullopt;
    return *moment - *now;
}

std::optional<Duration> delay_of(OutcomeKind kind, const model::HttpReply& reply) {
    auto delay = until(reply, "Retry-After");
    if (!delay && kind == OutcomeKind::rate_limited) {
        const auto reset = date_in(reply, "X-RateLimit-Reset");
        const auto now = date_in(reply, "Date");
        delay = reset && now ? *reset - *now : Duration(1min);
    }
    if (delay) delay = std::clamp<Duration>(*delay, 1s, 1h);
    return delay;
}

}  // namespace

HttpOrOutcome reply_to_post(const model::Reply& reply) {
    return http_reply(reply, OutcomeKind::unknown);
}

HttpOrOutcome reply_to_read(const model::Reply& reply) {
    return http_reply(reply, OutcomeKind::transient);
}

std::string error_words(const model::HttpReply& reply, const config::Secret& secret) {
    const auto json = parse_json(reply.body);
    auto words = words_of_json(json);
    if (words.empty() && !json.is_structured()) words = reply.body.substr(0, glance);
    words = text::html_to_text(words).text;
    return text::excerpt(shown, text::fold_space(without_secret(std::move(words), secret)));
}

Outcome outcome_of(OutcomeKind kind, const model::HttpReply& reply, const config::Secret& secret) {
    const auto words = error_words(reply, secret);
    auto message = fmt::format("HTTP {}{}{}", reply.status, words.empty() ? "" : ": ", words);
    return {kind, std::move(message), delay_of(kind, reply)};
}

Outcome gone_or(const model::Reply& reply,
                const std::function<Outcome(const model::HttpReply&)>& refused) {
    const auto http = reply_to_read(reply);
    if (!http) return http.error();
    const auto status = (*http)->status;
    const bool gone = (status >= 200 && status < 300) || status == 404 || status == 410;
    return gone ? Outcome{} : refused(**http);
}

Outcome moved_outcome(const model::HttpReply& reply, const std::string& key) {
    const auto* location = reply.header("Location");
    return {OutcomeKind::rejected,
            fmt::format("HTTP {}: the server moved to {}; set `{}` to where it is now",
                        reply.status, location ? *location : "an address it does not name", key),
            std::nullopt};
}

}  // namespace glossd::publishers
