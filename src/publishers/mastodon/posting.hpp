// One part as a status: frozen, sent, and the answer judged. Idempotency-Key is sent as a second
// belt only: GoToSocial and snac ignore it, and a 5xx may stand for a post that was accepted.
#pragma once

#include "publishers/mastodon/api.hpp"
#include "publishers/publisher.hpp"

#include <string>

namespace glossd::publishers::mastodon {

// JSON body of POST /api/v1/statuses without in_reply_to_id, which is known only at sending.
std::string freeze_status(const Draft& draft, const AccountFacts& facts);

model::HttpRequest post_request(const Api& api, const SendPart& part);
Sent read_post(const Api& api, const model::Reply& reply);

}  // namespace glossd::publishers::mastodon
