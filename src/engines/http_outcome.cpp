#include "engines/http_outcome.hpp"

#include "engines/json.hpp"
#include "engines/server_delay.hpp"
#include "text/ascii.hpp"
#include "text/length.hpp"
#include "text/normalise.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

namespace glossd::engines {

namespace {

using model::ErrorKind;
using model::Outcome;
using model::OutcomeKind;

std::string one_line(std::string_view text) {
    constexpr std::size_t glance = 4096;  // bytes; an error page may be megabytes
    const text::LengthRule enough{.limit = 300};
    return text::excerpt(enough, text::fold_space(text::clean_utf8(text.substr(0, glance))));
}

// Some services quote the key they refuse.
std::string without_secret(std::string message, const config::Secret& secret) {
    const auto& value = secret.reveal();
    if (value.empty()) return message;
    for (auto at = message.find(value); at != std::string::npos; at = message.find(value, at + 3)) {
        message.replace(at, value.size(), "***");
    }
    return message;
}

std::string text_or_number(const nlohmann::json& value) {
    if (value.is_string()) return value.get<std::string>();
    return value.is_number_integer() ? value.dump() : std::string();
}

Outcome exchange_outcome(const model::ExchangeFailure& failure) {
    switch (failure.error.kind) {
        case ErrorKind::invalid_input:
        case ErrorKind::config:
        case ErrorKind::unsupported:
        case ErrorKind::refused:
            return {OutcomeKind::rejected, failure.error.message, std::nullopt};
        case ErrorKind::not_found:
        case ErrorKind::network:
        case ErrorKind::timeout:
        case ErrorKind::protocol:
        case ErrorKind::locked:
        case ErrorKind::io:
        case ErrorKind::cancelled:
            break;
    }
    return {OutcomeKind::transient, failure.error.message, std::nullopt};
}

}  // namespace

bool ErrorBody::says(std::string_view phrase) const {
    const auto same = [](char a, char b) { return text::to_lower(a) == text::to_lower(b); };
    return std::search(message.begin(), message.end(), phrase.begin(), phrase.end(), same) !=
           message.end();
}

ErrorBody read_error_body(std::string_view body) {
    const auto json = parse_json(body);
    if (json) return read_error_json(*json);
    if (body.find_first_not_of(" \t\r\n") == std::string_view::npos) return {};
    const bool is_markup = json.error().message.find("HTML") != std::string::npos;
    return {is_markup ? json.error().message : std::string(body), "", ""};
}

ErrorBody read_error_json(const nlohmann::json& body) {
    if (body.is_array()) return body.size() == 1 ? read_error_json(body[0]) : ErrorBody{};
    const auto& error = member(body, "error");
    ErrorBody found{string_at(error, "message"), text_or_number(member(error, "code")),
                    string_at(error, "type")};
    if (found.code.empty()) found.code = text_or_number(member(body, "code"));
    if (found.type.empty()) found.type = string_at(body, "type");
    for (const auto* key : {"message", "Message", "error", "explanation", "detail"}) {
        if (found.message.empty()) found.message = string_at(body, key);
    }
    return found;
}

OutcomeKind status_kind(int status) {
    if (status >= 200 && status < 300) return OutcomeKind::ok;
    if (status >= 500 && status != 529) return OutcomeKind::transient;
    switch (status) {
        case 401:
        case 403:
        case 404:
            return OutcomeKind::unauthorized;
        case 402:
        case 456:
            return OutcomeKind::quota;
        case 408:
        case 409:
        case 425:
            return OutcomeKind::transient;
        case 413:
        case 414:
            return OutcomeKind::too_large;
        case 429:
        case 529:
            return OutcomeKind::rate_limited;
        default:
            return OutcomeKind::rejected;
    }
}

Outcome http_outcome(OutcomeKind kind, const model::HttpReply& reply, const ErrorBody& body,
                     const config::Secret& secret) {
    auto message = fmt::format("HTTP {}", reply.status);
    if (!body.message.empty()) {
        message += ": " + body.message;
    } else if (const auto* location = reply.header("Location")) {
        message += ": redirects to " + *location;
    }
    if (!body.code.empty()) message += " (" + body.code + ")";
    // The secret goes before the text is cut, or half of it might stay.
    return {kind, one_line(without_secret(std::move(message), secret)), server_delay(reply)};
}

Outcome status_outcome(const model::HttpReply& reply, const config::Secret& secret) {
    const auto kind = status_kind(reply.status);
    if (kind == OutcomeKind::ok) return {};
    return http_outcome(kind, reply, read_error_body(reply.body), secret);
}

tl::expected<const model::HttpReply*, Outcome> http_reply(const model::Reply& reply) {
    if (const auto* http = std::get_if<model::HttpReply>(&reply)) return http;
    if (const auto* failure = std::get_if<model::ExchangeFailure>(&reply)) {
        return tl::make_unexpected(exchange_outcome(*failure));
    }
    return tl::make_unexpected(
        Outcome{OutcomeKind::transient, "the reply is not an HTTP reply", std::nullopt});
}

model::Result<nlohmann::json> probe_json(const model::Reply& reply, const config::Secret& secret) {
    const auto http = http_reply(reply);
    if (!http) return model::fail(ErrorKind::network, http.error().message);
    if (const auto outcome = status_outcome(**http, secret); outcome.kind != OutcomeKind::ok) {
        const bool ours =
            outcome.kind == OutcomeKind::unauthorized || outcome.kind == OutcomeKind::rejected;
        return model::fail(ours ? ErrorKind::config : ErrorKind::protocol, outcome.message);
    }
    return parse_json((*http)->body);
}

}  // namespace glossd::engines
