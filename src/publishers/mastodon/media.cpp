#include "publishers/mastodon/media.hpp"

#include "publishers/http_reply.hpp"
#include "text/ascii.hpp"
#include "text/percent.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace glossd::publishers::mastodon {

using model::HttpReply;
using model::Outcome;
using model::OutcomeKind;
using Step = Upload::Step;

namespace {

constexpr std::size_t megabytes = 1024 * 1024;

// Mastodon deletes what no status uses after a day.
constexpr std::chrono::hours kept{20};

constexpr int most_unfinished = 5;  // refusals because an image was not ready yet

bool says(const std::string& words, std::string_view needle) {
    return words.find(needle) != std::string::npos;
}

Sent read_accepted(const SendPart& part, Uploads uploads, std::size_t at, const HttpReply& reply,
                   config::OnMediaError policy) {
    auto id = id_at(parse_json(reply.body), "id");
    if (id.empty()) return uploads.broken(at, "the server answered without an id", policy);
    Upload item{reply.status == 202 ? Step::processing : Step::ready, std::move(id), std::nullopt};
    if (part.attempt_started) item.good_until = *part.attempt_started + kept;
    auto progress = uploads.moved(at, std::move(item));
    if (reply.status == 202) progress.pause = std::chrono::seconds(1);
    return progress;
}

Sent read_state(Uploads uploads, std::size_t at, const HttpReply& reply,
                config::OnMediaError policy) {
    if (reply.status == 200) {
        auto item = uploads.items[at];
        item.step = Step::ready;
        return uploads.moved(at, std::move(item));
    }
    if (auto waits = uploads.waits(std::nullopt)) return std::move(*waits);
    return uploads.refused(at, "the server did not finish its work on it", policy);
}

// Of a call that an image is the reason for; everything else is the server's or the token's.
Sent read_refusal(const Api& api, Uploads uploads, std::size_t at, const HttpReply& reply,
                  config::OnMediaError policy) {
    const auto status = reply.status;
    const bool asking = uploads.items[at].step == Step::processing;
    if (!asking && !uploads.former_address && (status == 404 || status == 405)) {
        uploads.former_address = true;
        return uploads.progress();
    }
    const auto words = outcome_of(OutcomeKind::rejected, reply, api.token()).message;
    if (status == 403) {
        return uploads.refused(at, words + " (does the token have the scope write:media?)", policy);
    }
    // Mastodon says 500 when it cannot make a thumbnail.
    if (status == 500) return uploads.broken(at, words, policy);
    if (auto trouble = api.trouble(reply)) return std::move(*trouble);
    return uploads.refused(at, words, policy);
}

}  // namespace

MediaRule usual_media() {
    MediaRule rule;
    rule.most = 4;
    rule.types = {"image/jpeg", "image/png", "image/gif", "image/webp"};
    rule.largest = 16 * megabytes;
    rule.largest_gif = rule.largest;
    rule.longest_alt = 1500;
    return rule;
}

model::HttpRequest media_request(const Api& api, const SendPart& part, const Uploads& uploads,
                                 std::size_t at) {
    const auto& item = uploads.items[at];
    if (item.step == Step::processing)
        return api.get("/api/v1/media/" + text::percent_encode(item.id));
    const auto& image = uploads.images[at];
    auto request = api.get(uploads.former_address ? "/api/v1/media" : "/api/v2/media");
    request.method = "POST";
    if (!image.alt.empty()) request.form.push_back({.name = "description", .value = image.alt});
    request.form.push_back(file_field(part, "file", image));
    return request;
}

Sent read_media(const Api& api, const SendPart& part, Uploads uploads, std::size_t at,
                const model::Reply& reply, config::OnMediaError policy) {
    const auto http = reply_to_read(reply);
    if (!http) {
        const auto* failure = std::get_if<model::ExchangeFailure>(&reply);
        if (!failure || !failure->maybe_received) return http.error();
        return uploads.broken(at, failure->error.message, policy);
    }
    const auto status = (*http)->status;
    if (status < 200 || status >= 300)
        return read_refusal(api, std::move(uploads), at, **http, policy);
    if (uploads.items[at].step == Step::processing)
        return read_state(std::move(uploads), at, **http, policy);
    return read_accepted(part, std::move(uploads), at, **http, policy);
}

std::optional<Sent> media_refusal(const Api& api, const SendPart& part, Uploads uploads,
                                  const HttpReply& reply) {
    const auto status = reply.status;
    if (uploads.ids().empty() || (status != 400 && status != 404 && status != 422))
        return std::nullopt;
    const auto words = text::to_lower(error_words(reply, api.token()));
    if (says(words, "not finished processing") && uploads.refusals < most_unfinished) {
        for (auto& item : uploads.items) {
            if (item.step == Step::ready) item.step = Step::processing;
        }
        ++uploads.refusals;
        return uploads.progress({}, std::chrono::seconds(1));
    }
    if (!says(words, "media") && !says(words, "attach")) return std::nullopt;
    // "Not found or already attached": after an attempt whose outcome is not known it may be the
    // status of that attempt which has them.
    if (part.repeated) {
        auto outcome = outcome_of(OutcomeKind::unknown, reply, api.token());
        outcome.said_present = true;
        return outcome;
    }
    if (uploads.refusals > 0) return std::nullopt;
    return uploads.anew("its images are uploaded again: " +
                        outcome_of(OutcomeKind::rejected, reply, api.token()).message);
}

}  // namespace glossd::publishers::mastodon
