#include "pipeline/outbox.hpp"

#include "monitor/log.hpp"
#include "pipeline/compose.hpp"
#include "pipeline/recognition.hpp"
#include "pipeline/shortening.hpp"
#include "runtime/failpoint.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace glossd::pipeline {

using model::DeliveryState;
using runtime::failpoint;
using runtime::Failpoint;
using Phase = OutboxEntry::Phase;

namespace {

// Enough for every engine to have work ahead, small enough to forget.
constexpr std::size_t window = 256;

// By hand, since it was loaded; one that a sender has learns of it when it is to be sent.
bool was_edited(const OutboxEntry& entry, const model::Delivery& now) {
    return entry.phase == Phase::waiting && entry.delivery.version < now.version;
}

}  // namespace

Outbox::Outbox(Parts parts, config::TargetSettings target, std::function<void()> changed)
    : parts_(parts),
      target_(std::move(target)),
      changed_(std::move(changed)),
      window_(target_.order) {}

void Outbox::refill(bool from_start) {
    from_start_ = from_start_ || from_start;
    more_ = true;
    load();
}

void Outbox::pause(bool paused) {
    if (std::exchange(paused_, paused) == paused) return;
    if (!paused) load();
    changed_();
}

void Outbox::load() {
    if (loading_ || !more_ || stopped_ || paused_ || window_.size() * 2 > window) return;
    loading_ = true;
    more_ = false;
    if (std::exchange(from_start_, false)) loaded_up_to_ = 0;
    const auto room = static_cast<int>(window - window_.size());
    parts_.database.submit([target = target_.name, after = loaded_up_to_, room](
                               store::Tables& tables) { return read(tables, target, after, room); },
                           [this, token = parts_.activity.hold()](model::Result<Loaded> loaded) {
                               loading_ = false;
                               if (!loaded) {
                                   monitor::log(monitor::Level::error, "target {}: {}",
                                                target_.name, loaded.error().message);
                                   return;
                               }
                               take(std::move(*loaded));
                               load();  // asked for while this one was under way
                           });
}

Outbox::Loaded Outbox::read(store::Tables& tables, const std::string& target, std::int64_t after,
                            int most) {
    const auto now = model::wall_now();
    Loaded loaded;
    auto pending = tables.deliveries.pending(target, after, most, now);
    loaded.full = std::ssize(pending) == most;
    const auto restored = tables.guards.restored(target);
    for (auto& delivery : pending) {
        auto post = tables.posts.shared(delivery.post_id);
        if (!post) continue;
        if (restored && hold_if_suspect(tables, *restored, delivery, *post, now)) {
            loaded.held.push_back(delivery.id);
            continue;
        }
        loaded.entries.emplace_back(std::move(delivery), std::move(post));
    }
    if (const auto over = tables.deliveries.next_delay_over(target, now))
        loaded.delay = *over - now;
    return loaded;
}

void Outbox::take(Loaded loaded) {
    more_ = more_ || loaded.full;
    delay_over_.reset();
    if (loaded.delay) delay_over_ = parts_.loop.now() + *loaded.delay;
    if (!loaded.held.empty()) held(loaded.held);
    for (auto& [delivery, post] : loaded.entries) {
        const auto id = delivery.id;
        loaded_up_to_ = std::max(loaded_up_to_, id);
        const auto [entry, fresh] = window_.admit(id);
        if (!fresh && !was_edited(entry, delivery)) continue;
        entry.delivery = std::move(delivery);
        entry.post = std::move(post);
        entry.repeated = entry.delivery.attempts > 0;
        if (entry.delivery.state == DeliveryState::planned) {
            translate(entry);
        } else if (entry.delivery.state == DeliveryState::sending) {
            doubt(id);
        } else {
            enter(entry, Phase::waiting);
        }
    }
    changed_();
}

// It was being sent, but nobody here is sending it: what came of it could not be recorded.
void Outbox::doubt(std::int64_t id) {
    enter(*find(id), Phase::busy);
    parts_.database.submit(
        [id](store::Tables& tables) {
            tables.deliveries.set_unknown(id, "what came of sending it was not recorded",
                                          model::wall_now());
        },
        [this, id, token = parts_.activity.hold()](const model::Result<void>& stored) {
            auto* entry = find(id);
            if (!stored) {
                monitor::log(monitor::Level::error, "delivery {}: {}", id, stored.error().message);
                return finish(id);
            }
            entry->delivery.state = DeliveryState::unknown;
            enter(*entry, Phase::waiting);
            changed_();
        });
}

void Outbox::translate(OutboxEntry& entry) {
    const auto id = entry.delivery.id;
    const auto& chain = parts_.plan.engines(entry.delivery.source, target_.name);
    if (chain.empty()) {
        return hold(id, "no route joins source " + entry.delivery.source + " to this target");
    }
    auto segments = segments_of(entry.post->post);
    if (segments.empty()) return translated(id, {}, {});
    const auto from = parts_.languages.of(entry.post);
    std::vector<Wish> wishes;
    for (const auto& segment : segments) {
        wishes.push_back({.text = segment.text,
                          .from = from,
                          .to = target_.language,
                          .chain = chain,
                          .verify = parts_.plan.verification(entry.delivery.source, target_.name),
                          .tone = target_.tone,
                          .hashtags = target_.hashtags});
    }
    parts_.translator.translate(wishes, [this, id, segments = std::move(segments)](
                                            const std::vector<Translator::Answer>& answers) {
        translated(id, segments, answers);
    });
}

