#include "pipeline/outbox_window.hpp"

#include <algorithm>
#include <chrono>

namespace glossd::pipeline {

using model::DeliveryState;
using Phase = OutboxEntry::Phase;

namespace {

// How long a predecessor without a translation keeps its successors waiting (design section 4).
constexpr std::chrono::minutes longest_block{10};

bool is_free(const OutboxEntry& entry, model::Instant now) {
    return entry.phase == Phase::waiting && (!entry.not_before || *entry.not_before <= now);
}

// True for a head that no longer blocks: untranslated for longer than anyone should wait.
bool stands_aside(OutboxEntry& entry, model::Instant now) {
    if (entry.phase != Phase::translating) return false;
    if (!entry.untranslated_since) entry.untranslated_since = now;
    return now - *entry.untranslated_since >= longest_block;
}

}  // namespace

std::pair<OutboxEntry&, bool> OutboxWindow::admit(std::int64_t id) {
    const auto [found, fresh] = entries_.try_emplace(id);
    return {found->second, fresh};
}

OutboxEntry* OutboxWindow::find(std::int64_t id) {
    const auto found = entries_.find(id);
    return found == entries_.end() ? nullptr : &found->second;
}

void OutboxWindow::enter(OutboxEntry& entry, Phase phase) {
    entry.phase = phase;
    if (phase == Phase::waiting) {
        waiting_.insert(entry.delivery.id);
    } else {
        waiting_.erase(entry.delivery.id);
    }
}

void OutboxWindow::forget(std::int64_t id) {
    waiting_.erase(id);
    entries_.erase(id);
}

std::vector<OutboxEntry*> OutboxWindow::sendable(model::Instant now, std::size_t run) {
    return strict_ ? unbroken_run(now, run) : all_free(now);
}

std::vector<OutboxEntry*> OutboxWindow::unbroken_run(model::Instant now, std::size_t run) {
    std::vector<OutboxEntry*> ready;
    bool reconciling = false;
    for (auto& [id, entry] : entries_) {
        if (stands_aside(entry, now)) continue;
        const bool unknown = entry.delivery.state == DeliveryState::unknown;
        if (!is_free(entry, now) || (unknown && reconciling)) break;
        ready.push_back(&entry);
        if (ready.size() >= run) break;
        reconciling = reconciling || unknown;
    }
    return ready;
}

// Asked whenever anything changes, so it looks only at what waits.
std::vector<OutboxEntry*> OutboxWindow::all_free(model::Instant now) {
    std::vector<OutboxEntry*> ready;
    std::optional<std::int64_t> first_unknown;
    for (const auto id : waiting_) {
        auto& entry = entries_.at(id);
        if (!is_free(entry, now)) continue;
        if (entry.delivery.state == DeliveryState::unknown) {
            if (!first_unknown) first_unknown = oldest_unknown();
            if (id != *first_unknown) continue;
        }
        ready.push_back(&entry);
    }
    return ready;
}

// Only where one is known to be unknown.
std::int64_t OutboxWindow::oldest_unknown() const {
    return std::find_if(entries_.begin(), entries_.end(),
                        [](const auto& entry) {
                            return entry.second.delivery.state == DeliveryState::unknown;
                        })
        ->first;
}

std::optional<model::Instant> OutboxWindow::due(model::Instant now) const {
    std::optional<model::Instant> earliest;
    const auto consider = [&](std::optional<model::Instant> when) {
        if (when && *when > now && (!earliest || *when < *earliest)) earliest = when;
    };
    for (const auto id : waiting_) consider(entries_.at(id).not_before);
    if (!strict_) return earliest;
    for (const auto& [id, entry] : entries_) {
        if (entry.phase != Phase::translating) continue;
        if (!entry.untranslated_since) break;  // has not been in another's way yet, as none behind
        consider(*entry.untranslated_since + longest_block);
    }
    return earliest;
}

bool OutboxWindow::in_doubt() const {
    return std::any_of(entries_.begin(), entries_.end(), [](const auto& entry) {
        return entry.second.delivery.state == DeliveryState::unknown ||
               entry.second.delivery.state == DeliveryState::sending;
    });
}

std::optional<model::WallTime> OutboxWindow::oldest() const {
    if (entries_.empty()) return std::nullopt;
    return entries_.begin()->second.post->seen_at;
}

}  // namespace glossd::pipeline
