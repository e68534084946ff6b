// Alerts: what is watched and what is said when it crosses its threshold: the error rate of each
// lane, a refused credential, a used-up budget, and how long each target's oldest delivery has
// waited. Pure: values and time are handed in, events come out; each is said once when raised and
// once when cleared.
#pragma once

#include "monitor/alarm.hpp"

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace glossd::monitor {

struct AlertRules {
    double error_rate = 0;  // share of calls; zero: not watched
    model::Duration lag{};  // zero: not watched
};

enum class AlertKind { error_rate, credential, budget, lag };
std::string_view to_string(AlertKind kind);

struct Alert {
    AlertKind kind = AlertKind::error_rate;
    std::string name;     // "engine:llm", "target:es"
    std::string message;  // a sentence for a person

    bool operator==(const Alert&) const = default;
};

struct AlertEvent {
    Alert alert;
    bool raised = true;  // false: cleared

    bool operator==(const AlertEvent&) const = default;
};

class Alerts {
  public:
    struct LaneState {
        std::string name;
        double calls = 0;     // since the start; only ever grow
        double failed = 0;    // of those; being told to slow down is no failure
        std::string refused;  // why our credential is refused, or empty
        std::string used_up;  // which budget is, or empty
    };
    struct TargetState {
        std::string name;
        model::Duration waiting{};  // of the oldest delivery that is not done
    };

    explicit Alerts(const AlertRules& rules) : rules_(rules) {}

    std::vector<AlertEvent> update(const std::vector<LaneState>& lanes,
                                   const std::vector<TargetState>& targets, model::Instant now);
    std::vector<Alert> active() const;

  private:
    struct Point {
        model::Instant at;
        double calls = 0;
        double failed = 0;
    };
    struct Watch {
        Alarm alarm;
        std::string message;  // as raised
    };

    void watch_errors(const LaneState& lane, model::Instant now);
    void watch(AlertKind kind, const std::string& name, const Threshold& threshold, double value,
               model::Instant now, const std::string& raised, const std::string& cleared);

    AlertRules rules_;
    std::map<std::string, std::deque<Point>> history_;  // by lane, the last five minutes
    std::map<std::pair<AlertKind, std::string>, Watch> watches_;
    std::vector<AlertEvent> events_;  // of the update under way
};

}  // namespace glossd::monitor
