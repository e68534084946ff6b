#include "publishers/webhook/publisher.hpp"

#include "publishers/http_reply.hpp"
#include "publishers/json.hpp"
#include "text/time_format.hpp"
#include "text/url.hpp"

#include <utility>

namespace glossd::publishers::webhook {

using model::Outcome;
using model::OutcomeKind;

namespace {

constexpr std::size_t largest_reply = 1024 * 1024;

void put(OrderedJson& object, const char* key, const std::string& value) {
    if (!value.empty()) object[key] = value;
}

OrderedJson media_of(const Draft& draft) {
    auto list = OrderedJson::array();
    for (const auto& media : draft.media) {
        OrderedJson item;
        item["url"] = media.url;
        put(item, "type", media.type);
        put(item, "alt", media.alt.value_or(""));
        if (media.size > 0) item["size"] = media.size;
        list.push_back(std::move(item));
    }
    return list;
}

OrderedJson post_of(const Draft& draft) {
    OrderedJson post;
    post["id"] = draft.post_id;
    post["url"] = draft.link;
    put(post, "author", draft.author);
    if (draft.published) post["published"] = text::to_rfc3339(*draft.published);
    post["tags"] = draft.tags;
    post["media"] = media_of(draft);
    return post;
}

OutcomeKind refusal_kind(int status) {
    switch (status) {
        case 401:
        case 403:
            return OutcomeKind::unauthorized;
        case 408:
            return OutcomeKind::unknown;
        case 413:
            return OutcomeKind::too_large;
        case 429:
            return OutcomeKind::rate_limited;
        default:
            return status >= 500 ? OutcomeKind::unknown : OutcomeKind::rejected;
    }
}

Published read_accepted(const model::HttpReply& reply) {
    const auto answer = parse_json(reply.body);
    auto url = string_at(answer, "url");
    if (!text::parse_url(url)) url.clear();
    // No remote id: receivers answer with what they like, and ids must be unique in the ledger.
    return {"", std::move(url)};
}

}  // namespace

WebhookPublisher::WebhookPublisher(std::string target, std::string url, config::Secret token)
    : target_(std::move(target)), url_(std::move(url)), token_(std::move(token)) {}

Prepared WebhookPublisher::read_prepare(const Progress&, const model::Reply*) const {
    return AccountFacts{};
}

std::string WebhookPublisher::freeze(const Draft& draft, const AccountFacts&) const {
    OrderedJson payload;
    payload["target"] = target_;
    payload["language"] = draft.language;
    payload["source"] = draft.source;
    payload["post"] = post_of(draft);
    payload["title"] = draft.title;
    payload["text"] = draft.text;
    put(payload, "content_warning", draft.content_warning);
    payload["part"] = draft.part + 1;
    payload["parts"] = draft.parts;
    put(payload, "disclosure", draft.disclosure);
    return write_json(payload);
}

model::HttpRequest WebhookPublisher::request_with(const std::string& key, std::string body) const {
    model::HttpRequest request;
    request.method = "POST";
    request.url = url_;
    request.headers = {{"Content-Type", "application/json"}, {"X-Glossd-Delivery", key}};
    if (!token_.empty()) {
        request.headers.emplace_back("Authorization", "Bearer " + token_.reveal());
    }
    request.body = std::move(body);
    request.max_body = largest_reply;
    return request;
}

model::Request WebhookPublisher::send_request(const SendPart& part, const Progress&) const {
    OrderedJson body;
    body["id"] = part.key;
    const auto payload = OrderedJson::parse(part.payload, nullptr, false);
    if (payload.is_object()) body.update(payload);
    return request_with(part.key, write_json(body));
}

model::Request WebhookPublisher::retract_request(const SentPart& part) const {
    OrderedJson body;
    body["id"] = part.key;
    body["target"] = target_;
    body["retracted"] = true;
    return request_with(part.key, write_json(body));
}

Outcome WebhookPublisher::read_retract(const model::Reply& reply) const {
    return gone_or(reply, [this](const model::HttpReply& refusal) {
        const auto kind = refusal.status == 409 ? OutcomeKind::ok : refusal_kind(refusal.status);
        return outcome_of(kind == OutcomeKind::unknown ? OutcomeKind::transient : kind, refusal,
                          token_);
    });
}

Sent WebhookPublisher::read_send(const SendPart&, const Progress&,
                                 const model::Reply& reply) const {
    const auto http = reply_to_post(reply);
    if (!http) return http.error();
    const auto status = (*http)->status;
    if ((status >= 200 && status < 300) || status == 409) return read_accepted(**http);
    if (status >= 300 && status < 400) return moved_outcome(**http, "url");
    return outcome_of(refusal_kind(status), **http, token_);
}

model::Request WebhookPublisher::look_up_request(const SendPart&, const AccountFacts&,
                                                 const Progress&) const {
    model::HttpRequest request;
    request.url = url_;
    return request;
}

LookedUp WebhookPublisher::read_look_up(const SendPart&, const AccountFacts&, const Progress&,
                                        const model::Reply&,
                                        const std::function<bool(const std::string&)>&) const {
    return Outcome{OutcomeKind::rejected, "a webhook cannot be read back", std::nullopt};
}

}  // namespace glossd::publishers::webhook
