#include "bench/x_stand_in.hpp"

#include "text/time_format.hpp"
#include "text/x_length.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include <fmt/format.h>

namespace glossd::bench {

namespace {

using nlohmann::json;

constexpr std::string_view by_name = "/2/users/by/username/";
constexpr std::string_view users = "/2/users/";
constexpr std::string_view posts_suffix = "/tweets";
constexpr std::string_view posting = "/2/tweets";
constexpr std::string_view post_prefix = "/2/tweets/";
constexpr std::string_view token_path = "/2/oauth2/token";
constexpr std::string_view request_token_path = "/oauth/request_token";
constexpr std::string_view access_token_path = "/oauth/access_token";

Response problem(int status, const std::string& title, const std::string& detail) {
    return json_answer(x_problem(status, title, detail), status);
}

Response unauthorized() {
    return problem(401, "Unauthorized", "Unauthorized");
}

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

// Ids stand as strings in {"media": {"media_ids": [...]}}; anything else is none.
std::vector<std::string> media_ids_of(const json& body) {
    std::vector<std::string> ids;
    if (!body.contains("media") || !body["media"].is_object()) return ids;
    for (const auto& id : body["media"].value("media_ids", json::array())) {
        if (id.is_string()) ids.push_back(id.get<std::string>());
    }
    return ids;
}

bool holds_current_name(std::string_view value) {
    return value.find("note_post") != value.npos || value.find("_posts") != value.npos ||
           value.find("_post_ids") != value.npos;
}

bool holds_former_name(std::string_view value) {
    return value.find("tweet") != value.npos;
}

}  // namespace

XStandIn::XStandIn(XOptions options)
    : options_(std::move(options)),
      sign_in_(options_),
      granting_(options_, sign_in_),
      rates_(options_.rate_limit, options_.rate_window),
      media_(options_) {}

model::Result<std::unique_ptr<XStandIn>> XStandIn::start(XOptions options) {
    std::unique_ptr<XStandIn> made(new XStandIn(std::move(options)));
    auto* self = made.get();
    Service service{[self](const Request& request) { return self->admit(request); },
                    [self](const Request& request) { return self->handle(request); },
                    [](int status) {
                        return problem(status, std::string(reason_phrase(status)),
                                       std::string(reason_phrase(status)));
                    }};
    auto server = Server::start(std::move(service), self->faults_, self->options_.accept_at);
    if (!server) return tl::make_unexpected(server.error());
    const std::lock_guard lock(self->mutex_);
    self->server_ = std::move(*server);
    self->url_ = self->server_->url();
    return made;
}

std::vector<XPost> XStandIn::posts() const {
    const std::lock_guard lock(mutex_);
    return timeline_.all();
}

std::vector<XPost> XStandIn::posts(const std::string& username) const {
    auto found = posts();
    std::erase_if(found, [&](const XPost& post) { return post.account != username; });
    return found;
}

XCounters XStandIn::counters() const {
    const std::lock_guard lock(mutex_);
    auto counters = counters_;
    counters.refreshed = sign_in_.refreshed();
    counters.refused_refreshes = sign_in_.refused_refreshes();
    counters.uploads = media_.uploads();
    return counters;
}

std::string XStandIn::publish(XPost post) {
    const std::lock_guard lock(mutex_);
    if (post.created == model::WallTime{}) post.created = model::wall_now();
    return timeline_.add(std::move(post)).id;
}

std::string XStandIn::edit(const std::string& id, const std::string& text) {
    const std::lock_guard lock(mutex_);
    const auto* version = timeline_.edit(id, text);
    return version ? version->id : "";
}

void XStandIn::revoke_access() {
    const std::lock_guard lock(mutex_);
    sign_in_.revoke_access();
}

std::string XStandIn::allow(const std::string& address, const std::string& username) {
    const std::lock_guard lock(mutex_);
    return granting_.allow(address, username);
}

void XStandIn::expire_codes() {
    const std::lock_guard lock(mutex_);
    granting_.expire_codes();
}

// Signatures are checked on arrival: a nonce counts from then on.
std::optional<Response> XStandIn::admit(const Request& request) {
    const std::lock_guard lock(mutex_);
    if (is_one_of(request.path, {token_path, request_token_path, access_token_path}))
        return std::nullopt;
    const auto now = model::wall_now();
    const auto account = request.header("Authorization");
    if (rates_.take(account.substr(0, account.find("oauth_nonce")), now)) return std::nullopt;
    ++counters_.rate_limited;
    return finished(problem(429, "Too Many Requests", "Too Many Requests"), account);
}

Response XStandIn::handle(const Request& request) {
    const std::lock_guard lock(mutex_);
    const auto now = model::wall_now();
    if (auto signed_in = sign_in(request, now)) return std::move(*signed_in);
    const auto user = sign_in_.who(request, url_, now);
    if (!user.empty()) return finished(route(request, user), request.header("Authorization"));
    ++counters_.unauthorized;
    return unauthorized();
}

std::optional<Response> XStandIn::sign_in(const Request& request, model::WallTime now) {
    if (request.method != "POST") return std::nullopt;
    if (request.path == request_token_path) return granting_.request_token(request, url_, now);
    if (request.path == access_token_path) return granting_.access_token(request, url_, now);
    if (request.path != token_path) return std::nullopt;
    for (const auto& [name, value] : parse_form(request.body)) {
        if (name == "grant_type" && value == "authorization_code")
            return granting_.by_code(request, now);
    }
    return sign_in_.refresh(request, now);
}

// Each answer says how much of the limit is left, and when it was sent.
Response XStandIn::finished(Response response, const std::string& authorization) const {
    const auto now = model::wall_now();
    response.headers.emplace_back("Date", text::to_rfc822(now));
    if (options_.rate_limit == 0) return response;
    const auto name = authorization.substr(0, authorization.find("oauth_nonce"));
    const auto reset = std::chrono::ceil<std::chrono::seconds>(rates_.reset(now));
    response.headers.emplace_back("x-rate-limit-limit", std::to_string(options_.rate_limit));
    response.headers.emplace_back("x-rate-limit-remaining",
                                  std::to_string(rates_.remaining(name, now)));
    response.headers.emplace_back("x-rate-limit-reset",
                                  std::to_string(reset.time_since_epoch().count()));
    return response;
}

const XAccount* XStandIn::account_of(const std::string& user_id) const {
    const auto& all = options_.accounts;
    const auto found = std::find_if(all.begin(), all.end(), [&](const XAccount& account) {
        return x_user_id(account.username) == user_id;
    });
    return found == all.end() ? nullptr : &*found;
}

Response XStandIn::route(const Request& request, const std::string& user) {
    const std::string_view path = request.path;
    if (request.method == "POST" && path == posting) return create(user, request);
    if (request.method == "DELETE" && path.starts_with(post_prefix)) {
        return remove(user, path.substr(post_prefix.size()));
    }
    if (user != "app") {
        if (auto answered = media_.route(user, request, model::wall_now()))
            return std::move(*answered);
    }
    if (request.method != "GET" || !path.starts_with(users))
        return problem(404, "Not Found", "There is nothing at this address.");
    if (path == "/2/users/me")
        return user == "app" ? unauthorized() : json_answer({{"data", x_user_json(user)}});
    if (path.starts_with(by_name)) return show_user(std::string(path.substr(by_name.size())));
    if (path.ends_with(posts_suffix)) {
        const auto size = path.size() - users.size() - posts_suffix.size();
        return list_posts(request, std::string(path.substr(users.size(), size)));
    }
    return problem(404, "Not Found", "There is nothing at this address.");
}

Response XStandIn::remove(const std::string& user, std::string_view id) {
    const auto* post = timeline_.find(id);
    if (!post) return problem(404, "Not Found Error", "Could not find post with id.");
    if (post->account != user)
        return problem(403, "Forbidden", "You are not authorized to delete this Tweet.");
    timeline_.remove(id);
    return json_answer({{"data", {{"deleted", true}}}});
}

Response XStandIn::show_user(const std::string& username) {
    ++counters_.look_ups;
    const auto* account = account_of(x_user_id(username));
    if (account) return json_answer({{"data", x_user_json(account->username)}});
    return json_answer({{"errors",
                         {{{"value", username},
                           {"detail", "Could not find user with username: [" + username + "]."},
                           {"title", "Not Found Error"},
                           {"resource_type", "user"},
                           {"parameter", "username"},
                           {"resource_id", username},
                           {"type", "https://api.x.com/2/problems/resource-not-found"}}}}});
}

std::optional<Response> XStandIn::refuse_parameters(const Request& request) const {
    const bool current = options_.names != XGeneration::former;
    const bool former = options_.names != XGeneration::current;
    for (const auto& [name, value] : parse_form(request.query)) {
        const bool known = is_one_of(name, {"max_results", "pagination_token", "since_id",
                                            "until_id", "start_time", "end_time", "exclude",
                                            "expansions", "media.fields", "user.fields"}) ||
                           (current && name == "post.fields") || (former && name == "tweet.fields");
        const bool fits = (current || !holds_current_name(value)) &&
                          (former || !holds_former_name(value) || name == "exclude");
        if (!known || !fits) return json_answer(x_parameter_problem(name, value), 400);
    }
    int size = 0;
    const auto asked = request.parameter("max_results").value_or("10");
    std::from_chars(asked.data(), asked.data() + asked.size(), size);
    if (size < 5 || size > 100) return json_answer(x_parameter_problem("max_results", asked), 400);
    return std::nullopt;
}

Response XStandIn::list_posts(const Request& request, const std::string& user_id) {
    if (auto refused = refuse_parameters(request)) return std::move(*refused);
    const auto* account = account_of(user_id);
    if (!account) return problem(404, "Not Found", "There is no such user.");
    XPaging paging;
    paging.since_id = request.parameter("since_id").value_or("");
    paging.below_id = request.parameter("pagination_token").value_or("");
    paging.start_time = text::parse_date(request.parameter("start_time").value_or(""));
    const auto asked = request.parameter("max_results").value_or("10");
    std::from_chars(asked.data(), asked.data() + asked.size(), paging.limit);
    paging.limit = std::min(paging.limit, options_.largest_page);
    const auto excluded = request.parameter("exclude").value_or("");
    const auto page = timeline_.page(paging, [&](const XPost& post) {
        const bool left_out =
            (excluded.find("replies") != excluded.npos && !post.reply_to.empty()) ||
            (excluded.find("retweets") != excluded.npos && !post.reposted.empty());
        return post.account == account->username && !left_out;
    });
    counters_.posts_read += static_cast<int>(page.posts.size());
    const bool current = request.parameter("post.fields").has_value();
    return json_answer(x_page_json(page, current, page.more ? page.posts.back().id : "",
                                   [&](const std::string& id) { return timeline_.find(id); }));
}

std::optional<Response> XStandIn::refuse_media(const std::string& username, const json& body) {
    if (!body.contains("media")) return std::nullopt;
    const auto problem = media_.refusal(username, media_ids_of(body), model::wall_now());
    if (!problem) return std::nullopt;
    ++counters_.rejected;
    auto made = x_parameter_problem("media.media_ids", body["media"].dump());
    made["errors"][0]["message"] = *problem;
    return json_answer(made, 400);
}

std::optional<Response> XStandIn::refuse_post(const std::string& username, const json& body) {
    const auto is_string = [](const json& object, const char* key) {
        return object.is_object() && object.contains(key) && object[key].is_string();
    };
    for (const auto& [key, value] : body.items()) {
        if (key == "text" || key == "reply" || key == "media") continue;
        ++counters_.rejected;
        return json_answer(x_parameter_problem(key, value.dump()), 400);
    }
    const auto text = is_string(body, "text") ? body["text"].get<std::string>() : "";
    if (text.empty() && !body.contains("media")) {
        ++counters_.rejected;
        return json_answer(x_parameter_problem("text", ""), 400);
    }
    if (auto refused = refuse_media(username, body)) return refused;
    if (text::x_length(text) > text::x_limit) {
        ++counters_.too_long;
        return problem(403, "Forbidden", "Your Tweet text is too long.");
    }
    if (body.contains("reply")) {
        const auto& reply = body["reply"];
        const auto* answered =
            is_string(reply, "in_reply_to_tweet_id")
                ? timeline_.find(reply["in_reply_to_tweet_id"].get<std::string>())
                : nullptr;
        if (!answered || answered->account != username) {
            ++counters_.rejected;
            return problem(403, "Forbidden",
                           "You are not permitted to reply to this conversation.");
        }
    }
    const auto& all = timeline_.all();
    const bool known = std::any_of(all.begin(), all.end(), [&](const XPost& post) {
        return !text.empty() && post.account == username && post.text == text;
    });
    if (!known || !options_.refuses_duplicates) return std::nullopt;
    ++counters_.duplicates;
    return problem(403, "Forbidden",
                   "You are not allowed to create a Tweet with duplicate content.");
}

Response XStandIn::create(const std::string& username, const Request& request) {
    if (username == "app") {
        return problem(403, "Unsupported Authentication",
                       "Authenticating with OAuth 2.0 Application-Only is forbidden for this "
                       "endpoint.");
    }
    const auto body = json::parse(request.body, nullptr, false);
    if (!body.is_object()) return json_answer(x_parameter_problem("text", ""), 400);
    if (auto refused = refuse_post(username, body)) return std::move(*refused);
    XPost post;
    post.account = username;
    post.text = body.value("text", "");
    post.media = media_.attach(media_ids_of(body));
    if (body.contains("reply")) post.reply_to = body["reply"]["in_reply_to_tweet_id"];
    post.created = model::wall_now();
    const auto& made = timeline_.add(std::move(post));
    ++counters_.accepted;
    return json_answer({{"data", {{"id", made.id}, {"text", x_shown_text(made)}}}}, 201);
}

}  // namespace glossd::bench
