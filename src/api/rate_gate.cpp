#include "api/rate_gate.hpp"

#include <algorithm>

namespace glossd::api {

namespace {

std::optional<std::chrono::seconds> wait_for(const flow::TokenBucket& bucket, model::Instant now) {
    if (bucket.has(1, now)) return std::nullopt;
    const auto wait = std::chrono::ceil<std::chrono::seconds>(bucket.ready_at(1, now) - now);
    return std::max(wait, std::chrono::seconds(1));
}

}  // namespace

RateGate::Client& RateGate::client(const std::string& address, model::Instant now) {
    const auto found = clients_.find(address);
    if (found != clients_.end()) return found->second;
    if (clients_.size() >= most_addresses) {
        // Who has used nothing up needs no memory of it.
        std::erase_if(clients_, [&](const auto& item) {
            return item.second.requests.has(requests_a_minute / 60, now) &&
                   item.second.failures.has(failures_a_minute / 60, now);
        });
        if (clients_.size() >= most_addresses) clients_.clear();
    }
    return clients_
        .try_emplace(address, Client{flow::TokenBucket(requests_a_minute, now),
                                     flow::TokenBucket(failures_a_minute, now)})
        .first->second;
}

std::optional<std::chrono::seconds> RateGate::refuse(const std::string& address,
                                                     model::Instant now) {
    const std::lock_guard lock(mutex_);
    auto& bucket = client(address, now).requests;
    const auto wait = wait_for(bucket, now);
    if (!wait) bucket.take(1, now);
    return wait;
}

std::optional<std::chrono::seconds> RateGate::refuse_token(const std::string& address,
                                                           model::Instant now) {
    const std::lock_guard lock(mutex_);
    return wait_for(client(address, now).failures, now);
}

void RateGate::count_wrong_token(const std::string& address, model::Instant now) {
    const std::lock_guard lock(mutex_);
    client(address, now).failures.take(1, now);
}

}  // namespace glossd::api
