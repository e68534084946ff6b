#include "pipeline/intake_page.hpp"

#include "text/hash.hpp"

#include <algorithm>
#include <optional>
#include <set>

#include <fmt/format.h>

namespace glossd::pipeline {

namespace {

using config::FirstRun;

enum class Verdict { publish, filtered, skipped };

std::string filterable_text(const model::Post& post) {
    return post.title + "\n" + post.content_warning + "\n" + post.text;
}

bool passes_filters(const IntakeRules& rules, const model::Post& post) {
    const auto& allowed = rules.source.visibility;
    const bool visible =
        post.visibility.empty() || allowed.empty() ||
        std::find(allowed.begin(), allowed.end(), post.visibility) != allowed.end();
    if (!visible) return false;
    const auto text = filterable_text(post);
    if (!rules.include.empty() && !rules.include.matches(text, post.tags)) return false;
    return rules.exclude.empty() || !rules.exclude.matches(text, post.tags);
}

// Old and first seen only now. A post newer than the last good poll is never too old: it came
// while nobody looked.
bool is_too_old(const IntakeRules& rules, const store::SourceState& state, const model::Post& post,
                model::WallTime now) {
    if (rules.source.max_age <= rules.source.max_age.zero() || !post.published) return false;
    if (now - *post.published <= rules.source.max_age) return false;
    return state.last_success && *post.published <= *state.last_success;
}

// On the first intake, does the post at `index` of `count` go out?
bool first_run_publishes(const FirstRun& first_run, std::size_t index, std::size_t count) {
    switch (first_run.kind) {
        case FirstRun::Kind::all:
            return true;
        case FirstRun::Kind::latest:
            return count - index <= static_cast<std::size_t>(first_run.count);
        case FirstRun::Kind::skip:
            return false;
    }
    return false;
}

Verdict judge(const IntakeRules& rules, const store::SourceState& state, const model::Post& post,
              std::size_t index, std::size_t count, model::WallTime now) {
    if (!passes_filters(rules, post)) return Verdict::filtered;
    const bool goes_out = state.first_run_done
                              ? !is_too_old(rules, state, post, now)
                              : first_run_publishes(rules.source.first_run, index, count);
    return goes_out ? Verdict::publish : Verdict::skipped;
}

std::string scope_of(const IntakeRules& rules) {
    return rules.dedup.scope == config::DedupScope::source ? rules.source.name : std::string();
}

// Gives the post's number when it is to be published.
std::optional<std::int64_t> take_post(store::Tables& tables, const IntakeRules& rules,
                                      const model::Post& post, Verdict verdict, model::WallTime now,
                                      IntakeCounts& counts) {
    const auto& source = rules.source.name;
    const auto scope = scope_of(rules);
    const auto hash = text::content_hash(post);
    const auto published = post.published.value_or(now);
    const auto first = tables.duplicates.find(scope, hash);
    if (is_repeat(first, published, rules.dedup.ttl)) {
        ++counts.duplicate;
        tables.duplicates.touch({{scope, hash}}, now);
        tables.seen.show(source, post.id, first->post_id, now);
        return std::nullopt;
    }
    const auto id = tables.posts.insert(source, post, hash, now);
    tables.seen.show(source, post.id, id, now);
    tables.duplicates.insert(scope, hash, id, published, now);
    if (verdict == Verdict::filtered) ++counts.filtered;
    if (verdict == Verdict::skipped) ++counts.skipped;
    if (verdict != Verdict::publish) return std::nullopt;
    ++counts.fresh;
    return id;
}

// May the source's targets take so many more, or has a person to choose?
bool is_backlog(const store::Tables& tables, const IntakeRules& rules, const std::string& target,
                std::size_t more) {
    const auto most = rules.source.max_backlog;
    if (most == 0 || more == 0) return false;
    const auto waiting = tables.guards.pending(rules.source.name, target);
    return waiting + static_cast<std::int64_t>(more) > most;
}

// `capped`: not at the first intake, of which the operator said what it publishes.
void plan_posts(store::Tables& tables, const IntakeRules& rules,
                const std::vector<std::int64_t>& posts, bool capped, model::WallTime now,
                IntakeCounts& counts) {
    std::set<std::string> full;
    for (const auto& hop : rules.hops) {
        if (capped && is_backlog(tables, rules, hop.target, posts.size())) full.insert(hop.target);
    }
    for (const auto post : posts) {
        for (const auto& hop : rules.hops) {
            const auto id = tables.deliveries.plan({.post_id = post,
                                                    .source = rules.source.name,
                                                    .target = hop.target,
                                                    .language = hop.language.tag(),
                                                    .priority = rules.source.priority,
                                                    .created = now,
                                                    .delay = rules.source.delay});
            if (!full.contains(hop.target)) continue;
            ++counts.held;
            tables.guards.hold(id, store::Guard::backlog,
                               fmt::format("one of {} new posts at once, beyond max_backlog = {}; "
                                           "`glossd queue choose` says what becomes of them",
                                           posts.size(), rules.source.max_backlog),
                               now);
        }
    }
}

// A post that still waits out its source's `delay` is taken as it is shown now.
void mend(store::Tables& tables, const IntakeRules& rules, const model::Post& post,
          model::WallTime now) {
    if (rules.source.delay <= rules.source.delay.zero()) return;
    const auto id = tables.seen.post_of(rules.source.name, post.id);
    if (!id || !tables.deliveries.all_delayed(*id, now)) return;
    const auto hash = text::content_hash(post);
    if (tables.posts.get(*id)->content_hash == hash) return;
    tables.posts.replace(*id, post, hash);
    tables.duplicates.insert(scope_of(rules), hash, *id, post.published.value_or(now), now);
}

bool shows(const sources::Page& page, const std::string& id) {
    return std::any_of(page.posts.begin(), page.posts.end(),
                       [&](const auto& post) { return post.id == id; });
}

// The post that the source showed before this one; nothing when it is too far back to matter.
std::optional<store::StoredPost> post_before(const store::Tables& tables, const std::string& source,
                                             std::int64_t id) {
    constexpr std::int64_t farthest = 200;  // posts, other sources' among them
    for (auto before = id - 1; before > 0 && before >= id - farthest; --before) {
        auto post = tables.posts.get(before);
        if (post && post->source == source) return post;
    }
    return std::nullopt;
}

// What waits out its delay and is not shown any more was taken back, if the post before it is still
// there: newer posts push out both. The oldest one shown says nothing: it may be kept on top.
void withdraw_missing(store::Tables& tables, const IntakeRules& rules, const sources::Page& page,
                      model::WallTime now) {
    if (rules.source.delay <= rules.source.delay.zero()) return;
    if (!page.lists_newest || !page.whole || page.posts.empty()) return;
    std::set<std::int64_t> withdrawn;
    for (const auto& delivery : tables.deliveries.delayed(rules.source.name, now)) {
        if (shows(page, tables.posts.get(delivery.post_id)->post.id)) continue;
        const auto before = post_before(tables, rules.source.name, delivery.post_id);
        if (!before) continue;
        const auto& neighbour = before->post.id;
        const bool shown = shows(page, neighbour) && neighbour != page.posts.front().id;
        if (!shown && !withdrawn.contains(before->id)) continue;
        withdrawn.insert(delivery.post_id);
        tables.deliveries.drop(delivery.id, now,
                               "its source took it back before its delay was over");
    }
}

}  // namespace

bool is_repeat(const std::optional<store::Duplicate>& first, model::WallTime published,
               model::Duration ttl) {
    if (!first) return false;
    const auto apart =
        published > first->published ? published - first->published : first->published - published;
    return apart < ttl;
}

IntakeCounts& IntakeCounts::operator+=(const IntakeCounts& other) {
    read += other.read;
    fresh += other.fresh;
    known += other.known;
    duplicate += other.duplicate;
    filtered += other.filtered;
    skipped += other.skipped;
    held += other.held;
    return *this;
}

IntakeCounts take_page(store::Tables& tables, const IntakeRules& rules, const sources::Page& page,
                       model::WallTime now) {
    IntakeCounts counts;
    auto state = tables.cursors.get(rules.source.name);
    const auto count = page.posts.size();
    std::vector<std::int64_t> fresh;
    for (std::size_t i = 0; i < count; ++i) {
        const auto& post = page.posts[i];
        ++counts.read;
        if (tables.seen.contains(rules.source.name, post.id)) {
            ++counts.known;
            tables.seen.show(rules.source.name, post.id, std::nullopt, now);
            mend(tables, rules, post, now);
            continue;
        }
        const auto id =
            take_post(tables, rules, post, judge(rules, state, post, i, count, now), now, counts);
        if (id) fresh.push_back(*id);
    }
    plan_posts(tables, rules, fresh, state.first_run_done, now, counts);
    withdraw_missing(tables, rules, page, now);
    state.cursor = page.next.state;
    if (page.more) {
        // In the middle of a poll nothing is settled: what the next page shows came as long ago.
        tables.cursors.put(rules.source.name, state);
        return counts;
    }
    // A first page that was cut short does not end the first run: its other half is old too.
    state.first_run_done = state.first_run_done || page.whole || state.last_success.has_value();
    state.last_success = now;
    state.failures = 0;
    state.next_poll.reset();
    tables.cursors.put(rules.source.name, state);
    return counts;
}

}  // namespace glossd::pipeline
