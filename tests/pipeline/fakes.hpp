// Plug-ins and a transport made by hand: publishers that speak a few lines of JSON, and an Exchange
// that records every request and lets the test write the reply. The engine is in fake_engine.hpp.
#pragma once

#include "pipeline/exchange.hpp"
#include "publishers/publisher.hpp"
#include "publishers/uploads.hpp"
#include "runtime/loop.hpp"

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

namespace glossd::pipeline {

using nlohmann::json;

inline model::Reply http(int status, const json& body = {}) {
    return model::HttpReply{status, {}, body.is_null() ? "" : body.dump(), "", {}};
}

// The request left and no answer came.
inline model::Reply vanished() {
    return model::ExchangeFailure{{model::ErrorKind::timeout, "no answer came"}, true};
}

inline model::Reply unreachable() {
    return model::ExchangeFailure{{model::ErrorKind::network, "connection refused"}, false};
}

// Every failure asks for a pause of a millisecond, so that no test waits for a backoff.
inline model::Outcome outcome_of(const model::Reply& reply) {
    using Kind = model::OutcomeKind;
    static const std::map<int, Kind> kinds{{400, Kind::rejected},  {401, Kind::unauthorized},
                                           {402, Kind::quota},     {403, Kind::blocked},
                                           {413, Kind::too_large}, {429, Kind::rate_limited},
                                           {500, Kind::transient}};
    constexpr model::Duration pause(1);
    if (const auto* failure = std::get_if<model::ExchangeFailure>(&reply)) {
        const auto kind = failure->maybe_received ? Kind::unknown : Kind::transient;
        return {kind, failure->error.message, pause};
    }
    const auto status = std::get<model::HttpReply>(reply).status;
    if (status < 300) return {};
    if (status == 409) return {Kind::unknown, "it is there already", std::nullopt, true};
    if (status == 402 || status == 401) return {kinds.at(status), "status", std::nullopt};
    return {kinds.at(status), "status " + std::to_string(status), pause};
}

inline json body_of(const model::Request& request) {
    const auto* sent = std::get_if<model::HttpRequest>(&request);
    return sent && !sent->body.empty() ? json::parse(sent->body) : json();
}

inline std::string url_of(const model::Request& request) {
    const auto* sent = std::get_if<model::HttpRequest>(&request);
    return sent ? sent->url : "file";
}

// Answers on the loop: with what `script` gives, or not before answer() when it gives nothing.
class FakeExchange : public Exchange {
  public:
    struct Call {
        model::Request request;
        Read read;
    };

    explicit FakeExchange(runtime::Loop& loop) : loop_(loop) {}

    void start(model::Request request, model::Duration, Read read) override {
        requests.push_back(request);
        const auto reply = script(request);
        if (reply) return finish(read, *reply);
        open.push_back({std::move(request), std::move(read)});
    }

    void answer(const model::Reply& reply) {
        auto call = std::move(open.front());
        open.pop_front();
        finish(call.read, reply);
    }

    std::size_t count(const std::string& url) const {
        std::size_t found = 0;
        for (const auto& request : requests) found += url_of(request) == url ? 1 : 0;
        return found;
    }

    std::function<std::optional<model::Reply>(const model::Request&)> script;
    std::vector<model::Request> requests;
    std::deque<Call> open;

  private:
    void finish(const Read& read, const model::Reply& reply) {
        loop_.post([completion = read(reply)] { completion(); });
    }

    runtime::Loop& loop_;
};

// Sends {"key","payload","reply_to","progress"}; a server's 202 is progress, 200 names the id. The
// payload is the text, or JSON with the images as real publishers have them.
class FakePublisher : public publishers::Publisher {
  public:
    struct Traits {
        bool can_look_up = true;
        bool repeat_is_safe = false;
        std::size_t limit = 500;
        publishers::MediaRule media = {};
        bool names_application = false;
    };

    explicit FakePublisher(Traits traits) : traits_(traits) {}

    std::optional<model::Request> prepare_request(const publishers::Progress&) const override {
        return model::HttpRequest{.method = "GET", .url = "account"};
    }
    publishers::Prepared read_prepare(const publishers::Progress&,
                                      const model::Reply* reply) const override {
        if (auto outcome = outcome_of(*reply); outcome.kind != model::OutcomeKind::ok)
            return outcome;
        publishers::AccountFacts facts;
        facts.length.limit = traits_.limit;
        facts.media = traits_.media;
        return facts;
    }
    std::string freeze(const publishers::Draft& draft,
                       const publishers::AccountFacts&) const override {
        if (draft.images.empty()) return draft.text;
        return json{{"text", draft.text}, {"images", publishers::images_json(draft.images)}}.dump();
    }
    model::Request send_request(const publishers::SendPart& part,
                                const publishers::Progress& progress) const override {
        const json body{{"key", part.key},
                        {"payload", part.payload},
                        {"reply_to", part.reply_to},
                        {"progress", progress.state}};
        return model::HttpRequest{
            .method = "POST", .url = "post", .headers = {}, .body = body.dump()};
    }
    publishers::Sent read_send(const publishers::SendPart&, const publishers::Progress&,
                               const model::Reply& reply) const override {
        if (auto outcome = outcome_of(reply); outcome.kind != model::OutcomeKind::ok)
            return outcome;
        const auto& answer = std::get<model::HttpReply>(reply);
        const auto body = json::parse(answer.body);
        if (answer.status == 202) {
            return publishers::Progress{body.at("progress"), body.value("note", ""),
                                        model::Duration(body.value("pause", 0))};
        }
        return publishers::Published{body.at("id"),
                                     "https://es/" + body.at("id").get<std::string>()};
    }
    bool can_look_up() const override { return traits_.can_look_up; }
    bool repeat_is_safe() const override { return traits_.repeat_is_safe; }
    model::Request look_up_request(const publishers::SendPart&, const publishers::AccountFacts&,
                                   const publishers::Progress&) const override {
        return model::HttpRequest{.method = "GET", .url = "timeline"};
    }
    publishers::LookedUp read_look_up(
        const publishers::SendPart& part, const publishers::AccountFacts&,
        const publishers::Progress&, const model::Reply& reply,
        const std::function<bool(const std::string&)>& taken) const override {
        if (auto outcome = outcome_of(reply); outcome.kind != model::OutcomeKind::ok)
            return outcome;
        const auto posts = json::parse(std::get<model::HttpReply>(reply).body);
        for (const auto& post : posts) {
            const std::string id = post["id"];
            if (post["payload"] == part.payload && !taken(id)) {
                return publishers::Published{id, "https://es/" + id};
            }
        }
        return publishers::Absent{};
    }

