#include "bench/mastodon_stand_in.hpp"

#include "bench/mastodon_html.hpp"
#include "bench/mastodon_posting.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include <fmt/format.h>

namespace glossd::bench {

namespace {

using nlohmann::json;

constexpr const char* no_record = "Record not found";
constexpr std::string_view statuses_path = "/api/v1/statuses";
constexpr std::string_view status_prefix = "/api/v1/statuses/";
constexpr std::string_view account_prefix = "/api/v1/accounts/";
constexpr std::string_view statuses_suffix = "/statuses";
constexpr std::string_view media_v1 = "/api/v1/media";
constexpr std::string_view media_v2 = "/api/v2/media";

MastodonOptions as_configured(MastodonOptions options) {
    if (options.snac) {
        options.has_v2_instance = false;
        options.honours_keys = false;
    }
    return options;
}

bool is_posting(const Request& request) {
    return request.method == "POST" && request.path == statuses_path;
}

bool is_true(const std::optional<std::string>& value) {
    return value && (*value == "true" || *value == "1");
}

}  // namespace

MastodonStandIn::MastodonStandIn(MastodonOptions options)
    : options_(as_configured(std::move(options))),
      timeline_(options_.snac ? Timeline::Ids::snac : Timeline::Ids::snowflake),
      granting_(options_),
      rates_(options_.rate_limit, options_.rate_window),
      media_(options_, [this](int status, const std::string& why) { return error(status, why); }) {}

model::Result<std::unique_ptr<MastodonStandIn>> MastodonStandIn::start(MastodonOptions options) {
    std::unique_ptr<MastodonStandIn> made(new MastodonStandIn(std::move(options)));
    auto* self = made.get();
    Service service{[self](const Request& request) { return self->admit(request); },
                    [self](const Request& request) { return self->handle(request); },
                    [self](int status) {
                        const bool too_many = status == 429;
                        return self->error(status, too_many ? "Too many requests"
                                                            : std::string(reason_phrase(status)));
                    }};
    auto server = Server::start(std::move(service), self->faults_, self->options_.accept_at);
    if (!server) return tl::make_unexpected(server.error());
    const std::lock_guard lock(self->mutex_);
    self->server_ = std::move(*server);
    return made;
}

std::vector<Status> MastodonStandIn::statuses() const {
    const std::lock_guard lock(mutex_);
    return timeline_.all();
}

std::vector<Status> MastodonStandIn::statuses(const std::string& username) const {
    auto found = statuses();
    std::erase_if(found, [&](const Status& status) { return status.account != username; });
    return found;
}

std::size_t MastodonStandIn::threads() const {
    const std::lock_guard lock(mutex_);
    const auto& all = timeline_.all();
    return static_cast<std::size_t>(std::count_if(
        all.begin(), all.end(), [](const auto& status) { return status.in_reply_to_id.empty(); }));
}

MastodonCounters MastodonStandIn::counters() const {
    const std::lock_guard lock(mutex_);
    auto counters = counters_;
    counters.uploads = media_.uploads();
    return counters;
}

std::string MastodonStandIn::publish(const std::string& username, const std::string& text,
                                     const std::string& language) {
    const std::lock_guard lock(mutex_);
    Status status{"", username, text, "", language, "public", "", "", now()};
    status.application = "Web";
    return timeline_.add(std::move(status)).id;
}

void MastodonStandIn::set_clock(model::Duration ahead) {
    const std::lock_guard lock(mutex_);
    ahead_ = ahead;
}

bool MastodonStandIn::remove(const std::string& id) {
    const std::lock_guard lock(mutex_);
    return timeline_.remove(id);
}

std::string MastodonStandIn::allow(const std::string& address, const std::string& username) {
    const std::lock_guard lock(mutex_);
    return granting_.allow(address, username);
}

void MastodonStandIn::expire_codes() {
    const std::lock_guard lock(mutex_);
    granting_.expire_codes();
}

void MastodonStandIn::revoke_granted() {
    const std::lock_guard lock(mutex_);
    granting_.revoke();
}

void MastodonStandIn::forget_keys() {
    const std::lock_guard lock(mutex_);
    keys_.forget_all();
}

// snac answers errors with a page.
Response MastodonStandIn::error(int status, const std::string& message) const {
    if (!options_.snac) return json_response(json{{"error", message}}.dump(), status);
    const auto page = fmt::format("<h1>{} {}</h1>", status, reason_phrase(status));
    return {status, {{"Content-Type", "text/html; charset=utf-8"}}, page, {}};
}

const MastodonAccount* MastodonStandIn::owner_of(const Request& request) const {
    const auto token = request.bearer();
    const auto granted = granting_.owner_of(token);
    const auto& all = options_.accounts;
    const auto found = std::find_if(all.begin(), all.end(), [&](const MastodonAccount& account) {
        return !token.empty() && (account.token == token || account.username == granted);
    });
    return found == all.end() ? nullptr : &*found;
}

bool MastodonStandIn::has_lockable_key(const Request& request) const {
    return options_.honours_keys && is_posting(request) && owner_of(request) != nullptr &&
           !request.header("Idempotency-Key").empty();
}

std::optional<Response> MastodonStandIn::admit(const Request& request) {
    const std::lock_guard lock(mutex_);
    const auto token = request.bearer();
    const auto now = model::wall_now();
    if (!rates_.take(token, now)) {
        ++counters_.rate_limited;
        auto response = error(429, "Too many requests");
        const auto headers = rates_.headers(token, now);
        response.headers.insert(response.headers.end(), headers.begin(), headers.end());
        return response;
    }
    if (!token.empty() && owner_of(request) == nullptr) {
        ++counters_.unauthorized;
        return error(401, "The access token is invalid");
    }
    if (!has_lockable_key(request)) return std::nullopt;
    if (keys_.lock(owner_of(request)->username, request.header("Idempotency-Key"))) {
        return std::nullopt;
    }
    ++counters_.repeats_locked;
    return error(503, "There was a temporary problem serving your request, please try again");
}

Response MastodonStandIn::handle(const Request& request) {
    const std::lock_guard lock(mutex_);
    auto response = route(request);
    if (has_lockable_key(request)) {
        keys_.unlock(owner_of(request)->username, request.header("Idempotency-Key"));
    }
    const auto headers = rates_.headers(request.bearer(), model::wall_now());
    response.headers.insert(response.headers.end(), headers.begin(), headers.end());
    return response;
}

Response MastodonStandIn::route(const Request& request) {
    const auto& path = request.path;
    const auto* owner = owner_of(request);
    if (owner != nullptr && owner->disabled) return error(403, "Your login is currently disabled");
    if (request.method == "POST" && path == "/api/v1/apps") return granting_.register_app(request);
    if (request.method == "POST" && path == "/oauth/token") return granting_.grant(request);
    if (is_posting(request)) {
        if (!granting_.allows(request.bearer(), "write:statuses"))
            return error(403, "This action is outside the authorized scopes");
        return owner == nullptr ? error(401, "The access token is invalid")
                                : post_status(*owner, request);
    }
    if (request.method == "DELETE" && path.starts_with(status_prefix)) {
        return delete_status(owner, path.substr(status_prefix.size()));
    }
    if (path.starts_with(media_v1) || path == media_v2) {
        return owner == nullptr ? error(401, "The access token is invalid")
                                : route_media(*owner, request);
    }
    if (request.method != "GET") return error(404, no_record);
    if (path == "/api/v1/instance") return json_answer(instance_v1_json(site()));
    if (path == "/api/v2/instance" && options_.has_v2_instance) {
        return json_answer(instance_v2_json(site()));
    }
    if (path == "/api/v1/accounts/verify_credentials") {
        return owner == nullptr ? error(401, "The access token is invalid")
                                : json_answer(credential_account_json(site(), *owner));
    }
    if (path == "/api/v1/apps/verify_credentials" && !options_.snac) {
        return owner == nullptr ? error(401, "The access token is invalid")
                                : json_answer({{"name", owner->application}, {"website", nullptr}});
    }
    if (path == "/api/v1/accounts/lookup") return look_up(request);
    if (path.starts_with(status_prefix))
        return one_status(request, path.substr(status_prefix.size()));
    if (path.starts_with(account_prefix) && path.ends_with(statuses_suffix)) {
        const auto size = path.size() - account_prefix.size() - statuses_suffix.size();
        return list_statuses(request, path.substr(account_prefix.size(), size));
    }
    return error(404, no_record);
}

// A status of somebody else is not found either.
Response MastodonStandIn::delete_status(const MastodonAccount* owner, const std::string& id) {
    if (owner == nullptr) return error(401, "The access token is invalid");
    const auto* status = timeline_.find(id);
    if (status == nullptr || status->account != owner->username) return error(404, no_record);
    auto response = show(*status);
    timeline_.remove(id);
    ++counters_.deleted;
    return response;
}

Response MastodonStandIn::route_media(const MastodonAccount& owner, const Request& request) {
    const auto& path = request.path;
    const bool posting = request.method == "POST";
    if (posting && path == media_v1) return media_.upload(owner.username, request, true);
    if (posting && path == media_v2 && options_.has_v2_media)
        return media_.upload(owner.username, request, false);
    if (request.method == "GET" && path.size() > media_v1.size() + 1)
        return media_.show(owner.username, path.substr(media_v1.size() + 1));
    return error(404, no_record);
}

// A repeated key gives the old status, whatever the body says.
Response MastodonStandIn::post_status(const MastodonAccount& account, const Request& request) {
    const auto key = request.header("Idempotency-Key");
    const auto now = std::chrono::steady_clock::now();
    if (options_.honours_keys && !key.empty()) {
        if (const auto id = keys_.recall(account.username, key, now)) {
            ++counters_.repeats_from_memory;
            if (options_.repeat_answers_500) return error(500, "Internal Server Error");
            const auto* status = timeline_.find(*id);
            return status == nullptr ? error(404, no_record) : show(*status);
        }
    }
    auto response = make_status(account, request);
    if (response.status == 200) {
        ++counters_.accepted;
        if (options_.honours_keys && !key.empty()) {
            keys_.remember(account.username, key, timeline_.all().back().id, now);
        }
    } else {
        ++counters_.rejected;
    }
    return response;
}

Response MastodonStandIn::make_status(const MastodonAccount& account, const Request& request) {
    auto posting = read_posting(request);
    if (!posting) return error(400, "Error occurred while parsing request parameters");
    if (!posting->in_reply_to_id.empty() && timeline_.find(posting->in_reply_to_id) == nullptr) {
        return error(404, "The post you are trying to reply to does not appear to exist.");
    }
    if (const auto problem = validation_error(*posting, options_)) return error(422, *problem);
    if (const auto problem = media_.refusal(account.username, posting->media_ids))
        return error(422, *problem);
    if (posting->language.empty()) posting->language = account.language;
    return show(timeline_.add({"", account.username, std::move(posting->text),
                               std::move(posting->spoiler_text), std::move(posting->language),
                               std::move(posting->visibility), std::move(posting->in_reply_to_id),
                               request.header("Idempotency-Key"), now(),
                               media_.attach(posting->media_ids), account.application}));
}

Response MastodonStandIn::show(const Status& status) const {
    return json_answer(status_json(site(), status, timeline_.find(status.in_reply_to_id)));
}

bool MastodonStandIn::may_see(const MastodonAccount* reader, const Status& status) const {
    if (status.visibility == "public" || status.visibility == "unlisted") return true;
    return reader != nullptr && reader->username == status.account;
}

// "<id>" or "<id>/source".
Response MastodonStandIn::one_status(const Request& request, const std::string& rest) {
    const auto slash = rest.find('/');
    const auto* status = timeline_.find(rest.substr(0, slash));
    const auto* reader = owner_of(request);
    if (status == nullptr || !may_see(reader, *status)) return error(404, no_record);
    if (slash == std::string::npos) return show(*status);
    if (rest.substr(slash) != "/source") return error(404, no_record);
    if (reader == nullptr) return error(401, "The access token is invalid");
    return json_answer(
        {{"id", status->id}, {"text", status->text}, {"spoiler_text", status->spoiler_text}});
}

Response MastodonStandIn::look_up(const Request& request) const {
    const auto acct = request.parameter("acct").value_or("");
    const auto* account = account_named(options_, acct.substr(0, acct.find('@')));
    return account == nullptr ? error(404, no_record) : json_answer(account_json(site(), *account));
}

Paging MastodonStandIn::paging_of(const Request& request) const {
    constexpr std::size_t most = 40;
    Paging paging;
    paging.max_id = request.parameter("max_id").value_or("");
    if (!options_.snac) {
        paging.since_id = request.parameter("since_id").value_or("");
        paging.min_id = request.parameter("min_id").value_or("");
    }
    const auto limit = request.parameter("limit").value_or("");
    std::from_chars(limit.data(), limit.data() + limit.size(), paging.limit);
    paging.limit = std::clamp<std::size_t>(paging.limit, 1, most);
    return paging;
}

bool MastodonStandIn::is_reply_to_other(const Status& status) const {
    const auto* answered = timeline_.find(status.in_reply_to_id);
    return answered != nullptr && answered->account != status.account;
}

Response MastodonStandIn::list_statuses(const Request& request, const std::string& id) {
    const auto* reader = owner_of(request);
    if (options_.snac && reader == nullptr) return error(401, "");
    const auto* account = account_of_id(options_, id);
    if (account == nullptr) return error(404, no_record);
    const bool own_only = is_true(request.parameter("exclude_replies"));
    const auto paging = paging_of(request);
    const auto page = timeline_.page(paging, [&](const Status& status) {
        return status.account == account->username && may_see(reader, status) &&
               !(own_only && is_reply_to_other(status));
    });
    auto list = json::array();
    for (const auto& status : page) {
        list.push_back(status_json(site(), status, timeline_.find(status.in_reply_to_id)));
    }
    auto response = json_answer(list);
    if (page.empty()) return response;
    // Mastodon leaves `next` out when the page is not full.
    const auto here = server_->url(request.path);
    auto links = fmt::format("<{}?min_id={}>; rel=\"prev\"", here, page.front().id);
    if (page.size() == paging.limit) {
        links = fmt::format("<{}?max_id={}>; rel=\"next\", {}", here, page.back().id, links);
    }
    response.headers.emplace_back("Link", links);
    return response;
}

}  // namespace glossd::bench
