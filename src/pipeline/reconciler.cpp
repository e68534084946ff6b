#include "pipeline/reconciler.hpp"

#include "runtime/failpoint.hpp"

#include <utility>

namespace glossd::pipeline {

using model::Outcome;
using publishers::Progress;

namespace {

// Parts confirmed after the attempt began are the only ones that could be mistaken for it, but a
// remote clock may be behind ours.
constexpr std::chrono::hours clock_margin{24};

}  // namespace

struct Reconciler::Search {
    publishers::SendPart part;
    publishers::AccountFacts facts;
    Found found;
    std::set<std::string> taken;  // remote ids that belong to other deliveries
    Progress progress;
    model::WallTime began;
    model::Instant called;  // the read under way
};

Reconciler::Reconciler(store::Database& database, Exchange& exchange, flow::LaneDriver& lane,
                       const publishers::Publisher& publisher, const config::TargetSettings& target,
                       Activity& activity, std::function<void()> asked)
    : database_(database),
      exchange_(exchange),
      lane_(lane),
      publisher_(publisher),
      target_(target),
      activity_(activity),
      asked_(std::move(asked)) {}

void Reconciler::look_up(const publishers::SendPart& part, const publishers::AccountFacts& facts,
                         Found found) {
    auto search = std::make_shared<Search>();
    search->part = part;
    search->facts = facts;
    search->found = std::move(found);
    const auto since = part.attempt_started.value_or(model::wall_now()) - clock_margin;
    database_.submit(
        [target = target_.name, since](store::Tables& tables) {
            const auto ids = tables.parts.remote_ids_since(target, since);
            return std::set<std::string>(ids.begin(), ids.end());
        },
        [this, search, token = activity_.hold()](model::Result<std::set<std::string>> taken) {
            if (!taken) {
                // As if the read had failed, so that the lane makes the next one wait.
                const Outcome outcome{model::OutcomeKind::transient, taken.error().message, {}};
                lane_.finish(outcome);
                return search->found(outcome);
            }
            search->taken = std::move(*taken);
            search->began = model::wall_now();
            read(search);
        });
}

void Reconciler::read(const SearchPtr& search) {
    asked_();
    search->called = lane_.now();
    auto request = publisher_.look_up_request(search->part, search->facts, search->progress);
    exchange_.start(std::move(request), target_.timeout,
                    [this, search,
                     token = activity_.hold()](const model::Reply& reply) -> Exchange::Completion {
                        const auto is_taken = [&](const std::string& id) {
                            return search->taken.count(id) > 0;
                        };
                        auto looked_up = publisher_.read_look_up(search->part, search->facts,
                                                                 search->progress, reply, is_taken);
                        return [this, search, looked_up = std::move(looked_up), token] {
                            take(search, looked_up);
                        };
                    });
}

void Reconciler::take(const SearchPtr& search, const publishers::LookedUp& looked_up) {
    runtime::failpoint(runtime::Failpoint::look_up_answered);
    const auto* outcome = std::get_if<Outcome>(&looked_up);
    lane_.finish(outcome ? *outcome : Outcome{}, search->called);
    if (outcome) return search->found(*outcome);
    if (const auto* published = std::get_if<publishers::Published>(&looked_up)) {
        return search->found(*published);
    }
    if (std::holds_alternative<publishers::Absent>(looked_up)) {
        return search->found(AbsentNow{search->began});
    }
    search->progress = std::get<Progress>(looked_up);
    lane_.submit(1, [this, search] {
        // Stopping here leaves the row unknown: the next start looks again.
        if (stopped_) return lane_.give_back();
        read(search);
    });
}

bool proves_absence(int absent_reads, model::WallTime began, model::WallTime attempt_started,
                    model::Duration settle) {
    const store::Deadline settled{attempt_started + settle, attempt_started};
    return absent_reads >= 2 && store::remaining(settled, began) == model::Duration::zero();
}

}  // namespace glossd::pipeline
