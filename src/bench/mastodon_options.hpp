// What kind of Mastodon server the stand-in is, and who has an account on it. A value.
#pragma once

#include "bench/server.hpp"

#include <string>
#include <vector>

namespace glossd::bench {

struct MastodonAccount {
    std::string username;
    std::string token;
    std::string language = "en";         // of posts that name none
    bool disabled = false;               // by a moderator: signed in, and let into nothing
    std::string application = "glossd";  // that the token belongs to; empty: the server names none

    bool operator==(const MastodonAccount&) const = default;
};

struct MastodonOptions {
    std::vector<MastodonAccount> accounts;
    std::size_t max_characters = 500;
    std::size_t characters_reserved_per_url = 23;
    bool has_v2_instance = true;      // else only /api/v1/instance, as before Mastodon 4
    bool honours_keys = true;         // Idempotency-Key; GoToSocial, snac and Pixelfed do not
    bool repeat_answers_500 = false;  // builds of 2026 until PR 40439: no second post, but a 500
    // snac 2.94: v1 instance only, no keys, since_id and min_id ignored, reading needs a token,
    // <br> only, errors as HTML, ids of unix time and 32 hex digits.
    bool snac = false;
    int registrations = 0;     // of applications, then no more for a while; 0: no limit
    int media_polls = 0;       // 0: an upload is ready at once, else after so many questions
    int forgets_media = 0;     // so many statuses find theirs gone, as after a day
    bool has_v2_media = true;  // else only /api/v1/media, as before Mastodon 3.1
    std::size_t image_size_limit = 16 * 1024 * 1024;  // bytes
    std::size_t description_limit = 1500;
    std::vector<std::string> media_types = {"image/jpeg", "image/png", "image/gif", "image/webp"};
    int rate_limit = 0;  // requests of a token in a window; 0: none
    model::Duration rate_window = std::chrono::minutes(5);
    Acceptance accept_at = Acceptance::at_end;  // of the latency
};

}  // namespace glossd::bench
