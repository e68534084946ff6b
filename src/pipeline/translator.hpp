// Translator: wishes in, translations out: memory first, one call for equal texts in flight,
// batches per engine and language pair, checks, the next engine on failure (design section 5).
// Loop thread only. What one would get wrong: a wish is never answered with its source text; it
// waits for an engine that is down and fails only when every engine has refused this very text.
#pragma once

#include "engines/engine.hpp"
#include "flow/batch_size.hpp"
#include "flow/retry.hpp"
#include "flow/work_time.hpp"
#include "monitor/meters.hpp"
#include "pipeline/activity.hpp"
#include "pipeline/chain.hpp"
#include "pipeline/exchange.hpp"
#include "pipeline/flight.hpp"
#include "pipeline/glossaries.hpp"
#include "pipeline/judge.hpp"
#include "pipeline/verifier.hpp"
#include "pipeline/wish.hpp"
#include "runtime/loop.hpp"
#include "store/database.hpp"
#include "store/recent_translations.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace glossd::pipeline {

struct TranslationCounts {
    std::int64_t total = 0;  // answered
    std::int64_t cached = 0;
    std::int64_t copied = 0;
    std::int64_t failed = 0;
    std::int64_t requests = 0;
};

class Translator {
  public:
    using Answer = model::Result<Granted>;
    using Done = std::function<void(std::vector<Answer>)>;

    Translator(runtime::Loop& loop, store::Database& database, Exchange& exchange,
               std::vector<EngineSlot>& engines, const config::CacheSettings& cache,
               Activity& activity, monitor::TranslationMeter* meter = nullptr,
               Glossaries glossaries = Glossaries());
    ~Translator();

    // All wishes of one post and language at once; `done` gets one answer each, in order. An
    // error means that no engine will translate this text: hold it, with the error's reason.
    void translate(const std::vector<Wish>& wishes, Done done);

    // Those engines of the chain that can say a thing shorter and are not kept waiting.
    std::vector<std::size_t> able_to_shorten(const std::vector<std::size_t>& chain) const;

    // What waits for this engine goes on along its chain.
    void leave(std::size_t engine);

    // Sends nothing more; what is in flight still lands in the memory.
    void stop() {
        stopped_ = true;
        verifier_.stop();
    }

    // Hits are noted in the memory in batches; call before closing the store.
    void flush_touches();

    // Something was taken out of the memory, or a person's translation came into it.
    void forget_recent();
    // Takes what was used last into this process; a look-up meanwhile only takes longer.
    void preload();

    const TranslationCounts& counts() const { return counts_; }

    // What was learned of this engine's batches.
    const flow::BatchSize& batch_size(std::size_t engine) const { return batch_sizes_[engine]; }

  private:
    using Recent = store::RecentTranslations;
    struct Group;
    struct Call;

    void take_on(const std::vector<Wish>& wishes, Done done);
    void look_up(std::shared_ptr<Call> call);
    void answer_from_memory(Call& call, const std::vector<std::optional<store::MemoryRow>>& rows);
    bool answer_at_once(Call& call, std::size_t index);
    bool answer_with(Call& call, std::size_t index, const std::string& key,
                     const store::MemoryRow& row);
    void take_off(const std::shared_ptr<Call>& call, std::size_t index);

    void route(FlightPtr flight);
    void pass_over(const FlightPtr& flight);
    std::string style_at(std::size_t engine, const std::optional<Verification>& verify,
                         const model::Tone& tone, const std::vector<model::Term>& terms) const;
    void give_up(const FlightPtr& flight);
    void settle(const FlightPtr& flight, const model::Result<Landing>& landing);

    Group& group_of(const Flight& flight);
    flow::BatchRoom room_for(const Group& group) const;
    void ask_lane(Group& group);
    void push_tickets(Group& group);
    void send_batch(Group& group);

    void read_batch(Group& group, const std::vector<FlightPtr>& flights,
                    const engines::BatchReply& reply, flow::CallSeen call, double characters);
    void read_failure(Group& group, const std::vector<FlightPtr>& flights,
                      const model::Outcome& outcome);
    // False when it failed in a way that fewer at once may mend.
    bool read_item(Group& group, const FlightPtr& flight, const engines::ItemReply& item,
                   std::size_t size);
    void refused(const FlightPtr& flight, const Judged& judged, std::size_t size);
    void accept(Group& group, const FlightPtr& flight, const std::string& masked);

    runtime::Loop& loop_;
    store::Database& database_;
    Exchange& exchange_;
    std::vector<EngineSlot>& engines_;
    Chain chain_;
    Verifier verifier_;
    config::CacheSettings cache_;
    Recent recent_;
    Activity& activity_;
    monitor::TranslationMeter* meter_;  // may be null
    Glossaries glossaries_;
    std::vector<flow::RetryBudget> retry_budgets_;                        // one an engine
    std::vector<flow::WorkTime> work_times_;                              // one an engine
    std::vector<flow::BatchSize> batch_sizes_;                            // one an engine
    std::map<std::pair<GroupKey, bool>, std::unique_ptr<Group>> groups_;  // bool: shortens
    std::unordered_map<std::string, FlightPtr> in_flight_;                // by identity of the text
    std::vector<std::string> touched_;  // memory keys hit since the last flush
    std::size_t puts_ = 0;
    std::size_t forgotten_ = 0;  // times that something was taken out, or a person's came in
    bool stopped_ = false;
    TranslationCounts counts_;
    std::mt19937_64 random_{std::random_device{}()};
};

}  // namespace glossd::pipeline
