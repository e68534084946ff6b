#include "pipeline/account_facts.hpp"

#include "monitor/log.hpp"
#include "runtime/failpoint.hpp"

#include <utility>

namespace glossd::pipeline {

using model::Outcome;
using publishers::AccountFacts;
using publishers::Progress;

namespace {

constexpr std::chrono::hours longest_trust{1};
// A server that answers nonsense is asked again after this long, at our own pace.
constexpr std::chrono::minutes nonsense_pause{5};

}  // namespace

FactsKeeper::FactsKeeper(runtime::Loop& loop, Exchange& exchange, flow::LaneDriver& lane,
                         const publishers::Publisher& publisher,
                         const config::TargetSettings& target, Activity& activity, Events events)
    : loop_(loop),
      exchange_(exchange),
      lane_(lane),
      publisher_(publisher),
      target_(target),
      activity_(activity),
      events_(std::move(events)) {}

const AccountFacts* FactsKeeper::fresh() const {
    return facts_ && loop_.now() - read_at_ < longest_trust ? &*facts_ : nullptr;
}

void FactsKeeper::ask() {
    if (asking_ || stopped_) return;
    asking_ = true;
    step({});
}

void FactsKeeper::step(Progress progress) {
    lane_.submit(0, [this, progress = std::move(progress)] {
        const auto request = publisher_.prepare_request(progress);
        if (stopped_ || !request) {
            lane_.give_back();
            if (!stopped_) take(publisher_.read_prepare(progress, nullptr));
            return;
        }
        events_.asked();
        exchange_.start(*request, target_.timeout,
                        [this, progress, began = loop_.now(), token = activity_.hold()](
                            const model::Reply& reply) -> Exchange::Completion {
                            auto prepared = publisher_.read_prepare(progress, &reply);
                            return [this, prepared = std::move(prepared), began, token] {
                                runtime::failpoint(runtime::Failpoint::facts_answered);
                                const auto* outcome = std::get_if<Outcome>(&prepared);
                                lane_.finish(outcome ? *outcome : Outcome{}, began);
                                take(prepared);
                            };
                        });
    });
}

void FactsKeeper::take(const publishers::Prepared& prepared) {
    if (const auto* progress = std::get_if<Progress>(&prepared)) return step(*progress);
    if (const auto* facts = std::get_if<AccountFacts>(&prepared)) {
        facts_ = *facts;
        read_at_ = loop_.now();
        asking_ = false;
        return events_.ready();
    }
    const auto& outcome = std::get<Outcome>(prepared);
    monitor::log(monitor::Level::error, "target {}: {}", target_.name, outcome.message);
    events_.failed();
    if (!flow::pauses_lane(outcome.kind)) {
        lane_.park({loop_.now() + nonsense_pause, outcome.message});
    }
    step({});
}

}  // namespace glossd::pipeline
