#include "net/failure.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace glossd::net {

namespace {

using model::ErrorKind;

std::string_view progress(Stage stage) {
    switch (stage) {
        case Stage::resolving:
            return "looking up the name";
        case Stage::connecting:
            return "connecting";
        case Stage::proxying:
            return "connected to the proxy, waiting for its tunnel";
        case Stage::securing:
            return "connected, TLS handshake unfinished";
        case Stage::sending:
            return "connected, request not sent whole";
        case Stage::waiting:
            return "connected, request sent";
        case Stage::receiving:
            return "answer begun, body unfinished";
    }
    return "";
}

std::string trouble(Stage stage, const std::string& peer, const std::string& why) {
    switch (stage) {
        case Stage::resolving:
            return why;
        case Stage::connecting:
            return fmt::format("cannot connect to {}: {}", peer, why);
        case Stage::proxying:
            return fmt::format("the proxy {} did not connect: {}", peer, why);
        case Stage::securing:
            return fmt::format("no TLS with {}: {}", peer, why);
        case Stage::sending:
            return fmt::format("{} did not take the request: {}", peer, why);
        case Stage::waiting:
            return fmt::format("no answer from {}: {}", peer, why);
        case Stage::receiving:
            return fmt::format("the answer of {} broke off: {}", peer, why);
    }
    return why;
}

std::string duration_text(model::Duration duration) {
    const auto count = duration.count();
    return count % 1000 == 0 ? fmt::format("{}s", count / 1000) : fmt::format("{}ms", count);
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// Bot tokens and webhook keys live in paths; ordinary words are shorter or have no digits.
bool looks_secret(std::string_view segment) {
    return segment.size() >= 20 && std::any_of(segment.begin(), segment.end(), is_digit);
}

}  // namespace

std::string describe(const std::string& method, const text::Url& url) {
    std::string out = method + " " + url.origin();
    std::string_view rest = url.path;
    while (!rest.empty()) {
        const auto end = rest.find('/', 1);
        const auto segment = rest.substr(0, end);
        if (looks_secret(segment))
            out += "/…";
        else
            out += segment;
        rest.remove_prefix(segment.size());
    }
    return out;
}

model::Error explain(const Failure& failure, const std::string& what, const std::string& peer,
                     model::Duration timeout) {
    const auto& error = failure.error;
    switch (error.kind) {
        case ErrorKind::timeout:
            return {error.kind, fmt::format("{}: no answer from {} within {} ({})", what, peer,
                                            duration_text(timeout), progress(failure.stage))};
        case ErrorKind::cancelled:
            return {error.kind, fmt::format("{}: stopped ({})", what, progress(failure.stage))};
        case ErrorKind::network:
            return {error.kind,
                    fmt::format("{}: {}", what, trouble(failure.stage, peer, error.message))};
        default:
            return {error.kind, fmt::format("{}: {}", what, error.message)};
    }
}

}  // namespace glossd::net
