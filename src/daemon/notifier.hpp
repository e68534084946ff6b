// Notifier: carries an alert to whoever the configuration names: a command or a webhook, each
// through a lane of its own. Loop thread only. A receiver that fails is told three times in all;
// after that the log is what is left.
#pragma once

#include "daemon/workbench.hpp"
#include "monitor/alerts.hpp"

#include <memory>
#include <string>
#include <vector>

namespace glossd::daemon {

class Notifier {
  public:
    Notifier(Workbench& bench, const std::vector<config::AlertNotice>& notices);

    void tell(const monitor::AlertEvent& event);

  private:
    struct Receiver {
        config::AlertNotice notice;
        std::unique_ptr<flow::LaneDriver> lane;
    };
    using Ended = std::function<void(const model::Outcome&)>;

    void send(Receiver& receiver, const std::string& body, int attempts);
    void post(const Receiver& receiver, const std::string& body, Ended ended);
    void run(const Receiver& receiver, const std::string& body, Ended ended);

    Workbench& bench_;
    std::vector<Receiver> receivers_;  // fixed: sends hold references
};

// {"alert":"raised","kind":"lag","name":"target:es","message":"...","at":"..."}
std::string alert_body(const monitor::AlertEvent& event, model::WallTime now);

}  // namespace glossd::daemon
