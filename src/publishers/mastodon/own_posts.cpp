#include "publishers/mastodon/own_posts.hpp"

#include "publishers/http_reply.hpp"
#include "text/percent.hpp"
#include "text/time_format.hpp"

#include <optional>
#include <utility>

#include <fmt/format.h>

namespace glossd::publishers::mastodon {

using model::Outcome;
using model::OutcomeKind;

namespace {

constexpr int own_page_size = 40;  // the API's largest
// An owner who posts by hand pushes ours down.
constexpr int most_own_pages = 5;

// Of a token that does not say: what `glossd login` registers.
constexpr const char* usual_name = "glossd";

struct OwnState {
    std::string application;  // empty: not asked yet
    std::string max_id;       // the oldest id shown so far
    int pages = 0;

    Progress progress() const {
        return {write_json({{"application", application}, {"max_id", max_id}, {"pages", pages}})};
    }

    static OwnState of(const Progress& progress) {
        const auto json = parse_json(progress.state);
        return {string_at(json, "application"), string_at(json, "max_id"),
                static_cast<int>(number_at(json, "pages").value_or(0))};
    }
};

SeenOwn read_application(const model::HttpReply& reply) {
    auto name = reply.status == 200 ? string_at(parse_json(reply.body), "name") : std::string();
    if (name.empty()) name = usual_name;
    return OwnState{std::move(name), {}, 0}.progress();
}

std::optional<OwnPost> own_post(const Json& status, const std::string& application) {
    if (string_at(member(status, "application"), "name") != application) return std::nullopt;
    if (!member(status, "reblog").is_null()) return std::nullopt;
    auto id = id_at(status, "id");
    const auto created = text::parse_date(string_at(status, "created_at"));
    if (id.empty() || !created) return std::nullopt;
    return OwnPost{std::move(id), *created};
}

SeenOwn read_own_page(const Api& api, OwnState state, const model::HttpReply& reply) {
    const auto page = reply.status == 200 ? parse_json(reply.body) : Json();
    if (!page.is_array()) {
        return outcome_of(OutcomeKind::rejected, reply, api.token());
    }
    OwnPosts own;
    for (const auto& status : page) {
        if (auto post = own_post(status, state.application)) own.newest.push_back(std::move(*post));
    }
    const auto oldest = page.empty() ? std::string() : id_at(page.back(), "id");
    const bool ends = oldest.empty() || oldest == state.max_id;
    if (!own.newest.empty() || ends || ++state.pages >= most_own_pages) return own;
    state.max_id = oldest;
    return state.progress();
}

}  // namespace

model::HttpRequest own_posts_request(const Api& api, const AccountFacts& facts,
                                     const Progress& progress) {
    const auto state = OwnState::of(progress);
    if (state.application.empty()) return api.get("/api/v1/apps/verify_credentials");
    auto path = fmt::format("/api/v1/accounts/{}/statuses?limit={}&exclude_reblogs=true",
                            text::percent_encode(facts.account_id), own_page_size);
    if (!state.max_id.empty()) path += "&max_id=" + text::percent_encode(state.max_id);
    return api.get(path);
}

SeenOwn read_own_posts(const Api& api, const Progress& progress, const model::Reply& reply) {
    const auto http = reply_to_read(reply);
    if (!http) return http.error();
    auto state = OwnState::of(progress);
    // A token that may post and not read is no reason to stop posting.
    const bool refused = (*http)->status == 401 || (*http)->status == 403;
    if (auto trouble = api.trouble(**http); trouble && !refused) return std::move(*trouble);
    if (state.application.empty()) return read_application(**http);
    return read_own_page(api, std::move(state), **http);
}

}  // namespace glossd::publishers::mastodon
