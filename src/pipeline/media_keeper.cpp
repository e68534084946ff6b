#include "pipeline/media_keeper.hpp"

#include "pipeline/image_type.hpp"
#include "publishers/http_reply.hpp"
#include "text/url.hpp"

#include <utility>
#include <variant>

#include <fmt/format.h>

namespace glossd::pipeline {

using model::ErrorKind;
using model::Outcome;
using model::OutcomeKind;

namespace {

constexpr const char* wanted_types = "image/jpeg, image/png, image/gif, image/webp, image/*;q=0.5";

// What a failure of the exchange says about the image: nothing yet, or that it is not to be had.
Outcome outcome_of(const model::ExchangeFailure& failure) {
    const auto kind = failure.error.kind;
    const bool passes = kind == ErrorKind::network || kind == ErrorKind::timeout ||
                        kind == ErrorKind::protocol || kind == ErrorKind::cancelled ||
                        kind == ErrorKind::io;
    return {passes ? OutcomeKind::transient : OutcomeKind::rejected, failure.error.message, {}};
}

Outcome outcome_of(const model::HttpReply& reply) {
    const auto status = reply.status;
    if (status == 200 && !image_type(reply.body).empty()) return {};
    if (status == 200)
        return {OutcomeKind::rejected, fmt::format("it is {}", what_else(reply.body)), {}};
    const bool passes = status == 408 || status == 425 || status >= 500;
    const auto kind = status == 429 ? OutcomeKind::rate_limited
                      : passes      ? OutcomeKind::transient
                                    : OutcomeKind::rejected;
    return publishers::outcome_of(kind, reply, config::Secret());
}

}  // namespace

// A download as the worker read it.
struct MediaKeeper::Arrived {
    Outcome outcome;
    Picture picture;
    std::shared_ptr<const std::string> content;

    static Arrived of(model::Reply reply) {
        if (const auto* failure = std::get_if<model::ExchangeFailure>(&reply))
            return {outcome_of(*failure), {}, nullptr};
        auto* http = std::get_if<model::HttpReply>(&reply);
        if (!http) return {{OutcomeKind::rejected, "it is no HTTP address", {}}, {}, nullptr};
        auto outcome = outcome_of(*http);
        const Picture picture{std::string(image_type(http->body)), http->body.size()};
        return {std::move(outcome), picture,
                std::make_shared<const std::string>(std::move(http->body))};
    }
};

MediaKeeper::MediaKeeper(runtime::Loop& loop, Exchange& exchange, Lanes lanes, Activity& activity,
                         Options options)
    : loop_(loop),
      exchange_(exchange),
      lanes_(std::move(lanes)),
      activity_(activity),
      options_(std::move(options)) {}

void MediaKeeper::stop() {
    stopped_ = true;
    wanted_.clear();
    downloads_.clear();
}

void MediaKeeper::fetch(const Candidate& image, Done done) {
    auto& wanted = wanted_[image.file];
    wanted.address = image.address;
    wanted.waiting.push_back(std::move(done));
    if (wanted.waiting.size() == 1) look(image.file);
}

// From a run before this one, or for another target.
void MediaKeeper::look(const std::string& file) {
    exchange_.start(
        model::FileReadRequest{options_.folder + "/" + file, options_.largest}, options_.timeout,
        [this, file, token = activity_.hold()](const model::Reply& reply) -> Exchange::Completion {
            Picture picture;
            if (const auto* read = std::get_if<model::FileReply>(&reply))
                picture = {std::string(image_type(read->content)), read->content.size()};
            return [this, file, picture, token] {
                if (picture.type.empty()) return join(file);
                answer(file, picture);
            };
        });
}

void MediaKeeper::join(const std::string& file) {
    const auto wanted = wanted_.find(file);
    if (stopped_ || wanted == wanted_.end()) return;
    const auto address = wanted->second.address;
    const auto lost = lost_.find(address);
    if (lost != lost_.end() && loop_.now() < lost->second.until)
        return answer(file, tl::make_unexpected(lost->second.why));
    auto& download = downloads_[address];
    download.files.push_back(file);
    if (download.files.size() > 1) return;
    download.end = std::make_unique<runtime::Timer>(loop_, [this, address] {
        const auto last = downloads_.at(address).last_failure;
        lose(address, last.empty() ? "its host gave no answer in time" : last);
    });
    download.end->start(options_.patience);
    ask(address);
}

void MediaKeeper::ask(const std::string& address) {
    const auto url = text::parse_url(address);
    if (!url) return lose(address, url.error().message);
    auto& lane = lanes_(url->host);
    lane.submit(0, [this, address, &lane] { granted(address, lane); });
}

void MediaKeeper::granted(const std::string& address, flow::LaneDriver& lane) {
    if (stopped_ || downloads_.count(address) == 0) return lane.give_back();
    model::HttpRequest request;
    request.url = address;
    request.headers = {{"Accept", wanted_types}};
    request.trust = model::Trust::content;
    request.follow_redirects = true;
    request.max_body = options_.largest;
    exchange_.start(std::move(request), options_.timeout,
                    [this, address, &lane, began = loop_.now(),
                     token = activity_.hold()](model::Reply reply) -> Exchange::Completion {
                        auto result = std::make_shared<Arrived>(Arrived::of(std::move(reply)));
                        return [this, address, &lane, began, result, token] {
                            lane.finish(result->outcome, began);
                            arrived(address, *result);
                        };
                    });
}

void MediaKeeper::arrived(const std::string& address, const Arrived& arrived) {
    const auto found = downloads_.find(address);
    if (stopped_ || found == downloads_.end()) return;
    const auto& [outcome, picture, content] = arrived;
    if (outcome.kind == OutcomeKind::ok) {
        const auto files = std::move(found->second.files);
        downloads_.erase(found);
        for (const auto& file : files) keep(file, picture, *content);
        return;
    }
    auto& download = found->second;
    download.last_failure = outcome.message;
    if (!flow::pauses_lane(outcome.kind) || ++download.tries >= options_.most_tries)
        return lose(address, outcome.message);
    ask(address);
}

void MediaKeeper::keep(const std::string& file, const Picture& picture,
                       const std::string& content) {
    exchange_.start(model::FileWriteRequest{options_.folder + "/" + file, content, true},
                    options_.timeout,
                    [this, file, picture,
                     token = activity_.hold()](const model::Reply& reply) -> Exchange::Completion {
                        PictureOrWhy result = picture;
                        if (const auto* failure = std::get_if<model::ExchangeFailure>(&reply))
                            result = tl::make_unexpected(failure->error.message);
                        return [this, file, result, token] { answer(file, result); };
                    });
}

void MediaKeeper::lose(const std::string& address, const std::string& why) {
    const auto now = loop_.now();
    std::erase_if(lost_, [&](const auto& lost) { return lost.second.until <= now; });
    const auto found = downloads_.find(address);
    if (found == downloads_.end()) return;
    lost_[address] = {why, now + options_.remembers};
    const auto files = std::move(found->second.files);
    downloads_.erase(found);
    for (const auto& file : files) answer(file, tl::make_unexpected(why));
}

void MediaKeeper::answer(const std::string& file, const PictureOrWhy& result) {
    const auto found = wanted_.find(file);
    if (stopped_ || found == wanted_.end()) return;
    const auto waiting = std::move(found->second.waiting);
    wanted_.erase(found);
    for (const auto& done : waiting) done(result);
}

}  // namespace glossd::pipeline
