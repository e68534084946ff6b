// The publisher for Mastodon and servers with its client API. A value; any thread. Server side
// facts are in facts, images in media, the status and its answer in posting, reading back in
// look_up, telling our posts from others in own_posts.
#pragma once

#include "publishers/mastodon/api.hpp"
#include "publishers/publisher.hpp"

namespace glossd::publishers::mastodon {

class MastodonPublisher final : public Publisher {
  public:
    MastodonPublisher(Api api, config::OnMediaError on_media_error)
        : api_(std::move(api)), on_media_error_(on_media_error) {}

    std::optional<model::Request> prepare_request(const Progress& progress) const override;
    Prepared read_prepare(const Progress& progress, const model::Reply* reply) const override;
    std::string freeze(const Draft& draft, const AccountFacts& facts) const override;
    model::Request send_request(const SendPart& part, const Progress& progress) const override;
    Sent read_send(const SendPart& part, const Progress& progress,
                   const model::Reply& reply) const override;
    bool can_look_up() const override { return true; }
    bool repeat_is_safe() const override { return false; }
    model::Request look_up_request(const SendPart& part, const AccountFacts& facts,
                                   const Progress& progress) const override;
    LookedUp read_look_up(const SendPart& part, const AccountFacts& facts, const Progress& progress,
                          const model::Reply& reply,
                          const std::function<bool(const std::string&)>& taken) const override;
    std::optional<model::Request> own_posts_request(const AccountFacts& facts,
                                                    const Progress& progress) const override;
    SeenOwn read_own_posts(const Progress& progress, const model::Reply& reply) const override;
    model::Request retract_request(const SentPart& part) const override;
    model::Outcome read_retract(const model::Reply& reply) const override;

  private:
    Api api_;
    config::OnMediaError on_media_error_;
};

}  // namespace glossd::publishers::mastodon
