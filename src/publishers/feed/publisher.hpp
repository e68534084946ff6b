// The feed file: a window of recent translations, rewritten whole for every delivery. A value; any
// thread. Entries keep their ids from the first write on, or readers would show them anew.
#pragma once

#include "config/config.hpp"
#include "publishers/publisher.hpp"

#include <string>
#include <vector>

namespace glossd::publishers::feed {

class FeedPublisher final : public DocumentPublisher {
  public:
    explicit FeedPublisher(config::TargetSettings settings) : settings_(std::move(settings)) {}

    std::size_t window() const override { return static_cast<std::size_t>(settings_.window); }
    std::string freeze(const Draft& draft) const override;
    Draft thaw(const std::string& payload) const override;
    model::Request rewrite(const std::vector<DocumentItem>& items) const override;

  private:
    config::TargetSettings settings_;
};

}  // namespace glossd::publishers::feed
