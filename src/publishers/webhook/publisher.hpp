// The generic webhook: every part as one JSON document to one address. A value; any thread. A part
// may arrive more than once: the receiver tells repeats by `id`, which is also the header
// X-Glossd-Delivery.
#pragma once

#include "config/config.hpp"
#include "publishers/publisher.hpp"

#include <string>

namespace glossd::publishers::webhook {

class WebhookPublisher final : public Publisher {
  public:
    WebhookPublisher(std::string target, std::string url, config::Secret token);

    std::optional<model::Request> prepare_request(const Progress&) const override { return {}; }
    Prepared read_prepare(const Progress&, const model::Reply*) const override;
    std::string freeze(const Draft& draft, const AccountFacts& facts) const override;
    model::Request send_request(const SendPart& part, const Progress& progress) const override;
    // Any 2xx is accepted, and 409: it has this id already.
    Sent read_send(const SendPart& part, const Progress& progress,
                   const model::Reply& reply) const override;
    bool can_look_up() const override { return false; }
    bool repeat_is_safe() const override { return true; }
    // Never asked, because there is nothing to read back from: the address itself, and an outcome
    // that says so.
    model::Request look_up_request(const SendPart& part, const AccountFacts& facts,
                                   const Progress& progress) const override;
    LookedUp read_look_up(const SendPart& part, const AccountFacts& facts, const Progress& progress,
                          const model::Reply& reply,
                          const std::function<bool(const std::string&)>& taken) const override;
    model::Request retract_request(const SentPart& part) const override;
    model::Outcome read_retract(const model::Reply& reply) const override;

  private:
    model::HttpRequest request_with(const std::string& key, std::string body) const;

    std::string target_;
    std::string url_;
    config::Secret token_;
};

}  // namespace glossd::publishers::webhook
