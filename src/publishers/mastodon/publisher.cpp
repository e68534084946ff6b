#include "publishers/mastodon/publisher.hpp"

#include "publishers/http_reply.hpp"
#include "publishers/mastodon/facts.hpp"
#include "publishers/mastodon/look_up.hpp"
#include "publishers/mastodon/media.hpp"
#include "publishers/mastodon/own_posts.hpp"
#include "publishers/mastodon/posting.hpp"

namespace glossd::publishers::mastodon {

std::optional<model::Request> MastodonPublisher::prepare_request(const Progress& progress) const {
    return facts_request(api_, progress);
}

Prepared MastodonPublisher::read_prepare(const Progress& progress,
                                         const model::Reply* reply) const {
    if (!reply) return progress;
    return read_facts(api_, progress, *reply);
}

std::string MastodonPublisher::freeze(const Draft& draft, const AccountFacts& facts) const {
    return freeze_status(draft, facts);
}

model::Request MastodonPublisher::send_request(const SendPart& part,
                                               const Progress& progress) const {
    const auto uploads = Uploads::of(part, progress);
    if (const auto at = uploads.current()) return media_request(api_, part, uploads, *at);
    return post_request(api_, part, uploads);
}

Sent MastodonPublisher::read_send(const SendPart& part, const Progress& progress,
                                  const model::Reply& reply) const {
    auto uploads = Uploads::of(part, progress);
    if (const auto at = uploads.current())
        return read_media(api_, part, std::move(uploads), *at, reply, on_media_error_);
    return read_post(api_, part, uploads, reply);
}

model::Request MastodonPublisher::look_up_request(const SendPart&, const AccountFacts& facts,
                                                  const Progress& progress) const {
    return mastodon::look_up_request(api_, facts, progress);
}

LookedUp MastodonPublisher::read_look_up(
    const SendPart& part, const AccountFacts&, const Progress& progress, const model::Reply& reply,
    const std::function<bool(const std::string&)>& taken) const {
    return mastodon::read_look_up(api_, part, progress, reply, taken);
}

std::optional<model::Request> MastodonPublisher::own_posts_request(const AccountFacts& facts,
                                                                   const Progress& progress) const {
    return mastodon::own_posts_request(api_, facts, progress);
}

SeenOwn MastodonPublisher::read_own_posts(const Progress& progress,
                                          const model::Reply& reply) const {
    return mastodon::read_own_posts(api_, progress, reply);
}

model::Request MastodonPublisher::retract_request(const SentPart& part) const {
    return api_.remove("/api/v1/statuses/" + part.remote_id + "?delete_media=true");
}

model::Outcome MastodonPublisher::read_retract(const model::Reply& reply) const {
    return gone_or(reply, [this](const model::HttpReply& refusal) {
        const auto trouble = api_.trouble(refusal);
        return trouble ? *trouble : outcome_of(model::OutcomeKind::rejected, refusal, api_.token());
    });
}

}  // namespace glossd::publishers::mastodon
