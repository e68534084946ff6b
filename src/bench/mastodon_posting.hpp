// The body of POST /api/v1/statuses, read and judged as Mastodon does (PostStatusService,
// StatusLengthValidator). Pure; any thread. Whether the status replied to exists is not judged
// here.
#pragma once

#include "bench/http.hpp"
#include "bench/mastodon_options.hpp"

#include <optional>
#include <string>
#include <vector>

namespace glossd::bench {

struct Posting {
    std::string text;
    std::string spoiler_text;
    std::string visibility;
    std::string language;
    std::string in_reply_to_id;
    std::vector<std::string> media_ids = {};
};

// JSON or a form; white space around the text goes. Nothing when the body cannot be read. Media
// ids are read from JSON only.
std::optional<Posting> read_posting(const Request& request);

// What Mastodon says with 422, or nothing.
std::optional<std::string> validation_error(const Posting& posting, const MastodonOptions& options);

}  // namespace glossd::bench
