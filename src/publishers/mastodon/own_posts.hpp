// Telling our posts from those of the account's owner: a Status names the application that made it
// (docs "entities/Status": `application`, always shown to its author), and the token says which one
// it belongs to. Servers that name none (snac, some Pleroma) cannot tell; then nothing is ours.
#pragma once

#include "publishers/mastodon/api.hpp"
#include "publishers/publisher.hpp"

namespace glossd::publishers::mastodon {

model::HttpRequest own_posts_request(const Api& api, const AccountFacts& facts,
                                     const Progress& progress);
SeenOwn read_own_posts(const Api& api, const Progress& progress, const model::Reply& reply);

}  // namespace glossd::publishers::mastodon