    std::optional<model::Request> own_posts_request(const publishers::AccountFacts&,
                                                    const publishers::Progress&) const override {
        if (!traits_.names_application) return std::nullopt;
        return model::HttpRequest{.method = "GET", .url = "own"};
    }
    publishers::SeenOwn read_own_posts(const publishers::Progress&,
                                       const model::Reply& reply) const override {
        if (auto outcome = outcome_of(reply); outcome.kind != model::OutcomeKind::ok)
            return outcome;
        publishers::OwnPosts own;
        for (const auto& post : json::parse(std::get<model::HttpReply>(reply).body)) {
            own.newest.push_back({post.at("id"), model::WallTime(model::Duration(
                                                     post.at("created").get<std::int64_t>()))});
        }
        return own;
    }

    model::Request retract_request(const publishers::SentPart& part) const override {
        return model::HttpRequest{
            .method = "DELETE", .url = "copy", .headers = {}, .body = part.remote_id};
    }
    model::Outcome read_retract(const model::Reply& reply) const override {
        return outcome_of(reply);
    }

  private:
    Traits traits_;
};

class FakeDocument : public publishers::DocumentPublisher {
  public:
    explicit FakeDocument(std::size_t window) : window_(window) {}

    std::size_t window() const override { return window_; }
    std::string freeze(const publishers::Draft& draft) const override { return draft.text; }
    publishers::Draft thaw(const std::string& payload) const override {
        publishers::Draft draft;
        draft.text = payload;
        return draft;
    }
    model::Request rewrite(const std::vector<publishers::DocumentItem>& items) const override {
        std::string content;
        for (const auto& item : items) content += item.draft.text + "\n";
        return model::FileWriteRequest{"feed.xml", content};
    }

  private:
    std::size_t window_;
};

// The account behind a FakePublisher: keeps what it accepts, and fails as it is told to, once for
// each entry of `moods`.
class FakeAccount {
  public:
    enum class Mood {
        well,
        down,
        refuses,
        accepts_silently,
        loses,
        uploads_first,
        needs_time,
        has_it
    };

    model::Reply answer(const model::Request& request) {
        const auto url = url_of(request);
        if (url == "account") return http(200, json::object());
        if (url == "timeline") return http(200, posts);
        if (url == "own") return own_status == 200 ? http(200, own) : http(own_status);
        const auto mood = next_mood();
        switch (mood) {
            case Mood::down:
                return http(500);
            case Mood::refuses:
                return http(400);
            case Mood::has_it:
                return http(409);
            case Mood::loses:
                return vanished();
            case Mood::uploads_first:
                return http(202, {{"progress", "media 1"}});
            case Mood::needs_time:
                return http(202, {{"progress", "media 1"}, {"pause", 20}});
            case Mood::well:
            case Mood::accepts_silently:
                break;
        }
        if (std::get<model::HttpRequest>(request).method == "DELETE") return remove(request);
        auto post = body_of(request);
        last_ = std::max(last_, posts.size()) + 1;  // ids of deleted posts do not come back
        post["id"] = "r" + std::to_string(last_);
        posts.push_back(post);
        if (mood == Mood::accepts_silently) return vanished();
        return http(200, {{"id", post["id"]}});
    }

    std::vector<std::string> texts() const {
        std::vector<std::string> texts;
        for (const auto& post : posts) texts.push_back(post["payload"]);
        return texts;
    }

    model::Reply remove(const model::Request& request) {
        const auto id = std::get<model::HttpRequest>(request).body;
        deleted.push_back(id);
        for (auto post = posts.begin(); post != posts.end(); ++post) {
            if ((*post)["id"] == id) {
                posts.erase(post);
                break;
            }
        }
        return http(200, json::object());
    }

    std::vector<std::string> deleted;  // ids
    std::deque<Mood> moods;
    json posts = json::array();
    json own = json::array();  // with our application's name, newest first
    int own_status = 200;

  private:
    std::size_t last_ = 0;

    Mood next_mood() {
        if (moods.empty()) return Mood::well;
        const auto mood = moods.front();
        moods.pop_front();
        return mood;
    }
};

}  // namespace glossd::pipeline
