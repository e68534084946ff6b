#include "sources/feed/feed_source.hpp"

#include "sources/feed/parse.hpp"
#include "text/hash.hpp"

#include <utility>
#include <variant>

namespace glossd::sources::feed {

namespace {

constexpr const char* accepted =
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, "
    "application/json;q=0.9, application/xml;q=0.8, text/xml;q=0.7, */*;q=0.1";

tl::unexpected<model::Outcome> about(std::string_view address, model::Outcome outcome) {
    outcome.message = shown(address) + ": " + outcome.message;
    return tl::make_unexpected(std::move(outcome));
}

model::Outcome outcome_of(const model::Error& error) {
    const bool final = error.kind == model::ErrorKind::refused;
    return {final ? model::OutcomeKind::rejected : model::OutcomeKind::transient, error.message,
            std::nullopt};
}

}  // namespace

FeedSource::FeedSource(std::string url, std::string language)
    : url_(std::move(url)), language_(std::move(language)) {
    constexpr std::string_view file_scheme = "file://";
    if (url_.starts_with(file_scheme)) url_.erase(0, file_scheme.size());
    is_file_ = url_.find("://") == std::string::npos;
}

model::Request FeedSource::request(const Cursor& cursor) const {
    if (is_file_) return model::FileReadRequest{.path = url_};
    const auto state = read_cursor(cursor, url_);
    model::HttpRequest request;
    request.url = state.address();
    // The operator named only the configured address; where it has moved to came from outside.
    request.trust = state.moved_to.empty() ? model::Trust::configured : model::Trust::content;
    request.follow_redirects = true;
    request.max_body = 64 * 1024 * 1024;
    request.headers = {{"Accept", accepted}};
    if (!state.validators.etag.empty())
        request.headers.emplace_back("If-None-Match", state.validators.etag);
    if (!state.validators.last_modified.empty())
        request.headers.emplace_back("If-Modified-Since", state.validators.last_modified);
    return request;
}

FeedSource::Read FeedSource::read(const Cursor& cursor, const model::Reply& reply,
                                  model::WallTime now) const {
    auto state = read_cursor(cursor, url_);
    if (const auto* http = std::get_if<model::HttpReply>(&reply))
        return read_http(std::move(state), *http, now);
    if (const auto* file = std::get_if<model::FileReply>(&reply))
        return read_file(std::move(state), *file, now);
    if (const auto* failure = std::get_if<model::ExchangeFailure>(&reply))
        return about(state.address(), outcome_of(failure->error));
    return about(state.address(),
                 {model::OutcomeKind::transient, "this reply is not for a feed", std::nullopt});
}

FeedSource::Read FeedSource::read_http(FeedCursor cursor, const model::HttpReply& reply,
                                       model::WallTime now) const {
    const std::string address = reply.url.empty() ? cursor.address() : reply.url;
    if (reply.status == 304) return unchanged(std::move(cursor), reply, now);
    const bool missing = reply.status == 404 || reply.status == 410;
    if (missing && !cursor.moved_to.empty()) return back_to_configured(std::move(cursor));
    if (reply.status == 410) {
        Page page;
        page.notes.push_back(shown(address) + " answered 410: the feed is gone for good");
        page.next = to_cursor(cursor);
        page.gone = true;
        return page;
    }
    if (reply.status < 200 || reply.status > 299)
        return tl::make_unexpected(refusal(reply, address, now));

    const auto* type = reply.header("Content-Type");
    auto feed = parse_feed(reply.body, type == nullptr ? "" : *type, {address, now});
    if (!feed) return about(address, feed.error());

    cursor.confirm_move(permanent_move(reply.redirects));
    cursor.interval = feed->interval;
    cursor.validators = feed->whole ? validators_of(reply) : Validators{};
    Page page = page_of(*std::move(feed));
    page.min_interval = longer(cursor.interval, header_interval(reply, now));
    page.next = to_cursor(cursor);
    return page;
}

Page FeedSource::unchanged(FeedCursor cursor, const model::HttpReply& reply,
                           model::WallTime now) const {
    Page page;
    page.unchanged = true;
    cursor.confirm_move(permanent_move(reply.redirects));
    if (reply.url != cursor.validators.address) {
        // The validators are of another address, so this 304 says nothing about the feed.
        cursor.validators = {};
        page.notes.emplace_back("another address than the last time says that nothing changed");
    } else {
        const auto sent = validators_of(reply);
        if (!sent.etag.empty()) cursor.validators.etag = sent.etag;
        if (!sent.last_modified.empty()) cursor.validators.last_modified = sent.last_modified;
    }
    page.min_interval = longer(cursor.interval, header_interval(reply, now));
    page.next = to_cursor(cursor);
    return page;
}

// The new address was a mistake, or is no longer true: the config's own word counts again.
Page FeedSource::back_to_configured(FeedCursor cursor) const {
    Page page;
    page.unchanged = true;
    page.notes.push_back("there is no feed at " + shown(cursor.moved_to) +
                         " any more; back to the configured address");
    FeedCursor fresh;
    fresh.configured = std::move(cursor.configured);
    page.next = to_cursor(fresh);
    return page;
}

FeedSource::Read FeedSource::read_file(FeedCursor cursor, const model::FileReply& reply,
                                       model::WallTime now) const {
    auto hash = text::sha256_hex(reply.content);
    if (hash == cursor.sha256) {
        Page page;
        page.unchanged = true;
        page.next = to_cursor(cursor);
        return page;
    }
    auto feed = parse_feed(reply.content, {}, {{}, now});
    if (!feed) return about(url_, feed.error());
    cursor.sha256 = feed->whole ? std::move(hash) : std::string{};
    Page page = page_of(*std::move(feed));
    page.next = to_cursor(cursor);
    return page;
}

Page FeedSource::page_of(ParsedFeed feed) const {
    Page page;
    page.posts = std::move(feed.posts);
    page.notes = std::move(feed.notes);
    page.whole = feed.whole;
    page.lists_newest = feed.whole;
    if (!language_.empty())
        for (auto& post : page.posts) post.language = language_;
    return page;
}

}  // namespace glossd::sources::feed
