#include "publishers/x/look_up.hpp"

#include "platform/x_post.hpp"
#include "platform/x_reply.hpp"
#include "publishers/http_reply.hpp"
#include "publishers/json.hpp"
#include "publishers/normal_form.hpp"
#include "publishers/x/posting.hpp"
#include "text/percent.hpp"
#include "text/time_format.hpp"

#include <chrono>
#include <optional>
#include <utility>

#include <fmt/format.h>

namespace glossd::publishers::x {

using model::Outcome;
using model::OutcomeKind;
using platform::XNames;

namespace {

constexpr int page_size = 100;
constexpr int most_pages = 10;

// How far X's clock may be behind ours. Missing our post here does not post it twice: X refuses
// the repeat as a duplicate.
constexpr std::chrono::hours clock_margin{1};

struct Search {
    XNames names = XNames::current;
    bool other_names = false;  // they were refused once
    int pages = 0;
    std::string next;                // token of the next page
    std::optional<Published> match;  // the oldest so far

    Progress progress() const {
        OrderedJson json;
        json["names"] = platform::to_string(names);
        json["other_names"] = other_names;
        json["pages"] = pages;
        json["next"] = next;
        if (match) json["match"] = {{"id", match->remote_id}, {"url", match->remote_url}};
        return {write_json(json)};
    }

    static Search of(const Progress& progress) {
        const auto json = parse_json(progress.state);
        Search search;
        search.names = platform::x_names(string_at(json, "names"));
        search.other_names = member(json, "other_names") == Json(true);
        search.pages = static_cast<int>(number_at(json, "pages").value_or(0));
        search.next = string_at(json, "next");
        if (const auto& match = member(json, "match"); match.is_object()) {
            search.match = Published{string_at(match, "id"), string_at(match, "url")};
        }
        return search;
    }
};

// Newest to oldest, as X lists them: the oldest match stays.
void read_posts(const Json& posts, const SendPart& part,
                const std::function<bool(const std::string&)>& taken, Search& search) {
    const auto payload = parse_json(part.payload);
    const auto wanted = normal_form(string_at(payload, "text"));
    for (const auto& post : posts) {
        const auto id = id_at(post, "id");
        if (id.empty() || taken(id)) continue;
        if (platform::x_reference(post, "replied_to") != part.reply_to) continue;
        if (normal_form(platform::x_text(post).text) != wanted) continue;
        search.match = Published{id, address_of(string_at(payload, "account"), id)};
    }
}

}  // namespace

model::HttpRequest look_up_request(const Api& api, const SendPart& part, const AccountFacts& facts,
                                   const Progress& progress) {
    const auto search = Search::of(progress);
    auto path =
        fmt::format("/2/users/{}/tweets?max_results={}&{}", text::percent_encode(facts.account_id),
                    page_size, platform::x_own_posts(search.names));
    if (part.attempt_started) {
        const auto since = std::chrono::floor<std::chrono::seconds>(*part.attempt_started);
        path += "&start_time=" + text::percent_encode(text::to_rfc3339(since - clock_margin));
    }
    if (!search.next.empty()) path += "&pagination_token=" + text::percent_encode(search.next);
    return api.get(path);
}

LookedUp read_look_up(const SendPart& part, const Progress& progress, const model::Reply& reply,
                      const std::function<bool(const std::string&)>& taken) {
    const auto http = reply_to_read(reply);
    if (!http) return http.error();
    auto search = Search::of(progress);
    if (!search.other_names && platform::x_refuses_names(**http)) {
        search.names = other(search.names);
        search.other_names = true;
        return search.progress();
    }
    if ((*http)->status != 200) return platform::x_read_outcome(**http);
    const auto page = parse_json((*http)->body);
    if (!member(page, "meta").is_object() && !member(page, "data").is_array()) {
        return Outcome{OutcomeKind::transient, "X did not answer with a list of posts",
                       std::nullopt};
    }
    read_posts(member(page, "data"), part, taken, search);
    search.next = string_at(member(page, "meta"), "next_token");
    if (++search.pages < most_pages && !search.next.empty()) return search.progress();
    if (search.match) return std::move(*search.match);
    if (search.next.empty()) return Absent{};
    return Outcome{OutcomeKind::rejected,
                   fmt::format("the account's list of posts was read for {} pages without getting "
                               "back to the time of the attempt",
                               search.pages),
                   std::nullopt};
}

}  // namespace glossd::publishers::x
