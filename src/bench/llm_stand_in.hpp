// LlmStandIn: a pretended language model on loopback that translates with translate(), behind the
// API of a service of choice: OpenAI's, Gemini's or Anthropic's. Any thread. It counts what a
// client would have paid for: also answers that were lost on the way.
#pragma once

#include "bench/llm_api.hpp"
#include "bench/rule_table.hpp"
#include "bench/server.hpp"

#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

namespace glossd::bench {

struct LlmOptions {
    const LlmApi* api = &openai_api();
    std::string api_key;  // empty: anyone may ask
    std::string model = "stand-in-1";
    bool needs_schema = true;  // the answer's form must be asked for by schema
    std::string blocks;        // a call with this in one of its texts is refused; empty: none is
    model::Duration latency{0};
    model::Duration latency_per_item{0};
    double keeps = 1;       // share of a translation that is left when a shorter one is asked for
    double wrong_tags = 0;  // share of items whose tags come back wrong
    std::uint64_t seed = 1;
};

struct LlmCounters {
    int calls = 0;  // completions made, so paid for
    int items = 0;  // in them
    std::size_t prompt_tokens = 0;
    std::size_t answer_tokens = 0;
    int bad_requests = 0;  // 400: each is a defect of the client
    int unauthorized = 0;
    int refused = 0;        // 429 by rate_limited or quota
    int blocked = 0;        // by LlmOptions::blocks
    int largest_batch = 0;  // items
};

struct PaidText {
    std::string to;
    std::string text;       // as the model saw it, with tags
    std::size_t limit = 0;  // a shorter version is another text

    auto operator<=>(const PaidText&) const = default;
};

class LlmStandIn {
  public:
    static model::Result<std::unique_ptr<LlmStandIn>> start(LlmOptions options);

    std::string base_url() const { return server_->url(options_.api->base_path()); }
    Server& server() { return *server_; }
    Faults& faults() { return *faults_; }

    // Bad answers from now on; those of earlier calls stay.
    void misbehave(AnswerFault fault, Odds odds = {}, int retry_after = 1);
    void behave();  // none any more; the share of wrong tags too

    LlmCounters counters() const;
    std::vector<PaidText> paid() const;             // in order, one entry for each item
    std::vector<PaidText> paid_repeatedly() const;  // each text paid for more than once, once
    std::set<std::string> orders(const std::string& to) const;  // that came with batches to it

  private:
    struct BadAnswer {
        AnswerFault fault;
        int retry_after;
    };

    explicit LlmStandIn(LlmOptions options);

    std::optional<Response> admit(const Request& request);  // the server's thread
    Response handle(const Request& request);
    bool is_blocked(const LlmRequest& request) const;
    Response complete(const LlmRequest& request);
    Response fault_answer(int status) const;
    void pay(const LlmRequest& request);
    void count_answer(const std::vector<LlmItem>& items);

    const LlmOptions options_;
    const std::shared_ptr<Faults> faults_;
    RuleTable<BadAnswer> bad_answers_;
    RuleTable<bool> wrong_tags_;
    mutable std::mutex mutex_;  // what follows
    LlmCounters counters_;
    std::vector<PaidText> paid_;
    std::map<std::string, std::set<std::string>> orders_;  // by language
    std::unique_ptr<Server> server_;                       // last: its thread uses all of the above
};

}  // namespace glossd::bench
