// Delivery: one post for one target, made of one or more parts (a thread). What the ledger
// stores of both; the rows are the truth, these are copies of them.
#pragma once

#include "model/post.hpp"
#include "model/segment.hpp"
#include "model/time.hpp"
#include "model/trail.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace glossd::model {

// planned -> ready -> sending -> published, with unknown, held and dropped beside (design
// section 4). "translating" is planned work that is in flight; it needs no row of its own,
// because a crash leaves it planned.
enum class DeliveryState { planned, ready, sending, unknown, published, held, dropped };

std::string_view to_string(DeliveryState state);
std::optional<DeliveryState> delivery_state(std::string_view name);

// The engine of what a person wrote; no engine of a configuration has a blank in its name.
inline constexpr const char* by_hand = "by hand";

struct TranslatedSegment {
    SegmentKind kind = SegmentKind::body;
    std::string text;
    std::string engine;   // name in the config, or by_hand; empty when copied through
    bool cached = false;  // from the translation memory
    bool copied = false;  // nothing to translate, or already in the target's language
    Trail trail = {};     // how it came to be accepted; empty when it was not asked for

    bool operator==(const TranslatedSegment&) const = default;
};

struct Part {
    int number = 0;        // from 0, in the thread's order
    std::string key;       // idempotency or record key; stable for (delivery, version, number)
    std::string payload;   // frozen at the first sending; the publisher's own format
    std::string progress;  // the publisher's own notes between calls (uploaded media ids)
    DeliveryState state = DeliveryState::ready;
    std::optional<WallTime> attempt_started;
    std::string remote_id;
    std::string remote_url;

    bool operator==(const Part&) const = default;
};

struct Delivery {
    std::int64_t id = 0;
    std::int64_t post_id = 0;
    std::string source;
    std::string target;
    DeliveryState state = DeliveryState::planned;
    std::string reason;  // why it is held, or what the last failure said
    int attempts = 0;
    int version = 1;  // of the text; an edit makes a new one with new keys
    std::optional<WallTime> next_try;
    std::vector<TranslatedSegment> segments;  // the accepted translation, empty while planned
    std::vector<Part> parts;                  // empty until the first sending

    bool operator==(const Delivery&) const = default;
};

}  // namespace glossd::model
