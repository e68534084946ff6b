#include "engines/apertium/pipelines.hpp"

#include "engines/apertium/stream.hpp"

#include <algorithm>
#include <utility>

namespace glossd::engines::apertium {

namespace {

using model::ErrorKind;
using std::chrono::steady_clock;

// Texts that fail in a row, each twice and on fresh programs, before the rest is given up: the
// fault is the installation's, and starting a pipeline costs up to a second.
constexpr int hopeless = 3;

// How long one text may take, so that one that hangs does not spend its neighbours' time. Measured
// on two cores with eight times their load: 0.3 ms a byte with the slowest pair, 1 s for a start.
model::Instant patience(std::string_view text) {
    return steady_clock::now() + std::chrono::seconds(10) + model::Duration(text.size());
}

model::ExchangeFailure failure(model::Error error) {
    return {std::move(error), false};
}

model::ExchangeFailure cancellation() {
    return failure({ErrorKind::cancelled, "translation by Apertium was cancelled"});
}

}  // namespace

// The right to a slot's pipeline, for as long as it lives; false where it was not to be had.
class Pipelines::Turn {
  public:
    // Waits for it no longer than `at_most`.
    Turn(Slot& slot, model::Duration at_most) : slot_(slot) {
        std::unique_lock lock(slot_.mutex);
        mine_ = slot_.freed.wait_for(lock, at_most, [this] { return !slot_.taken; });
        if (mine_) slot_.taken = true;
    }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    ~Turn() {
        if (!mine_) return;
        const std::lock_guard lock(slot_.mutex);
        slot_.taken = false;
        slot_.freed.notify_one();
    }

    explicit operator bool() const { return mine_; }

  private:
    Slot& slot_;
    bool mine_ = false;
};

Pipelines::Pipelines(std::filesystem::path data_dir) : data_dir_(std::move(data_dir)) {}

Pipelines::~Pipelines() {
    stop_all();
}

model::Reply Pipelines::perform(const model::PipelineRequest& request, model::Duration timeout,
                                const std::function<bool()>& cancelled) {
    const auto deadline = steady_clock::now() + timeout;
    const auto stops = stops_.load();
    const auto interrupted = [&] { return stops_.load() != stops || (cancelled && cancelled()); };
    auto reply = run(request.mode, request.texts, deadline, interrupted);
    auto* const first = std::get_if<model::PipelineReply>(&reply);
    if (request.then.empty() || !first) return reply;
    std::vector<std::string> relayed;
    for (auto& text : first->texts) {
        if (text) text = relay_line(*text);
        if (text) relayed.push_back(*text);
    }
    if (relayed.empty()) return reply;
    auto answered = run(request.then, relayed, deadline, interrupted);
    auto* const second = std::get_if<model::PipelineReply>(&answered);
    if (!second) return answered;
    auto next = second->texts.begin();
    for (auto& text : first->texts) {
        if (text) text = std::move(*next++);
    }
    return reply;
}

model::Reply Pipelines::run(const std::string& mode, const std::vector<std::string>& texts,
                            model::Instant deadline, const Interrupted& interrupted) {
    const auto mine = slot_of(mode);
    std::optional<Turn> turn;
    while (!turn.emplace(*mine, cancel_interval)) {
        if (interrupted()) return cancellation();
        if (steady_clock::now() >= deadline) {
            return failure(
                {ErrorKind::timeout, "Apertium is busy: no turn at \"" + mode + "\" in time"});
        }
    }
    if (mine->stages.empty()) {
        auto stages = read_mode(data_dir_, mode);
        if (!stages) return failure(stages.error());
        mine->stages = std::move(*stages);
    }
    model::PipelineReply reply{translate_all(*mine, texts, deadline, interrupted)};
    mine->last_used = steady_clock::now();
    if (reply.texts.size() != texts.size()) return cancellation();
    return reply;
}

// Fewer results than texts when interrupted.
Pipelines::Texts Pipelines::translate_all(Slot& slot, const std::vector<std::string>& texts,
                                          model::Instant deadline, const Interrupted& interrupted) {
    Texts results;
    int failed = 0;
    for (const auto& text : texts) {
        if (interrupted()) return results;
        if (failed == hopeless) {
            results.push_back(results.back());
            continue;
        }
        auto result = translate_one(slot, text, deadline, interrupted);
        if (interrupted()) return results;
        const bool retry = !result && steady_clock::now() < deadline;
        if (retry) result = translate_one(slot, text, deadline, interrupted);
        failed = result ? 0 : failed + 1;
        results.push_back(std::move(result));
    }
    return results;
}

model::Result<std::string> Pipelines::translate_one(Slot& slot, const std::string& text,
                                                    model::Instant deadline,
                                                    const Interrupted& interrupted) {
    if (steady_clock::now() >= deadline) {
        return model::fail(ErrorKind::timeout, "Apertium had no time left for this text");
    }
    if (!slot.pipeline) {
        auto started = Pipeline::start(slot.stages);
        if (!started) return tl::make_unexpected(started.error());
        slot.pipeline.emplace(std::move(*started));
    }
    auto result = slot.pipeline->translate(text, std::min(deadline, patience(text)), interrupted);
    if (!result) slot.pipeline.reset();
    return result;
}

void Pipelines::stop_idle(model::Instant now, model::Duration idle) {
    for (const auto& [name, each] : snapshot()) {
        const Turn turn(*each, {});
        if (turn && each->pipeline && now - each->last_used >= idle) each->pipeline.reset();
    }
}

void Pipelines::stop_all() {
    ++stops_;
    for (const auto& [name, each] : snapshot()) {
        std::optional<Turn> turn;
        while (!turn.emplace(*each, cancel_interval)) {
        }
        each->pipeline.reset();
    }
}

std::vector<pid_t> Pipelines::pids(const std::string& mode) const {
    for (const auto& [name, each] : snapshot()) {
        if (name != mode) continue;
        const Turn turn(*each, {});
        if (turn && each->pipeline) return each->pipeline->pids();
    }
    return {};
}

std::shared_ptr<Pipelines::Slot> Pipelines::slot_of(const std::string& mode) {
    const std::lock_guard lock(mutex_);
    auto& found = slots_[mode];
    if (!found) found = std::make_shared<Slot>();
    return found;
}

Pipelines::Slots Pipelines::snapshot() const {
    const std::lock_guard lock(mutex_);
    return slots_;
}

}  // namespace glossd::engines::apertium
