#include "publishers/mastodon/api.hpp"

#include "publishers/http_reply.hpp"
#include "text/url.hpp"

#include <utility>

namespace glossd::publishers::mastodon {

using model::Outcome;
using model::OutcomeKind;

namespace {

constexpr std::size_t largest_reply = 8 * 1024 * 1024;  // 40 long statuses with their accounts

}  // namespace

Api::Api(std::string server, config::Secret token)
    : server_(std::move(server)), token_(std::move(token)) {}

model::HttpRequest Api::get(std::string_view path) const {
    model::HttpRequest request;
    request.url = server_ + std::string(path);
    request.headers = {{"Authorization", "Bearer " + token_.reveal()},
                       {"Accept", "application/json"}};
    request.max_body = largest_reply;
    return request;
}

model::HttpRequest Api::post(std::string_view path, std::string json) const {
    auto request = get(path);
    request.method = "POST";
    request.headers.emplace_back("Content-Type", "application/json");
    request.body = std::move(json);
    return request;
}

model::HttpRequest Api::remove(std::string_view path) const {
    auto request = get(path);
    request.method = "DELETE";
    return request;
}

std::optional<Outcome> Api::trouble(const model::HttpReply& reply) const {
    const auto status = reply.status;
    if (status == 401 || status == 403) {
        return outcome_of(OutcomeKind::unauthorized, reply, token_);
    }
    if (status == 429) return outcome_of(OutcomeKind::rate_limited, reply, token_);
    if (status == 408 || status >= 500) return outcome_of(OutcomeKind::transient, reply, token_);
    if (status >= 300 && status < 400) return moved_outcome(reply, "server");
    return std::nullopt;
}

std::string address_of(const Json& status) {
    for (const auto* key : {"url", "uri"}) {
        auto address = string_at(status, key);
        if (text::parse_url(address)) return address;
    }
    return {};
}

}  // namespace glossd::publishers::mastodon
