// One part as a status: frozen, sent, and the answer judged. Idempotency-Key is sent as a second
// belt only: GoToSocial and snac ignore it, and a 5xx may stand for a post that was accepted.
#pragma once

#include "publishers/mastodon/api.hpp"
#include "publishers/publisher.hpp"
#include "publishers/uploads.hpp"

#include <string>

namespace glossd::publishers::mastodon {

// JSON body of POST /api/v1/statuses without in_reply_to_id and media_ids, which are known only at
// sending; and "images" (publishers/uploads.hpp), which is not sent.
std::string freeze_status(const Draft& draft, const AccountFacts& facts);

model::HttpRequest post_request(const Api& api, const SendPart& part, const Uploads& uploads);
Sent read_post(const Api& api, const SendPart& part, const Uploads& uploads,
               const model::Reply& reply);

}  // namespace glossd::publishers::mastodon
