#include "engines/azure/errors.hpp"

#include <charconv>
#include <chrono>

namespace glossd::engines::azure {

namespace {

using model::OutcomeKind;

// 0 for anything but a number.
int number_of(std::string_view code) {
    int value = 0;
    std::from_chars(code.data(), code.data() + code.size(), value);
    return value;
}

OutcomeKind kind_of(int status, int code) {
    switch (code) {
        case 400050:  // the text is too long
        case 400072:  // too many texts
        case 400077:  // the request is too large
            return OutcomeKind::too_large;
        case 403001:
            return OutcomeKind::quota;
        default:
            break;
    }
    const int effective = code >= 400'000 && code < 600'000 ? code / 1000 : status;
    const auto kind = status_kind(effective);
    return kind == OutcomeKind::ok ? OutcomeKind::transient : kind;
}

}  // namespace

model::Outcome error_outcome(const model::HttpReply& reply, const nlohmann::json& json,
                             const config::Secret& secret) {
    const auto body = json.is_null() ? read_error_body(reply.body) : read_error_json(json);
    const auto code = number_of(body.code);
    auto outcome = http_outcome(kind_of(reply.status, code), reply, body, secret);
    // A translation system that is being prepared: Azure's page says to come again in a minute.
    const bool is_preparing = reply.status == 408 || code / 1000 == 408;
    if (is_preparing && !outcome.retry_after) outcome.retry_after = std::chrono::minutes(1);
    return outcome;
}

}  // namespace glossd::engines::azure
