// LlmStandIn: a pretended OpenAI-compatible service on loopback (POST /v1/chat/completions, GET
// /v1/models) that translates with translate(). Any thread. It counts what a client would have
// paid for: also answers that were lost on the way.
#pragma once

#include "bench/llm_answer.hpp"
#include "bench/rule_table.hpp"
#include "bench/server.hpp"

#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace glossd::bench {

struct LlmOptions {
    std::string api_key;  // empty: anyone may ask
    std::string model = "stand-in-1";
    bool needs_schema = true;  // see read_llm_request()
    model::Duration latency{0};
    model::Duration latency_per_item{0};
    double wrong_tags = 0;  // share of items whose tags come back wrong
    std::uint64_t seed = 1;
};

struct LlmCounters {
    int calls = 0;         // completions made, so paid for
    int items = 0;         // in them
    int bad_requests = 0;  // 400: each is a defect of the client
    int unauthorized = 0;
    int refused = 0;        // 429 by rate_limited or quota
    int largest_batch = 0;  // items
};

struct PaidText {
    std::string to;
    std::string text;  // as the model saw it, with tags

    auto operator<=>(const PaidText&) const = default;
};

class LlmStandIn {
  public:
    static model::Result<std::unique_ptr<LlmStandIn>> start(LlmOptions options);

    std::string base_url() const { return server_->url("/v1"); }
    Server& server() { return *server_; }
    Faults& faults() { return *faults_; }

    // Bad answers from now on; those of earlier calls stay.
    void misbehave(AnswerFault fault, Odds odds = {}, int retry_after = 1);
    void behave();  // none any more; the share of wrong tags too

    LlmCounters counters() const;
    std::vector<PaidText> paid() const;             // in order, one entry for each item
    std::vector<PaidText> paid_repeatedly() const;  // each text paid for more than once, once

  private:
    struct BadAnswer {
        AnswerFault fault;
        int retry_after;
    };

    explicit LlmStandIn(LlmOptions options);

    std::optional<Response> admit(const Request& request);  // the server's thread
    Response handle(const Request& request);
    Response complete(const LlmRequest& request);
    void pay(const LlmRequest& request);

    const LlmOptions options_;
    const std::shared_ptr<Faults> faults_;
    RuleTable<BadAnswer> bad_answers_;
    RuleTable<bool> wrong_tags_;
    mutable std::mutex mutex_;  // what follows
    LlmCounters counters_;
    std::vector<PaidText> paid_;
    std::unique_ptr<Server> server_;  // last: its thread uses all of the above
};

}  // namespace glossd::bench
