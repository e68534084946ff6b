// Notifier: carries an alert or the digest to whoever the configuration names: a target, which gets
// it as a post; a command or a webhook, each through a lane of its own. Loop thread only. A command
// or webhook that fails is told three times in all; after that the log is what is left.
#pragma once

#include "daemon/workbench.hpp"
#include "monitor/alerts.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace glossd::daemon {

struct Notice {
    std::string text;  // for a person
    std::string json;  // for a program
};

class Notifier {
  public:
    // `planned`: a target has something to send.
    Notifier(Workbench& bench, const config::Config& config, std::function<void()> planned);

    void tell(const Notice& notice);

  private:
    struct Receiver {
        config::AlertNotice notice;
        std::unique_ptr<flow::LaneDriver> lane;
    };
    using Ended = std::function<void(const model::Outcome&)>;

    void plan(const config::TargetSettings& target, const std::string& text);
    void send(Receiver& receiver, const std::string& body, int attempts);
    void post(const Receiver& receiver, const std::string& body, Ended ended);
    void run(const Receiver& receiver, const std::string& body, Ended ended);

    Workbench& bench_;
    const config::Config& config_;
    std::function<void()> planned_;
    std::vector<Receiver> receivers_;  // fixed: sends hold references
};

Notice alert_notice(const monitor::AlertEvent& event, model::WallTime now);
Notice digest_notice(const std::string& text, model::WallTime now);  // {"digest":"...","at":"..."}

// {"alert":"raised","kind":"lag","name":"target:es","message":"...","at":"..."}
std::string alert_body(const monitor::AlertEvent& event, model::WallTime now);

}  // namespace glossd::daemon
