// Pipelines: the transport of model::PipelineRequest, one resident pipeline a mode, started on
// first use. Any thread. A pipeline takes one text at a time and a whole request holds it, so a
// second request for the same mode waits its turn inside perform().
#pragma once

#include "engines/apertium/pipeline.hpp"
#include "model/exchange.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

namespace glossd::engines::apertium {

class Pipelines {
  public:
    explicit Pipelines(std::filesystem::path data_dir = std::filesystem::path(default_data_dir));
    Pipelines(const Pipelines&) = delete;
    Pipelines& operator=(const Pipelines&) = delete;
    ~Pipelines();  // stop_all(); nobody may be inside perform()

    // The answers of the request's mode; with a second mode, what that makes of them. A
    // PipelineReply with every text's own result; an ExchangeFailure when no text could be tried
    // (no such mode, a program missing, cancelled, `timeout` spent waiting for the mode). A text
    // whose answer is not certainly its own costs the pipeline and is tried once more alone.
    model::Reply perform(const model::PipelineRequest& request, model::Duration timeout,
                         const std::function<bool()>& cancelled);

    // Ends the pipelines not used since now - idle; those at work are left alone.
    void stop_idle(model::Instant now, model::Duration idle);

    // Cancels the requests under way and ends every pipeline; returns within a tenth of a second
    // or so. A later perform() starts anew.
    void stop_all();

    // Processes of the mode's pipeline, in its order; empty when none runs or it is at work.
    std::vector<pid_t> pids(const std::string& mode) const;

  private:
    // What follows `taken` belongs to whoever has the slot's turn. Not a std::timed_mutex: g++ 12's
    // ThreadSanitizer does not know the call it waits with.
    struct Slot {
        std::mutex mutex;  // guards taken
        std::condition_variable freed;
        bool taken = false;
        std::vector<Stage> stages;
        std::optional<Pipeline> pipeline;
        model::Instant last_used{};
    };
    class Turn;
    using Slots = std::map<std::string, std::shared_ptr<Slot>>;
    using Texts = std::vector<model::Result<std::string>>;
    using Interrupted = std::function<bool()>;

    model::Reply run(const std::string& mode, const std::vector<std::string>& texts,
                     model::Instant deadline, const Interrupted& interrupted);
    std::shared_ptr<Slot> slot_of(const std::string& mode);
    Slots snapshot() const;
    static Texts translate_all(Slot& slot, const std::vector<std::string>& texts,
                               model::Instant deadline, const Interrupted& interrupted);
    static model::Result<std::string> translate_one(Slot& slot, const std::string& text,
                                                    model::Instant deadline,
                                                    const Interrupted& interrupted);

    const std::filesystem::path data_dir_;
    std::atomic<std::uint64_t> stops_ = 0;  // how often stop_all() was called
    mutable std::mutex mutex_;              // guards slots_
    Slots slots_;
};

}  // namespace glossd::engines::apertium
