#include "pipeline/recognition.hpp"

#include "monitor/log.hpp"
#include "pipeline/notice.hpp"
#include "text/time_format.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

namespace glossd::pipeline {

using model::DeliveryState;
using model::Outcome;
using model::WallTime;
using monitor::Level;
using publishers::OwnPosts;
using publishers::Progress;

namespace {

// Two computers' clocks, and dates that feeds give to the minute.
constexpr std::chrono::minutes date_margin{5};
// A post without a date may be an old one when it was read so soon after.
constexpr std::chrono::hours undated_margin{1};
// By then every source was read, and `max_age` guards against what is old.
constexpr std::chrono::hours restored_memory{30 * 24};
// A post so close to an attempt of which nobody knows what became may be just that.
constexpr std::chrono::hours doubt_margin{1};

constexpr int pending_page = 256;

// Finds the attempt that may have become the post of this moment; strikes it off unless it may be
// further posts too.
bool is_explained(std::vector<WallTime>& attempts, WallTime created, bool once) {
    const auto distance = [created](WallTime attempt) {
        return attempt < created ? created - attempt : attempt - created;
    };
    const auto nearest =
        std::min_element(attempts.begin(), attempts.end(),
                         [&](WallTime a, WallTime b) { return distance(a) < distance(b); });
    if (nearest == attempts.end() || distance(*nearest) >= doubt_margin) return false;
    if (once) attempts.erase(nearest);
    return true;
}

// What the ledger knows of an account. A post may be known under any target's name: one that was
// renamed, or one that signed in to the same account. Only attempts can be told apart by target.
struct KnownOfAccount {
    std::vector<std::string> targets;
    std::vector<WallTime> doubts;
    std::set<std::string> fresh;  // published since Judging::began

    KnownOfAccount(const store::Tables& tables, const Judging& judging)
        : targets(tables.deliveries.targets_with_posts()) {
        const auto& others = judging.elsewhere;
        for (const auto& target : targets) {
            for (auto& id : tables.parts.remote_ids_since(target, judging.began))
                fresh.insert(std::move(id));
            if (std::find(others.begin(), others.end(), target) != others.end()) continue;
            const auto attempts = tables.parts.doubts(target);
            doubts.insert(doubts.end(), attempts.begin(), attempts.end());
        }
    }

