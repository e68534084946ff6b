#include "publishers/mastodon/posting.hpp"

#include "publishers/http_reply.hpp"
#include "publishers/mastodon/media.hpp"
#include "publishers/mastodon/wording.hpp"
#include "text/ascii.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace glossd::publishers::mastodon {

using model::HttpReply;
using model::Outcome;
using model::OutcomeKind;

namespace {

template <std::size_t size>
bool says_any(const std::string& words, const std::array<std::string_view, size>& needles) {
    return std::any_of(needles.begin(), needles.end(), [&](std::string_view needle) {
        return words.find(needle) != std::string::npos;
    });
}

// 403 of Mastodon, GoToSocial and Pleroma about the token or the account; any other is about
// this status ("This action is not allowed").
constexpr std::array<std::string_view, 6> credential_words{"scope",      "token",    "login",
                                                           "permission", "disabled", "suspend"};

constexpr std::array<std::string_view, 3> length_words{"character limit", "too long",
                                                       "characters provided"};

// GoToSocial turns requests away before it looks at them.
constexpr std::array<std::string_view, 3> throttle_words{"throttl", "capacity exceeded",
                                                         "waiting for a pending request"};

OutcomeKind unavailable_kind(const HttpReply& reply, const std::string& words) {
    const bool turned_away =
        reply.header("Retry-After") && (words.empty() || says_any(words, throttle_words));
    return turned_away ? OutcomeKind::rate_limited : OutcomeKind::unknown;
}

OutcomeKind refusal_kind(const HttpReply& reply, const std::string& words) {
    switch (reply.status) {
        case 401:
            return OutcomeKind::unauthorized;
        case 403:
            return says_any(words, credential_words) ? OutcomeKind::unauthorized
                                                     : OutcomeKind::rejected;
        case 408:
            return OutcomeKind::unknown;
        case 413:
            return OutcomeKind::too_large;
        case 400:
        case 422:
            return says_any(words, length_words) ? OutcomeKind::too_large : OutcomeKind::rejected;
        case 429:
            return OutcomeKind::rate_limited;
        case 503:
            return unavailable_kind(reply, words);
        default:
            return reply.status >= 500 ? OutcomeKind::unknown : OutcomeKind::rejected;
    }
}

Outcome refusal(const Api& api, const HttpReply& reply) {
    const auto words = text::to_lower(error_words(reply, api.token()));
    auto outcome = outcome_of(refusal_kind(reply, words), reply, api.token());
    if (reply.status == 404) {
        outcome.message +=
            " (the part before it in the thread is gone, or this part was published before and "
            "then deleted)";
    }
    return outcome;
}

// A ScheduledStatus has an id too, but of something that is not published.
bool is_scheduled(const Json& status) {
    return status.contains("scheduled_at") && status.contains("params");
}

Sent read_accepted(const HttpReply& reply) {
    const auto status = parse_flat_json(reply.body);
    auto id = id_at(status, "id");
    if (id.empty() || is_scheduled(status)) {
        return Outcome{OutcomeKind::unknown,
                       "the server accepted the request but did not answer with a status",
                       std::nullopt};
    }
    return Published{std::move(id), address_of(status)};
}

}  // namespace

std::string freeze_status(const Draft& draft, const AccountFacts& facts) {
    const auto wording = defuse_mentions({draft.text, draft.content_warning}, facts.length);
    OrderedJson payload;
    payload["status"] = wording.status;
    if (!wording.warning.empty()) payload["spoiler_text"] = wording.warning;
    if (!draft.visibility.empty()) payload["visibility"] = draft.visibility;
    if (const auto code = language_code(draft.language); !code.empty()) payload["language"] = code;
    // snac shows a warning only together with it.
    if (!wording.warning.empty()) payload["sensitive"] = true;
    if (!draft.images.empty()) payload["images"] = images_json(draft.images);
    return write_json(payload);
}

model::HttpRequest post_request(const Api& api, const SendPart& part, const Uploads& uploads) {
    auto body = part.payload;
    if (!part.reply_to.empty() || !uploads.images.empty()) {
        auto status = OrderedJson::parse(part.payload, nullptr, false);
        if (status.is_object()) {
            status.erase("images");
            if (const auto ids = uploads.ids(); !ids.empty()) status["media_ids"] = ids;
            if (!part.reply_to.empty()) status["in_reply_to_id"] = part.reply_to;
            body = write_json(status);
        }
    }
    auto request = api.post("/api/v1/statuses", std::move(body));
    request.headers.emplace_back("Idempotency-Key", part.key);
    return request;
}

Sent read_post(const Api& api, const SendPart& part, const Uploads& uploads,
               const model::Reply& reply) {
    const auto http = reply_to_post(reply);
    if (!http) return http.error();
    const auto status = (*http)->status;
    if (status >= 200 && status < 300) return read_accepted(**http);
    if (status >= 300 && status < 400) return moved_outcome(**http, "server");
    if (auto about_images = media_refusal(api, part, uploads, **http))
        return std::move(*about_images);
    return refusal(api, **http);
}

}  // namespace glossd::publishers::mastodon
