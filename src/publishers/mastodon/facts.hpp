// Asking a server for its limits and for who we are there: /api/v2/instance, where that is missing
// /api/v1/instance, then verify_credentials. Only the last one must be answered: a server that
// tells no limits has Mastodon's.
#pragma once

#include "publishers/mastodon/api.hpp"
#include "publishers/publisher.hpp"

namespace glossd::publishers::mastodon {

inline constexpr text::LengthRule usual_length{text::Counting::mastodon, 500, 23, true};

model::HttpRequest facts_request(const Api& api, const Progress& progress);
Prepared read_facts(const Api& api, const Progress& progress, const model::Reply& reply);

}  // namespace glossd::publishers::mastodon
