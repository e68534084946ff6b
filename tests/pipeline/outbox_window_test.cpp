#include "pipeline/outbox_window.hpp"

#include <chrono>
#include <cstdint>
#include <vector>

#include <doctest/doctest.h>

namespace glossd::pipeline {
namespace {

using model::DeliveryState;
using std::chrono::seconds;
using Phase = OutboxEntry::Phase;

OutboxEntry& add(OutboxWindow& window, std::int64_t id, Phase phase,
                 DeliveryState state = DeliveryState::ready) {
    auto& entry = window.admit(id).first;
    entry.delivery.id = id;
    entry.delivery.state = state;
    window.enter(entry, phase);
    return entry;
}

std::vector<std::int64_t> sendable(OutboxWindow& window, model::Instant now) {
    std::vector<std::int64_t> ids;
    for (const auto* entry : window.sendable(now, 10)) ids.push_back(entry->delivery.id);
    return ids;
}

using Ids = std::vector<std::int64_t>;

}  // namespace

TEST_CASE("in any order what waits goes, whatever stands before it, and what left does not") {
    OutboxWindow window(config::Order::any);
    const model::Instant now{};
    add(window, 1, Phase::translating);
    auto& second = add(window, 2, Phase::waiting);
    add(window, 3, Phase::busy);
    auto& later = add(window, 4, Phase::waiting);
    later.not_before = now + seconds(5);
    CHECK(sendable(window, now) == Ids{2});
    CHECK(window.due(now) == now + seconds(5));
    CHECK(sendable(window, now + seconds(5)) == Ids{2, 4});
    window.enter(second, Phase::busy);
    window.forget(4);
    CHECK(sendable(window, now + seconds(5)).empty());
    CHECK_FALSE(window.due(now));
}

TEST_CASE("in any order no unknown one goes before an older one that is being read back") {
    OutboxWindow window(config::Order::any);
    const model::Instant now{};
    auto& first = add(window, 1, Phase::busy, DeliveryState::unknown);
    add(window, 2, Phase::waiting, DeliveryState::unknown);
    add(window, 3, Phase::waiting);
    CHECK(sendable(window, now) == Ids{3});
    first.delivery.state = DeliveryState::published;
    CHECK(sendable(window, now) == Ids{2, 3});
}

TEST_CASE("in strict order nothing goes past one that is busy or must wait") {
    OutboxWindow window(config::Order::strict);
    const model::Instant now{};
    add(window, 1, Phase::waiting);
    auto& second = add(window, 2, Phase::waiting);
    second.not_before = now + seconds(5);
    add(window, 3, Phase::waiting);
    CHECK(sendable(window, now) == Ids{1});
    CHECK(sendable(window, now + seconds(5)) == Ids{1, 2, 3});
    window.enter(second, Phase::busy);
    CHECK(sendable(window, now + seconds(5)) == Ids{1});
}

}  // namespace glossd::pipeline