    bool knows(const store::Tables& tables, const std::string& id) const {
        return std::any_of(targets.begin(), targets.end(), [&](const auto& target) {
            return tables.parts.remote_id_taken(target, id);
        });
    }
};

struct Recognised {
    std::optional<WallTime> newest;  // that the ledger does not know
    std::vector<std::int64_t> held;
};

std::vector<std::int64_t> hold_suspects(store::Tables& tables, const std::string& target,
                                        const store::Restored& restored, WallTime now) {
    std::vector<std::int64_t> held;
    std::int64_t after = 0;
    for (bool more = true; more;) {
        const auto page = tables.deliveries.pending(target, after, pending_page, now);
        more = page.size() == pending_page;
        for (const auto& delivery : page) {
            after = delivery.id;
            const auto post = tables.posts.get(delivery.post_id);
            if (post && hold_if_suspect(tables, restored, delivery, *post, now)) {
                held.push_back(delivery.id);
            }
        }
    }
    return held;
}

// `blind`: the service cannot tell, and repeating is not safe.
Recognised recognise(store::Tables& tables, const std::string& target,
                     std::optional<WallTime> newest, bool blind) {
    const auto now = model::wall_now();
    Recognised recognised{newest, {}};
    if (!recognised.newest && blind && !tables.guards.restored(target)) {
        recognised.newest = tables.meta.put_back();
    }
    if (recognised.newest) tables.guards.set_restored(target, {*recognised.newest, now});
    if (const auto restored = tables.guards.restored(target)) {
        recognised.held = hold_suspects(tables, target, *restored, now);
    }
    return recognised;
}

}  // namespace

std::optional<WallTime> newest_unknown(const store::Tables& tables, const OwnPosts& own,
                                       const Judging& judging) {
    KnownOfAccount account(tables, judging);
    std::optional<WallTime> newest;
    bool explained = true;
    for (const auto& post : own.newest) {
        if (account.fresh.count(post.remote_id) != 0) continue;
        if (account.knows(tables, post.remote_id)) break;
        if (!newest) newest = post.created;
        explained = is_explained(account.doubts, post.created, !judging.resends) && explained;
    }
    return explained ? std::nullopt : newest;
}

bool is_suspect(const store::Restored& restored, const store::StoredPost& post, WallTime now) {
    if (now - restored.found > restored_memory) return false;
    if (const auto& dated = post.post.published) return *dated <= restored.newest + date_margin;
    return post.seen_at <= restored.found + undated_margin;
}

bool hold_if_suspect(store::Tables& tables, const store::Restored& restored,
                     const model::Delivery& delivery, const store::StoredPost& post, WallTime now) {
    const bool waits =
        delivery.state == DeliveryState::planned || delivery.state == DeliveryState::ready;
    if (!waits || delivery.source == notice_source) return false;
    if (!is_suspect(restored, post, now)) return false;
    if (tables.guards.released(delivery.id)) return false;
    tables.guards.hold(delivery.id, store::Guard::restored,
                       "the account has posts of ours up to " + text::to_rfc3339(restored.newest) +
                           " that this ledger does not know; this one may be among them. Look, "
                           "then `glossd queue choose`, `retry` or `drop`",
                       now);
    return true;
}

Recognition::Recognition(Outbox::Parts parts, Exchange& exchange, flow::LaneDriver& lane,
                         const publishers::Publisher& publisher,
                         const config::TargetSettings& target, Events events)
    : parts_(parts),
      exchange_(exchange),
      lane_(lane),
      publisher_(publisher),
      target_(target),
      events_(std::move(events)) {}

void Recognition::ask(const publishers::AccountFacts& facts) {
    if (asking_ || settled_ || stopped_) return;
    asking_ = true;
    if (!publisher_.own_posts_request(facts, {})) return conclude({});
    step(std::make_shared<publishers::AccountFacts>(facts), {});
}

void Recognition::step(const FactsPtr& facts, Progress progress) {
    lane_.submit(1, [this, facts, progress = std::move(progress)] {
        const auto request = publisher_.own_posts_request(*facts, progress);
        if (stopped_ || !request) return lane_.give_back();
        events_.asked();
        exchange_.start(
            *request, target_.timeout,
            [this, facts, progress, began = lane_.now(),
             token = parts_.activity.hold()](const model::Reply& reply) -> Exchange::Completion {
                auto seen = publisher_.read_own_posts(progress, reply);
                return [this, facts, seen = std::move(seen), began, token] {
                    const auto* outcome = std::get_if<Outcome>(&seen);
                    lane_.finish(outcome ? *outcome : Outcome{}, began);
                    take(facts, seen);
                };
            });
    });
}

void Recognition::take(const FactsPtr& facts, const publishers::SeenOwn& seen) {
    if (const auto* progress = std::get_if<Progress>(&seen)) return step(facts, *progress);
    if (const auto* own = std::get_if<OwnPosts>(&seen)) return conclude(*own);
    const auto& outcome = std::get<Outcome>(seen);
    monitor::log(Level::warning, "target {}: whose posts are on the account could not be read: {}",
                 target_.name, outcome.message);
    // The lane makes the next try wait; what is refused for good cannot be known.
    if (flow::pauses_lane(outcome.kind)) return step(facts, {});
    conclude({});
}

void Recognition::conclude(const OwnPosts& own) {
    const bool blind = own.newest.empty() && !publisher_.repeat_is_safe();
    parts_.database.submit(
        [target = target_.name, own, blind,
         judging =
             Judging{parts_.plan.elsewhere(target_.name), began_,
                     target_.on_unknown == config::OnUnknown::resend}](store::Tables& tables) {
            return recognise(tables, target, newest_unknown(tables, own, judging), blind);
        },
        [this, token = parts_.activity.hold()](const model::Result<Recognised>& recognised) {
            asking_ = false;
            if (!recognised) {
                monitor::log(Level::error, "target {}: {}", target_.name,
                             recognised.error().message);
                return;  // asked again with the next thing that is to be sent
            }
            settled_ = true;
            if (recognised->newest) {
                monitor::log(Level::error,
                             "target {}: the account may have posts of ours up to {} that this "
                             "ledger does not know, as after a backup was put back; {} deliveries "
                             "of posts dated before are held until `glossd queue choose`",
                             target_.name, text::to_rfc3339(*recognised->newest),
                             recognised->held.size());
            }
            events_.found(recognised->held);
        });
}

}  // namespace glossd::pipeline
