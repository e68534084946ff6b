// The images of a status: uploaded one by one before it is posted, each with its alt text, and
// waited for while the server works on them (docs.joinmastodon.org/methods/media). Pure; any
// thread. A server that takes no image never keeps the status from going out, unless the operator
// wants that.
#pragma once

#include "publishers/mastodon/api.hpp"
#include "publishers/publisher.hpp"
#include "publishers/uploads.hpp"

namespace glossd::publishers::mastodon {

// What Mastodon has, for servers that do not say.
MediaRule usual_media();

// The call for item `at`: the upload, or the question how far it is.
model::HttpRequest media_request(const Api& api, const SendPart& part, const Uploads& uploads,
                                 std::size_t at);
Sent read_media(const Api& api, const SendPart& part, Uploads uploads, std::size_t at,
                const model::Reply& reply, config::OnMediaError policy);

// The status was refused because of its images: what follows. Nothing when that is not the reason.
std::optional<Sent> media_refusal(const Api& api, const SendPart& part, Uploads uploads,
                                  const model::HttpReply& reply);

}  // namespace glossd::publishers::mastodon
