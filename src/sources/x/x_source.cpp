#include "sources/x/x_source.hpp"

#include "config/oauth.hpp"
#include "platform/x_reply.hpp"
#include "text/ascii.hpp"
#include "text/percent.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace glossd::sources::x {

using config::FieldNames;
using config::FirstRun;
using model::Outcome;
using model::OutcomeKind;
using platform::id_at;
using platform::member;
using platform::string_at;

namespace {

constexpr int smallest_page = 5;
constexpr int largest_page = 100;
constexpr int skipped_page = 10;  // what can be published by hand after a first run that skips
constexpr std::size_t most_pages = 40;  // X shows the latest 3200 posts

tl::unexpected<Outcome> about(const std::string& username, Outcome outcome) {
    outcome.message = "@" + username + " on X: " + outcome.message;
    return tl::make_unexpected(std::move(outcome));
}

// In the middle of a poll: nothing is settled yet.
Page go_on(const XCursor& cursor) {
    Page page;
    page.next = to_cursor(cursor);
    page.more = true;
    return page;
}

// A 200 with errors and no data: there is no such account, or it is not to be read.
std::string words_of(const platform::Json& body) {
    for (const auto& error : member(body, "errors")) {
        if (auto detail = string_at(error, "detail"); !detail.empty()) return detail;
    }
    return "X knows no such account";
}

}  // namespace

XSource::XSource(const config::SourceSettings& settings)
    : base_url_(settings.base_url),
      account_(text::to_lower(settings.username)),
      credential_(config::credential_of(settings.oauth, settings.base_url)),
      token_(settings.token.reveal()),
      first_run_(settings.first_run),
      field_names_(settings.field_names),
      wanted_{settings.username, "", settings.language.tag(), settings.replies, settings.reposts} {}

XCursor XSource::cursor_of(const Cursor& cursor) const {
    auto result = read_cursor(cursor, account_);
    if (field_names_ == FieldNames::automatic) return result;
    result.names =
        field_names_ == FieldNames::current ? platform::XNames::current : platform::XNames::former;
    result.names_are_known = true;
    return result;
}

model::Request XSource::request(const Cursor& cursor) const {
    const auto state = cursor_of(cursor);
    model::HttpRequest request;
    request.url = base_url_ + (state.user_id.empty() ? "/2/users/by/username/" + wanted_.username
                                                     : timeline_path(state));
    request.headers = {{"Accept", "application/json"}};
    if (!token_.empty()) request.headers.emplace_back("Authorization", "Bearer " + token_);
    request.credential = credential_;
    return request;
}

std::string XSource::timeline_path(const XCursor& cursor) const {
    auto path =
        fmt::format("/2/users/{}/tweets?max_results={}&{}", text::percent_encode(cursor.user_id),
                    page_size(cursor), platform::x_whole_posts(cursor.names));
    // What X leaves out is not paid for.
    std::string excluded = wanted_.reposts ? "" : "retweets";
    if (wanted_.replies == config::Replies::none)
        excluded += excluded.empty() ? "replies" : ",replies";
    if (!excluded.empty()) path += "&exclude=" + excluded;
    if (!cursor.since_id.empty()) path += "&since_id=" + text::percent_encode(cursor.since_id);
    if (!cursor.next_token.empty())
        path += "&pagination_token=" + text::percent_encode(cursor.next_token);
    return path;
}

// Each post read is paid for, so a first run reads no more than it will use.
int XSource::page_size(const XCursor& cursor) const {
    if (!cursor.since_id.empty() || first_run_.kind == FirstRun::Kind::all) return largest_page;
    if (first_run_.kind == FirstRun::Kind::skip) return skipped_page;
    return std::clamp(first_run_.count, smallest_page, largest_page);
}

