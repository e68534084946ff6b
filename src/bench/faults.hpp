// How a stand-in's network and machine misbehave, whatever it serves: latency, lost answers, cut
// connections. Any thread, at run time. "After" means after acceptance: the side effect has
// happened although the client never learns of it; that is what makes programs post twice.
#pragma once

#include "bench/http.hpp"
#include "bench/rule_table.hpp"

#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace glossd::bench {

enum class Fault {
    none,
    reset_before,        // connection reset, nothing accepted
    unavailable_before,  // 503 with Retry-After, nothing accepted
    too_many_before,     // 429 with Retry-After, nothing accepted
    reset_after,         // accepted, no answer, connection reset
    hang_after,          // accepted, no answer, connection stays open
    error_after,         // accepted, and answered 500
    half_answer,         // accepted, half the answer, then the end of the connection
};

// Which requests a rule is for; an empty field fits all.
struct Match {
    std::string method;
    std::string path;  // how it starts

    bool fits(const Request& request) const;
};

struct Decision {
    Fault fault = Fault::none;
    model::Duration latency{0};
    int retry_after = 1;  // seconds; 0: the header is left out
};

class Faults {
  public:
    explicit Faults(std::uint64_t seed = 1) : rules_(seed) {}

    void add(Fault fault, Odds odds = {}, Match match = {}, int retry_after = 1);
    // From request to acceptance or answer, even between both; the last one set that fits counts.
    void set_latency(model::Duration low, model::Duration high, Match match = {});
    void set_latency(model::Duration fixed, Match match = {}) { set_latency(fixed, fixed, match); }
    void clear();  // rules and latencies

    Decision decide(const Request& request);

  private:
    struct Rule {
        Fault fault;
        Match match;
        int retry_after;
    };
    struct Latency {
        model::Duration low;
        model::Duration high;
        Match match;
    };

    std::optional<Latency> latency_for(const Request& request) const;

    RuleTable<Rule> rules_;
    mutable std::mutex mutex_;
    std::vector<Latency> latencies_;
};

}  // namespace glossd::bench
