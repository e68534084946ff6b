#include "publishers/x/posting.hpp"

#include "platform/x_reply.hpp"
#include "publishers/http_reply.hpp"
#include "publishers/json.hpp"
#include "publishers/x/media.hpp"
#include "publishers/x/wording.hpp"

#include <utility>

namespace glossd::publishers::x {

using model::Outcome;
using model::OutcomeKind;

std::string freeze_post(const Draft& draft, const AccountFacts& facts) {
    OrderedJson payload;
    payload["account"] = facts.handle.substr(facts.handle.find_first_not_of('@'));
    payload["text"] = is_of_x(draft.link) ? without_marks(draft.text)
                                          : defuse_mentions(without_marks(draft.text));
    if (!draft.images.empty()) payload["images"] = images_json(draft.images);
    return write_json(payload);
}

// X refuses keys it does not know, so nothing else may be in the body. A post of images alone has
// no text. The ids of images are no part of the frozen payload, because they expire.
model::HttpRequest post_request(const Api& api, const SendPart& part, const Uploads& uploads) {
    OrderedJson body;
    const auto text = string_at(parse_json(part.payload), "text");
    const auto ids = uploads.ids();
    if (!text.empty() || ids.empty()) body["text"] = text;
    if (!ids.empty()) body["media"]["media_ids"] = ids;
    if (!part.reply_to.empty()) body["reply"] = {{"in_reply_to_tweet_id", part.reply_to}};
    return api.post("/2/tweets", write_json(body));
}

Sent read_post(const SendPart& part, const Uploads& uploads, const model::Reply& reply) {
    const auto http = reply_to_post(reply);
    if (!http) return http.error();
    const auto status = (*http)->status;
    if (status < 200 || status >= 300) {
        if (status < 400) return moved_outcome(**http, "base_url");
        if (auto about_images = media_refusal(uploads, **http)) return std::move(*about_images);
        return platform::x_post_outcome(**http);
    }
    const auto answer = parse_json((*http)->body);
    auto id = id_at(member(answer, "data"), "id");
    if (id.empty()) {
        return Outcome{OutcomeKind::unknown,
                       "X accepted the request but did not answer with a post", std::nullopt};
    }
    auto url = address_of(string_at(parse_json(part.payload), "account"), id);
    return Published{std::move(id), std::move(url), platform::x_rest(**http)};
}

std::string address_of(const std::string& account, const std::string& id) {
    return "https://x.com/" + (account.empty() ? "i" : account) + "/status/" + id;
}

}  // namespace glossd::publishers::x