bool XSource::has_enough(const XCursor& cursor) const {
    if (cursor.held.size() >= most_pages) return true;
    if (!cursor.since_id.empty() || first_run_.kind == FirstRun::Kind::all) return false;
    if (first_run_.kind == FirstRun::Kind::skip) return true;
    auto wanted = wanted_;
    wanted.user_id = cursor.user_id;
    const auto read = read_posts(wanted, cursor.held, model::WallTime::max());
    return read.posts.size() >= static_cast<std::size_t>(first_run_.count);
}

XSource::Read XSource::read(const Cursor& cursor, const model::Reply& reply,
                            model::WallTime now) const {
    auto state = cursor_of(cursor);
    if (const auto* failure = std::get_if<model::ExchangeFailure>(&reply)) {
        return about(wanted_.username, {OutcomeKind::transient, failure->error.message, {}});
    }
    const auto* http = std::get_if<model::HttpReply>(&reply);
    if (!http) {
        return about(wanted_.username, {OutcomeKind::transient, "this is no HTTP reply", {}});
    }
    if (http->status != 200) return refused(std::move(state), *http, now);
    if (state.user_id.empty()) return read_user(std::move(state), *http);
    return read_timeline(std::move(state), *http, now);
}

XSource::Read XSource::refused(XCursor cursor, const model::HttpReply& reply,
                               model::WallTime now) const {
    if (!cursor.user_id.empty() && !cursor.names_are_known && platform::x_refuses_names(reply)) {
        cursor.names = other(cursor.names);
        cursor.names_are_known = true;  // a second refusal is about something else
        return go_on(cursor);
    }
    auto outcome = platform::x_read_outcome(reply);
    if (cursor.next_token.empty() || outcome.kind != OutcomeKind::rejected) {
        return about(wanted_.username, std::move(outcome));
    }
    // The token of a page is not good any more: what is here goes out, and the next poll begins
    // where this one did.
    cursor.newest_id = cursor.since_id;
    auto page = finish(std::move(cursor), now);
    page.notes.push_back("a poll broke off in the middle: " + outcome.message);
    page.whole = false;
    return page;
}

XSource::Read XSource::read_user(XCursor cursor, const model::HttpReply& reply) const {
    const auto body = platform::parse_json(reply.body);
    cursor.user_id = id_at(member(body, "data"), "id");
    if (cursor.user_id.empty()) {
        return about(wanted_.username, {OutcomeKind::rejected, words_of(body), {}});
    }
    return go_on(cursor);
}

XSource::Read XSource::read_timeline(XCursor cursor, const model::HttpReply& reply,
                                     model::WallTime now) const {
    auto body = platform::parse_json(reply.body);
    const auto& meta = member(body, "meta");
    if (!meta.is_object() && !member(body, "data").is_array()) {
        const bool refused = member(body, "errors").is_array();
        return about(wanted_.username,
                     {refused ? OutcomeKind::rejected : OutcomeKind::transient,
                      refused ? words_of(body) : "X did not answer with a list of posts",
                      {}});
    }
    cursor.names_are_known = true;
    // Of the first page; a page without posts has none.
    if (cursor.newest_id.empty()) cursor.newest_id = string_at(meta, "newest_id");
    cursor.next_token = string_at(meta, "next_token");
    cursor.held.push_back(std::move(body));
    if (!cursor.next_token.empty() && !has_enough(cursor)) return go_on(cursor);
    auto page = finish(std::move(cursor), now);
    page.min_interval = platform::x_rest(reply);
    return page;
}

Page XSource::finish(XCursor cursor, model::WallTime now) const {
    auto wanted = wanted_;
    wanted.user_id = cursor.user_id;
    auto read = read_posts(wanted, cursor.held, now);
    Page page;
    page.posts = std::move(read.posts);
    page.notes = std::move(read.notes);
    page.whole = read.whole;
    if (!cursor.newest_id.empty()) cursor.since_id = cursor.newest_id;
    cursor.next_token.clear();
    cursor.newest_id.clear();
    cursor.held.clear();
    page.next = to_cursor(cursor);
    return page;
}

}  // namespace glossd::sources::x
