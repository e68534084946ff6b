#include "pipeline/retractor.hpp"

#include "monitor/log.hpp"

#include <utility>

namespace glossd::pipeline {

using model::DeliveryState;
using model::Outcome;
using model::OutcomeKind;
using monitor::Level;

namespace {

constexpr int a_round = 100;
constexpr int before_posts = 2;  // priority: what shall be gone is gone first

}  // namespace

std::deque<store::Retraction> take_retractions(store::Tables& tables, const std::string& target,
                                               model::WallTime now) {
    std::deque<store::Retraction> ready;
    for (auto& retraction : tables.retractions.open(target, a_round)) {
        const auto id = retraction.delivery_id;
        if (retraction.state == DeliveryState::sending ||
            retraction.state == DeliveryState::unknown) {
            continue;
        }
        const bool finished = retraction.state == DeliveryState::published ||
                              retraction.state == DeliveryState::dropped;
        if (!finished) tables.deliveries.drop(id, now);
        if (retraction.left.empty()) {
            tables.retractions.set_done(id, "", now);
        } else {
            ready.push_back(std::move(retraction));
        }
    }
    return ready;
}

Retractor::Retractor(store::Database& database, Exchange& exchange, flow::LaneDriver& lane,
                     const publishers::Publisher& publisher, const config::TargetSettings& target,
                     Activity& activity, std::function<void()> asked)
    : database_(database),
      exchange_(exchange),
      lane_(lane),
      publisher_(publisher),
      target_(target),
      activity_(activity),
      asked_(std::move(asked)) {}

void Retractor::wake() {
    if (stopped_) return;
    again_ = busy_;
    if (std::exchange(busy_, true)) return;
    database_.submit(
        [target = target_.name](store::Tables& tables) {
            return take_retractions(tables, target, model::wall_now());
        },
        [this,
         token = activity_.hold()](const model::Result<std::deque<store::Retraction>>& taken) {
            if (!taken) {
                monitor::log(Level::error, "target {}: {}", target_.name, taken.error().message);
            } else {
                open_ = *taken;
            }
            next();
        });
}

void Retractor::next() {
    if (!open_.empty() && !stopped_) return lane_.submit(before_posts, [this] { granted(); });
    busy_ = false;
    if (std::exchange(again_, false)) wake();
}

void Retractor::granted() {
    if (stopped_) return lane_.give_back();
    asked_();
    const auto& part = open_.front().left.front();
    exchange_.start(publisher_.retract_request({part.key, part.remote_id}), target_.timeout,
                    [this, began = lane_.now(),
                     token = activity_.hold()](const model::Reply& reply) -> Exchange::Completion {
                        return [this, began, outcome = publisher_.read_retract(reply), token] {
                            answered(outcome, began);
                        };
                    });
}

void Retractor::answered(const Outcome& outcome, model::Instant began) {
    lane_.finish(outcome, began);
    if (outcome.kind == OutcomeKind::ok) return deleted();
    const auto reason = fmt::format("{}: {}", model::to_string(outcome.kind), outcome.message);
    if (flow::pauses_lane(outcome.kind)) return put_off(reason);
    give_up(reason);
}

void Retractor::deleted() {
    auto& retraction = open_.front();
    const auto id = retraction.delivery_id;
    const auto number = retraction.left.front().number;
    retraction.left.erase(retraction.left.begin());
    const bool last = retraction.left.empty();
    if (last) {
        open_.pop_front();
        monitor::log(Level::info, "delivery {} is deleted from {}", id, target_.name);
    }
    database_.submit(
        [id, number, last](store::Tables& tables) {
            const auto now = model::wall_now();
            tables.retractions.set_part_retracted(id, number, now);
            if (last) tables.retractions.set_done(id, "", now);
        },
        [this, token = activity_.hold()](const model::Result<void>& stored) {
            if (!stored) {
                monitor::log(Level::error, "target {}: {}", target_.name, stored.error().message);
            }
            next();
        });
}

// The copy stays where it is; a person has to delete it.
void Retractor::give_up(const std::string& reason) {
    const auto id = open_.front().delivery_id;
    open_.pop_front();
    monitor::log(Level::error, "delivery {} cannot be deleted from {}: {}", id, target_.name,
                 reason);
    database_.submit(
        [id, reason](store::Tables& tables) {
            tables.retractions.set_done(id, reason, model::wall_now());
        },
        [this, token = activity_.hold()](const model::Result<void>&) { next(); });
}

// The lane says when it goes again.
void Retractor::put_off(const std::string& reason) {
    const auto id = open_.front().delivery_id;
    monitor::log(Level::warning, "deleting delivery {} from {} will be tried again: {}", id,
                 target_.name, reason);
    lane_.count_retry();
    database_.submit(
        [id, reason](store::Tables& tables) { tables.retractions.set_reason(id, reason); },
        [this, token = activity_.hold()](const model::Result<void>&) { next(); });
}

}  // namespace glossd::pipeline
