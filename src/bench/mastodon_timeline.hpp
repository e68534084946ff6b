// The statuses of a pretended Mastodon server, in order of acceptance, and how its lists page
// through them. Ids grow like Mastodon's snowflakes: order by (length, then bytes). One thread.
#pragma once

#include "model/time.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace glossd::bench {

// One file of a status.
struct Attachment {
    std::string id;
    std::string type;  // MIME type it was uploaded as
    std::string description;
    std::string content;

    bool operator==(const Attachment&) const = default;
};

struct Status {
    std::string id;
    std::string account;  // user name
    std::string text;     // as sent
    std::string spoiler_text;
    std::string language;
    std::string visibility;
    std::string in_reply_to_id;  // empty: no reply
    std::string key;             // the Idempotency-Key it came with, or empty
    model::WallTime created;
    std::vector<Attachment> media = {};
    std::string application = {};  // that made it; empty: not named

    bool operator==(const Status&) const = default;
};

// Mastodon's paging: `max_id` and `since_id` are strict bounds of the newest page, `min_id` asks
// for the page right above it. The answer is newest first in every case.
struct Paging {
    std::string max_id;
    std::string since_id;
    std::string min_id;
    std::size_t limit = 20;
};

class Timeline {
  public:
    enum class Ids { snowflake, snac };  // snac: unix time and 32 hex digits

    explicit Timeline(Ids ids) : ids_(ids) {}

    // Gives it an id above all others; `status.created` says when.
    const Status& add(Status status);
    const Status* find(std::string_view id) const;
    bool remove(std::string_view id);

    std::vector<Status> page(const Paging& paging,
                             const std::function<bool(const Status&)>& wanted) const;
    const std::vector<Status>& all() const { return statuses_; }

  private:
    std::string next_id(model::WallTime now);

    Ids ids_;
    std::uint64_t last_id_ = 0;
    std::vector<Status> statuses_;
};

bool id_less(std::string_view a, std::string_view b);

}  // namespace glossd::bench
