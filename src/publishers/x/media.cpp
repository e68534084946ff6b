#include "publishers/x/media.hpp"

#include "platform/x_reply.hpp"
#include "publishers/http_reply.hpp"
#include "text/ascii.hpp"
#include "text/percent.hpp"

#include <chrono>
#include <utility>

namespace glossd::publishers::x {

using model::HttpReply;
using model::Outcome;
using model::OutcomeKind;
using Step = Upload::Step;

namespace {

constexpr std::size_t megabytes = 1024 * 1024;
constexpr std::size_t longest_alt = 1000;

// The metadata call describes an image that is there already: without it the image still goes.
Upload described(Upload item) {
    item.step = Step::ready;
    return item;
}

// What the upload and the question how far it is answer alike.
Sent read_data(const SendPart& part, Uploads uploads, std::size_t at, const HttpReply& reply,
               config::OnMediaError policy) {
    const auto answer = parse_json(reply.body);
    const auto& data = member(answer, "data");
    auto item = uploads.items[at];
    const bool asked = item.step == Step::processing;
    if (auto id = id_at(data, "id"); !id.empty()) item.id = std::move(id);
    if (item.id.empty()) return uploads.broken(at, "X answered without an id", policy);
    const auto lifetime = number_at(data, "expires_after_secs");
    if (lifetime && part.attempt_started)
        item.good_until = *part.attempt_started + std::chrono::seconds(*lifetime);
    const auto& processing = member(data, "processing_info");
    const auto state = string_at(processing, "state");
    if (state == "failed") return uploads.refused(at, "X could not process it", policy);
    if (state == "pending" || state == "in_progress") {
        item.step = Step::processing;
        if (!asked) uploads.tries = 0;
        uploads.items[at] = std::move(item);
        const auto seconds = number_at(processing, "check_after_secs");
        const auto told =
            seconds ? std::optional<model::Duration>(std::chrono::seconds(*seconds)) : std::nullopt;
        if (auto waits = uploads.waits(told)) return std::move(*waits);
        return uploads.refused(at, "X did not finish its work on it", policy);
    }
    item.step = uploads.images[at].alt.empty() ? Step::ready : Step::undescribed;
    return uploads.moved(at, std::move(item));
}

Sent read_refusal(Uploads uploads, std::size_t at, const HttpReply& reply,
                  config::OnMediaError policy) {
    auto outcome = platform::x_read_outcome(reply);
    if (reply.status == 500) return uploads.broken(at, outcome.message, policy);
    const bool of_service = outcome.kind == OutcomeKind::transient ||
                            outcome.kind == OutcomeKind::rate_limited ||
                            outcome.kind == OutcomeKind::quota || reply.status == 401;
    if (of_service) return outcome;
    if (reply.status == 403) outcome.message += " (may the app upload media, scope media.write?)";
    if (uploads.items[at].step != Step::undescribed)
        return uploads.refused(at, outcome.message, policy);
    if (policy == config::OnMediaError::hold) return uploads.refused(at, outcome.message, policy);
    auto progress = uploads.moved(at, described(uploads.items[at]));
    progress.note =
        "published without the alt text of " + uploads.images[at].address + ": " + outcome.message;
    return progress;
}

}  // namespace

MediaRule usual_media() {
    MediaRule rule;
    rule.most = 4;
    rule.types = {"image/jpeg", "image/png", "image/gif", "image/webp"};
    rule.largest = 5 * megabytes;
    rule.largest_gif = 15 * megabytes;
    rule.gif_alone = true;
    rule.longest_alt = longest_alt;
    return rule;
}

model::HttpRequest media_request(const Api& api, const SendPart& part, const Uploads& uploads,
                                 std::size_t at) {
    const auto& item = uploads.items[at];
    const auto& image = uploads.images[at];
    if (item.step == Step::processing)
        return api.get("/2/media/upload?command=STATUS&media_id=" + text::percent_encode(item.id));
    if (item.step == Step::undescribed) {
        OrderedJson body;
        body["id"] = item.id;
        body["metadata"]["alt_text"]["text"] = image.alt;
        return api.post("/2/media/metadata", write_json(body));
    }
    auto request = api.get("/2/media/upload");
    request.method = "POST";
    const bool gif = image.type == "image/gif";
    request.form.push_back({.name = "media_category", .value = gif ? "tweet_gif" : "tweet_image"});
    request.form.push_back(file_field(part, "media", image));
    return request;
}

Sent read_media(const SendPart& part, Uploads uploads, std::size_t at, const model::Reply& reply,
                config::OnMediaError policy) {
    const auto http = reply_to_read(reply);
    if (!http) {
        const auto* failure = std::get_if<model::ExchangeFailure>(&reply);
        if (!failure || !failure->maybe_received) return http.error();
        return uploads.broken(at, failure->error.message, policy);
    }
    const auto status = (*http)->status;
    if (status >= 300 && status < 400) return moved_outcome(**http, "base_url");
    if (status < 200 || status >= 300) return read_refusal(std::move(uploads), at, **http, policy);
    if (uploads.items[at].step == Step::undescribed)
        return uploads.moved(at, described(uploads.items[at]));
    return read_data(part, std::move(uploads), at, **http, policy);
}

std::optional<Sent> media_refusal(Uploads uploads, const HttpReply& reply) {
    if (uploads.ids().empty() || uploads.refusals > 0) return std::nullopt;
    if (reply.status != 400 && reply.status != 403 && reply.status != 404) return std::nullopt;
    const auto words = text::to_lower(platform::x_post_outcome(reply).message);
    const bool about_media = words.find("media") != words.npos ||
                             text::to_lower(reply.body).find("media_ids") != std::string::npos;
    if (!about_media) return std::nullopt;
    return uploads.anew("its images are uploaded again: " +
                        platform::x_post_outcome(reply).message);
}

}  // namespace glossd::publishers::x