void Outbox::translated(std::int64_t id, const std::vector<model::Segment>& segments,
                        const std::vector<Translator::Answer>& answers) {
    if (!find(id)) return;  // held meanwhile
    std::vector<model::TranslatedSegment> accepted;
    for (std::size_t i = 0; i < answers.size(); ++i) {
        if (!answers[i]) return hold(id, answers[i].error().message);
        const auto& answer = *answers[i];
        accepted.push_back({segments[i].kind, answer.text, answer.engine, answer.cached,
                            answer.copied, answer.trail});
    }
    failpoint(Failpoint::delivery_translated);
    parts_.database.submit(
        [id, accepted, approve = target_.approve](store::Tables& tables) {
            const auto now = model::wall_now();
            tables.deliveries.set_ready(id, accepted, now);
            if (approve) tables.deliveries.hold(id, "waits for your approval", now);
        },
        [this, id, token = parts_.activity.hold()](const model::Result<void>& stored) {
            if (stored) failpoint(Failpoint::ready_stored);
            if (stored && !target_.approve) return;
            if (!find(id)) return;
            if (stored) {
                ++counts_.held;
            } else {
                monitor::log(monitor::Level::error, "delivery {}: {}", id, stored.error().message);
            }
            finish(id);
        });
    auto* entry = find(id);
    if (!entry || target_.approve) return;
    // Not after the commit: sending is written behind it, in the same one, and fails if it failed.
    entry->delivery.segments = std::move(accepted);
    entry->delivery.state = DeliveryState::ready;
    enter(*entry, Phase::waiting);
    changed_();
}

bool Outbox::shorten(OutboxEntry& entry, std::size_t limit) {
    const auto& chain = parts_.plan.engines(entry.delivery.source, target_.name);
    const auto able = parts_.translator.able_to_shorten(chain);
    if (able.empty()) return false;
    ++entry.shortenings;
    enter(entry, Phase::translating);
    const auto id = entry.delivery.id;
    parts_.translator.translate({{.text = entry.post->post.text,
                                  .from = parts_.languages.of(entry.post),
                                  .to = target_.language,
                                  .chain = able,
                                  .limit = limit,
                                  .tone = target_.tone,
                                  .hashtags = target_.hashtags}},
                                [this, id](const std::vector<Translator::Answer>& answers) {
                                    shortened(id, answers.front());
                                });
    return true;
}

void Outbox::shortened(std::int64_t id, const Translator::Answer& answer) {
    auto* entry = find(id);
    if (!entry) return;
    // An engine that will not shorten loses nothing: the translation there is becomes a thread.
    auto segments = answer ? with_shorter_body(entry->delivery.segments, answer->text)
                           : entry->delivery.segments;
    if (segments == entry->delivery.segments) return waits_again(id);
    parts_.database.submit(
        [id, segments, version = entry->delivery.version](store::Tables& tables) {
            tables.deliveries.set_segments(id, segments, model::wall_now(), version);
        },
        [this, id, segments, token = parts_.activity.hold()](const model::Result<void>& stored) {
            if (!stored) {
                monitor::log(monitor::Level::error, "delivery {}: {}", id, stored.error().message);
            } else if (auto* found = find(id)) {
                failpoint(Failpoint::shorter_stored);
                found->delivery.segments = segments;
            }
            waits_again(id);
        });
}

void Outbox::waits_again(std::int64_t id) {
    if (auto* entry = find(id)) enter(*entry, Phase::waiting);
    changed_();
}

std::vector<OutboxEntry*> Outbox::sendable(model::Instant now, std::size_t run) {
    if (stopped_ || paused_) return {};
    if (delay_over_ && *delay_over_ <= now) {
        delay_over_.reset();
        refill(true);
    }
    return window_.sendable(now, run);
}

void Outbox::published(std::int64_t id) {
    ++counts_.published;
    const auto* entry = find(id);
    if (entry && entry->post->post.published && parts_.meter) {
        parts_.meter->delivered(entry->delivery.source, *entry->post->post.published,
                                model::wall_now());
    }
    finish(id);
}

void Outbox::finish(std::int64_t id) {
    window_.forget(id);
    load();
    changed_();
}

void Outbox::held(const std::vector<std::int64_t>& ids) {
    if (ids.empty()) return;
    monitor::log(monitor::Level::warning,
                 "{} deliveries to {} are held: the account may have them already", ids.size(),
                 target_.name);
    counts_.held += static_cast<std::int64_t>(ids.size());
    for (const auto id : ids) window_.forget(id);
    load();
}

void Outbox::hold(std::int64_t id, const std::string& reason) {
    monitor::log(monitor::Level::warning, "delivery {} to {} is held: {}", id, target_.name,
                 reason);
    ++counts_.held;
    parts_.database.submit(
        [id, reason](store::Tables& tables) {
            tables.deliveries.hold(id, reason, model::wall_now());
        },
        [this, id, token = parts_.activity.hold()](const model::Result<void>& stored) {
            if (stored) failpoint(Failpoint::hold_stored);
            if (!stored) {
                monitor::log(monitor::Level::error, "delivery {}: {}", id, stored.error().message);
            }
            finish(id);
        });
}

std::optional<model::Instant> Outbox::due(model::Instant now) const {
    if (paused_) return std::nullopt;
    const auto due = window_.due(now);
    const bool delayed = delay_over_ && *delay_over_ > now;
    return delayed && (!due || *delay_over_ < *due) ? delay_over_ : due;
}

}  // namespace glossd::pipeline
