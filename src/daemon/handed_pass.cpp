#include "daemon/handed_pass.hpp"

#include "config/find.hpp"
#include "daemon/waiting.hpp"

#include <algorithm>
#include <optional>
#include <thread>
#include <utility>

namespace glossd::daemon {

using model::ErrorKind;
using model::Result;

namespace {

constexpr std::chrono::milliseconds look_interval{50};

// `value` less what it was, member by member.
Totals since(const Totals& before, Totals totals) {
    auto& posts = totals.posts;
    posts.read -= before.posts.read;
    posts.fresh -= before.posts.fresh;
    posts.known -= before.posts.known;
    posts.duplicate -= before.posts.duplicate;
    posts.filtered -= before.posts.filtered;
    posts.skipped -= before.posts.skipped;
    posts.held -= before.posts.held;
    auto& translations = totals.translations;
    translations.total -= before.translations.total;
    translations.cached -= before.translations.cached;
    translations.copied -= before.translations.copied;
    translations.failed -= before.translations.failed;
    translations.requests -= before.translations.requests;
    const auto less = [](pipeline::DeliveryCounts& counts, const pipeline::DeliveryCounts& were) {
        counts.published -= were.published;
        counts.held -= were.held;
        counts.failed -= were.failed;
        counts.requests -= were.requests;
    };
    less(totals.deliveries, before.deliveries);
    for (auto& target : totals.targets) {
        for (const auto& were : before.targets) {
            if (were.name == target.name) less(target.counts, were.counts);
        }
    }
    totals.source_requests -= before.source_requests;
    totals.failed_polls -= before.failed_polls;
    return totals;
}

// What the loop says at one moment.
struct Look {
    const Service* service = nullptr;  // to tell one from the next, after a reload
    Totals totals;
    bool busy = false;
    std::optional<model::Instant> due;
    model::Instant now{};
};

template <class T, class Ask>
Result<T> on_loop(runtime::Loop& loop, Ask ask) {
    return wait_for<T>(patience, [&](auto answer) {
        loop.post([ask = std::move(ask), answer] { answer(ask()); });
    });
}

class Watch {
  public:
    Watch(runtime::Loop& loop, Life& life, const HandedPass& order)
        : loop_(loop), life_(life), order_(order) {}

    Result<PassReport> run() {
        auto first = begin();
        if (!first) return tl::make_unexpected(first.error());
        const auto before = std::move(first->totals);
        const auto began = first->now;
        const auto* service = first->service;
        auto last = std::move(*first);
        idle_since_ = began;
        do {
            std::this_thread::sleep_for(look_interval);
            auto next = look();
            if (!next) return tl::make_unexpected(next.error());
            if (next->service != service) {
                return model::fail(ErrorKind::cancelled,
                                   "the daemon was reloaded in the middle of this pass; it goes on "
                                   "by itself");
            }
            last = std::move(*next);
        } while (goes_on(last) && last.now - began < longest_handed_pass);
        return report(since(before, last.totals), last.now - began);
    }

  private:
    Result<Look> look() {
        if (!life_.ready()) return model::fail(ErrorKind::cancelled, "the daemon is stopping");
        return on_loop<Look>(loop_, [this] { return look_now(); });
    }

    Look look_now() const {
        auto& service = life_.service();
        return {&service, service.totals(), service.busy(), service.next_due(), loop_.now()};
    }

    Result<Look> begin() {
        if (!life_.ready()) return model::fail(ErrorKind::cancelled, "the daemon is not ready");
        return on_loop<Look>(loop_, [this]() -> Look {
            auto seen = look_now();
            life_.service().poll_now(order_.sources);
            return seen;
        });
    }

    // As `once` does without a daemon: the time waited counts from what went well last.
    bool goes_on(const Look& seen) {
        const auto done = seen.totals.deliveries.published + seen.totals.translations.total;
        if (done != done_) {
            done_ = done;
            idle_since_ = seen.now;
        }
        return seen.busy || (seen.due && *seen.due <= idle_since_ + order_.wait);
    }

    Result<PassReport> report(Totals totals, model::Instant::duration elapsed) {
        PassReport report;
        report.totals = std::move(totals);
        report.elapsed = elapsed;
        const auto unfinished = wait_for<store::Unfinished>(patience, [&](auto answer) {
            loop_.post([this, answer] {
                life_.service().database().submit(
                    [](store::Tables& tables) { return tables.deliveries.unfinished(); }, answer);
            });
        });
        if (!unfinished) return tl::make_unexpected(unfinished.error());
        report.pending = unfinished->pending;
        report.failed = unfinished->failed;
        return report;
    }

    runtime::Loop& loop_;
    Life& life_;
    const HandedPass& order_;
    std::int64_t done_ = -1;
    model::Instant idle_since_{};
};

}  // namespace

Result<PassReport> handed_pass(runtime::Loop& loop, Life& life, const HandedPass& order) {
    const auto unknown = on_loop<std::string>(loop, [&life, sources = order.sources] {
        for (const auto& name : sources) {
            if (!config::find_source(life.service().config(), name)) return name;
        }
        return std::string();
    });
    if (!unknown) return tl::make_unexpected(unknown.error());
    if (!unknown->empty()) {
        return model::fail(ErrorKind::not_found, "the daemon's configuration has no source \"" +
                                                     *unknown + "\"; reload it first");
    }
    return Watch(loop, life, order).run();
}

}  // namespace glossd::daemon
