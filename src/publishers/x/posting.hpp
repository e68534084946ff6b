// One part as a post on X: frozen, sent, and the answer judged. X knows no idempotency key: what
// comes closest is that it refuses a text that the account has posted already.
#pragma once

#include "publishers/publisher.hpp"
#include "publishers/uploads.hpp"
#include "publishers/x/api.hpp"

#include <string>

namespace glossd::publishers::x {

inline constexpr text::LengthRule usual_length{text::Counting::x, 280, 23, true};

// {"account": name, "text": ..., "images": [...]}: whose post it will be, and what POST /2/tweets
// and the uploads before it get.
std::string freeze_post(const Draft& draft, const AccountFacts& facts);

model::HttpRequest post_request(const Api& api, const SendPart& part, const Uploads& uploads);
Sent read_post(const SendPart& part, const Uploads& uploads, const model::Reply& reply);

std::string address_of(const std::string& account, const std::string& id);

}  // namespace glossd::publishers::x
