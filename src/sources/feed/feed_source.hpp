// The `feed` source: RSS 2.0, Atom 1.0, RSS 1.0 and JSON Feed, over HTTP or from a file. A value,
// any thread. A page of which some part was not understood hands on no validators, so that the
// next poll gets the whole document again.
#pragma once

#include "sources/feed/cursor.hpp"
#include "sources/feed/parsed_feed.hpp"
#include "sources/source.hpp"

#include <string>

namespace glossd::sources::feed {

class FeedSource final : public Source {
  public:
    // `url` is an http(s) or file address, or a path; `language` stands in for the feed's own
    // when it is not empty.
    FeedSource(std::string url, std::string language);

    model::Request request(const Cursor& cursor) const override;
    tl::expected<Page, model::Outcome> read(const Cursor& cursor, const model::Reply& reply,
                                            model::WallTime now) const override;

  private:
    using Read = tl::expected<Page, model::Outcome>;

    Read read_http(FeedCursor cursor, const model::HttpReply& reply, model::WallTime now) const;
    Read read_file(FeedCursor cursor, const model::FileReply& reply, model::WallTime now) const;
    Page unchanged(FeedCursor cursor, const model::HttpReply& reply, model::WallTime now) const;
    Page back_to_configured(FeedCursor cursor) const;
    Page page_of(ParsedFeed feed) const;

    std::string url_;
    std::string language_;
    bool is_file_ = false;
};

}  // namespace glossd::sources::feed
