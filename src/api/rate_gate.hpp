// RateGate: how often one address may ask the HTTP server. Guesses of the token have a limit of
// their own, far below that of requests, and count before the token is looked at: else a right
// guess would pass while wrong ones are refused. Any thread.
#pragma once

#include "flow/token_bucket.hpp"

#include <chrono>
#include <cstddef>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

namespace glossd::api {

class RateGate {
  public:
    // Fifty a second is a dashboard, a scraper and scripts together, and costs next to nothing.
    static constexpr double requests_a_minute = 3'000;
    static constexpr double failures_a_minute = 120;
    static constexpr std::size_t most_addresses = 1'024;  // remembered at once

    // Counts a request; when there were too many, how long to wait.
    std::optional<std::chrono::seconds> refuse(const std::string& address, model::Instant now);
    // Whether this address may show a token now; the same when not.
    std::optional<std::chrono::seconds> refuse_token(const std::string& address,
                                                     model::Instant now);
    void count_wrong_token(const std::string& address, model::Instant now);

  private:
    struct Client {
        flow::TokenBucket requests;
        flow::TokenBucket failures;
    };

    Client& client(const std::string& address, model::Instant now);  // with the mutex held

    std::mutex mutex_;
    std::unordered_map<std::string, Client> clients_;
};

}  // namespace glossd::api
