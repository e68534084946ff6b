// Short ways to ask a stand-in, and to look at what came back.
#pragma once

#include "net/http_client.hpp"

#include <chrono>
#include <string>
#include <variant>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

namespace glossd::test {

using namespace std::chrono_literals;

class Client {
  public:
    explicit Client(std::string token = "") : token_(std::move(token)), http_({}) {}

    model::Reply send(model::HttpRequest request, model::Duration timeout = 5s) {
        if (!token_.empty()) request.headers.emplace_back("Authorization", "Bearer " + token_);
        return http_.perform(request, timeout, net::CancelFlag());
    }

    model::HttpReply get(const std::string& url, model::Headers headers = {}) {
        model::HttpRequest request;
        request.url = url;
        request.headers = std::move(headers);
        return reply(send(request));
    }

    static model::HttpRequest posting(const std::string& url, const std::string& body,
                                      const std::string& type = "application/json") {
        model::HttpRequest request;
        request.method = "POST";
        request.url = url;
        request.body = body;
        request.headers = {{"Content-Type", type}};
        return request;
    }

    model::HttpReply post(const std::string& url, const nlohmann::json& body,
                          const std::string& key = "") {
        auto request = posting(url, body.dump());
        if (!key.empty()) request.headers.emplace_back("Idempotency-Key", key);
        return reply(send(request));
    }

    // A failed exchange becomes status 0 with the failure's message as body.
    static model::HttpReply reply(const model::Reply& reply) {
        if (const auto* good = std::get_if<model::HttpReply>(&reply)) return *good;
        model::HttpReply failed;
        failed.body = std::get<model::ExchangeFailure>(reply).error.message;
        return failed;
    }

  private:
    std::string token_;
    net::HttpClient http_;
};

inline nlohmann::json json_of(const model::HttpReply& reply) {
    return nlohmann::json::parse(reply.body, nullptr, false);
}

}  // namespace glossd::test
