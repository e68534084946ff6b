#include "publishers/x/publisher.hpp"

#include "platform/x_reply.hpp"
#include "publishers/http_reply.hpp"
#include "publishers/json.hpp"
#include "publishers/x/look_up.hpp"
#include "publishers/x/media.hpp"
#include "publishers/x/posting.hpp"

#include <utility>

namespace glossd::publishers::x {

std::optional<model::Request> XPublisher::prepare_request(const Progress&) const {
    return api_.get("/2/users/me");
}

Prepared XPublisher::read_prepare(const Progress& progress, const model::Reply* reply) const {
    if (!reply) return progress;
    const auto http = reply_to_read(*reply);
    if (!http) return http.error();
    if ((*http)->status != 200) return platform::x_read_outcome(**http);
    const auto body = parse_json((*http)->body);
    const auto& account = member(body, "data");
    auto id = id_at(account, "id");
    if (id.empty()) {
        return model::Outcome{model::OutcomeKind::rejected,
                              "X does not say whose credential this is", std::nullopt};
    }
    return AccountFacts{usual_length, std::move(id), "@" + string_at(account, "username"), "X",
                        usual_media()};
}

std::string XPublisher::freeze(const Draft& draft, const AccountFacts& facts) const {
    return freeze_post(draft, facts);
}

model::Request XPublisher::send_request(const SendPart& part, const Progress& progress) const {
    const auto uploads = Uploads::of(part, progress);
    if (const auto at = uploads.current()) return media_request(api_, part, uploads, *at);
    return post_request(api_, part, uploads);
}

Sent XPublisher::read_send(const SendPart& part, const Progress& progress,
                           const model::Reply& reply) const {
    auto uploads = Uploads::of(part, progress);
    if (const auto at = uploads.current())
        return read_media(part, std::move(uploads), *at, reply, on_media_error_);
    return read_post(part, uploads, reply);
}

model::Request XPublisher::look_up_request(const SendPart& part, const AccountFacts& facts,
                                           const Progress& progress) const {
    return x::look_up_request(api_, part, facts, progress);
}

LookedUp XPublisher::read_look_up(const SendPart& part, const AccountFacts&,
                                  const Progress& progress, const model::Reply& reply,
                                  const std::function<bool(const std::string&)>& taken) const {
    return x::read_look_up(part, progress, reply, taken);
}

model::Request XPublisher::retract_request(const SentPart& part) const {
    return api_.remove("/2/tweets/" + part.remote_id);
}

model::Outcome XPublisher::read_retract(const model::Reply& reply) const {
    return gone_or(
        reply, [](const model::HttpReply& refusal) { return platform::x_read_outcome(refusal); });
}

}  // namespace glossd::publishers::x
