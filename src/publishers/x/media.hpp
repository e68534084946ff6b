// The images of a post on X: each uploaded, then described by its alt text, before the post names
// their ids (docs.x.com, media v2). Pure; any thread. An image that X will not take never keeps
// the post from going out, unless the operator wants that.
#pragma once

#include "publishers/publisher.hpp"
#include "publishers/uploads.hpp"
#include "publishers/x/api.hpp"

namespace glossd::publishers::x {

MediaRule usual_media();

// The call for item `at`: the upload, the question how far it is, or its alt text.
model::HttpRequest media_request(const Api& api, const SendPart& part, const Uploads& uploads,
                                 std::size_t at);
Sent read_media(const SendPart& part, Uploads uploads, std::size_t at, const model::Reply& reply,
                config::OnMediaError policy);

// The post was refused because of its images: what follows. Nothing when that is not the reason.
std::optional<Sent> media_refusal(Uploads uploads, const model::HttpReply& reply);

}  // namespace glossd::publishers::x
