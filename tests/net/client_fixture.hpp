// Short ways to ask and to look at what came back.
#pragma once

#include "net/http_client.hpp"
#include "net/waiter.hpp"

#include <chrono>
#include <string>
#include <variant>

namespace glossd::test {

using namespace std::chrono_literals;

inline model::HttpRequest get(std::string url) {
    model::HttpRequest request;
    request.url = std::move(url);
    return request;
}

inline model::HttpRequest post(std::string url, std::string body) {
    auto request = get(std::move(url));
    request.method = "POST";
    request.headers = {{"Content-Type", "application/json"}};
    request.body = std::move(body);
    return request;
}

inline model::Reply ask(net::HttpClient& client, const model::HttpRequest& request,
                        model::Duration timeout = 5s) {
    const net::CancelFlag cancel;
    return client.perform(request, timeout, cancel);
}

inline model::Reply ask(const model::HttpRequest& request, model::Duration timeout = 5s) {
    net::HttpClient client({});
    return ask(client, request, timeout);
}

inline const net::CancelFlag never;

inline net::Waiter patience(model::Duration time = 5s) {
    return {std::chrono::steady_clock::now() + time, never};
}

inline std::string message_of(const model::Reply& reply) {
    const auto* failure = std::get_if<model::ExchangeFailure>(&reply);
    return failure == nullptr ? "" : failure->error.message;
}

inline bool mentions(const model::Reply& reply, std::string_view words) {
    return message_of(reply).find(words) != std::string::npos;
}

inline model::ErrorKind kind_of(const model::Reply& reply) {
    return std::get<model::ExchangeFailure>(reply).error.kind;
}

inline bool maybe_received(const model::Reply& reply) {
    return std::get<model::ExchangeFailure>(reply).maybe_received;
}

// The body, or what went wrong: for comparing in one line.
inline std::string body_of(const model::Reply& reply) {
    const auto* good = std::get_if<model::HttpReply>(&reply);
    return good == nullptr ? "failure: " + message_of(reply) : good->body;
}

class Stopwatch {
  public:
    std::chrono::milliseconds elapsed() const {
        return std::chrono::duration_cast<std::chrono::milliseconds>(
            std::chrono::steady_clock::now() - start_);
    }

  private:
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace glossd::test
