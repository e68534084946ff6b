// Records: the rows that table functions take and give, where model/ has no type for them.
// Values; hashes and keys are raw bytes, not hex.
#pragma once

#include "model/delivery.hpp"
#include "model/lane_findings.hpp"
#include "model/post.hpp"
#include "model/time.hpp"
#include "store/deadline.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace glossd::store {

struct StoredPost {
    std::int64_t id = 0;
    std::string source;
    model::Post post;  // without its texts when texts_cleared
    model::WallTime seen_at;
    std::string content_hash;  // 32 bytes
    bool texts_cleared = false;

    bool operator==(const StoredPost&) const = default;
};

// A target whose document shows its newest `size` published deliveries.
struct DocumentWindow {
    std::string target;
    int size = 0;
};

struct Duplicate {
    std::int64_t post_id = 0;
    model::WallTime published;  // of the first; a hit does not move it
    model::WallTime last_used;

    bool operator==(const Duplicate&) const = default;
};

struct DuplicateKey {
    std::string scope;
    std::string hash;  // 32 bytes
};

struct SourceState {
    std::string cursor;
    std::optional<model::WallTime> last_success;
    bool first_run_done = false;
    int failures = 0;  // since the last success
    std::optional<Deadline> next_poll;
    std::string stopped;  // why it is not polled any more ("gone"), or empty

    bool operator==(const SourceState&) const = default;
};

struct PlannedDelivery {
    std::int64_t post_id = 0;
    std::string source;
    std::string target;
    std::string language;  // BCP-47
    int priority = 0;
    model::WallTime created;
    model::Duration delay{};  // not translated earlier than so long after `created`
};

struct DeliveryFilter {
    std::optional<model::DeliveryState> state = {};
    std::optional<std::string> target = {};
    std::optional<std::string> source = {};
    bool unfinished = false;  // neither published nor dropped
};

// A delivery as lists show it.
struct DeliveryRow {
    std::int64_t id = 0;
    std::int64_t post_id = 0;
    std::string source;
    std::string target;
    std::string language;
    model::DeliveryState state = model::DeliveryState::planned;
    std::string reason;
    int attempts = 0;
    std::optional<model::WallTime> next_try;
    model::WallTime created;
    model::WallTime updated;
    std::optional<model::WallTime> published;
    std::string title;       // of the post, or how its text starts; empty once texts are cleared
    std::string url;         // of the post
    std::string remote_url;  // of the first part

    bool operator==(const DeliveryRow&) const = default;
};

// What is still to be done.
struct Unfinished {
    std::int64_t pending = 0;
    std::int64_t failed = 0;  // of those: the last attempt failed

    bool operator==(const Unfinished&) const = default;
};

struct Count {
    std::string target;
    model::DeliveryState state = model::DeliveryState::planned;
    std::int64_t n = 0;

    bool operator==(const Count&) const = default;
};

struct WindowRow {
    std::int64_t delivery_id = 0;
    std::string key;
    std::string payload;
    model::WallTime published;

    bool operator==(const WindowRow&) const = default;
};

struct MemoryRow {
    std::string text;  // masked
    std::string engine;
    std::string style;
    model::WallTime created;  // or renewed by another put()
    bool by_hand = false;     // a person wrote it; never expires

    bool operator==(const MemoryRow&) const = default;
};

struct MemoryStats {
    std::int64_t entries = 0;
    std::int64_t bytes = 0;  // what the entries take on disk, about
    std::int64_t hits = 0;   // ever, evicted entries included

    bool operator==(const MemoryStats&) const = default;
};

// A translation as the memory takes and exports it.
struct Remembered {
    std::string key;  // 32 bytes
    std::string from;
    std::string to;
    std::string style;   // what made it, as it is part of the key
    std::string engine;  // its name
    std::string source;  // masked
    std::string text;    // masked
    model::WallTime created;
    bool by_hand = false;
    std::int64_t limit = 0;  // code points that a shortening was asked for; 0: it is whole

    bool operator==(const Remembered&) const = default;
};

// What the memory is made of beside its size.
struct MemoryAges {
    std::int64_t by_hand = 0;               // entries that people wrote
    std::optional<model::WallTime> oldest;  // of the others
    std::optional<model::WallTime> newest;

    bool operator==(const MemoryAges&) const = default;
};

// A translation of the memory with what is known about it.
struct MemoryEntry {
    std::string key;  // 32 bytes
    std::string from;
    std::string to;
    MemoryRow row;
    model::WallTime last_used;
    std::int64_t hits = 0;

    bool operator==(const MemoryEntry&) const = default;
};

// Which entries a purge takes; all conditions together, none: everything that engines made.
struct MemoryFilter {
    std::optional<model::WallTime> created_before = {};
    std::optional<std::string> to = {};
    bool by_hand_too = false;
};

// A post as lists show it.
struct PostRow {
    std::int64_t id = 0;
    std::string source;
    std::string title;  // or how its text starts; empty once texts are cleared
    std::string url;
    std::string language;
    std::optional<model::WallTime> published;
    model::WallTime seen_at;

    bool operator==(const PostRow&) const = default;
};

enum class SamplePeriod { minute, hour };

struct SampleRow {
    model::WallTime at;  // the end of its interval
    double seconds = 0;  // how long that was
    std::string data;

    bool operator==(const SampleRow&) const = default;
};

struct LaneRow {
    std::string name;
    Deadline parked_until;
    std::string reason;

    bool operator==(const LaneRow&) const = default;
};

struct FindingsRow {
    std::string name;  // of the lane
    model::WallTime at;
    model::LaneFindings findings;

    bool operator==(const FindingsRow&) const = default;
};

struct DatabaseStats {
    std::int64_t commits = 0;                 // groups
    std::int64_t items = 0;                   // works, of all groups
    std::chrono::microseconds last_commit{};  // first work to end of fsync
    std::chrono::microseconds mean_commit{};
    std::chrono::microseconds total_commit{};
};

}  // namespace glossd::store
