// The `x` source: an account's posts through X's API v2, from the last one seen on. A value; any
// thread. What one would get wrong: X lists newest first and only so, so a poll of several pages
// gives its posts with the last page, oldest first.
#pragma once

#include "sources/source.hpp"
#include "sources/x/cursor.hpp"
#include "sources/x/posts.hpp"

#include <string>

namespace glossd::sources::x {

class XSource final : public Source {
  public:
    explicit XSource(const config::SourceSettings& settings);

    model::Request request(const Cursor& cursor) const override;
    tl::expected<Page, model::Outcome> read(const Cursor& cursor, const model::Reply& reply,
                                            model::WallTime now) const override;

  private:
    using Read = tl::expected<Page, model::Outcome>;

    XCursor cursor_of(const Cursor& cursor) const;
    std::string timeline_path(const XCursor& cursor) const;
    int page_size(const XCursor& cursor) const;
    bool has_enough(const XCursor& cursor) const;
    Read read_user(XCursor cursor, const model::HttpReply& reply) const;
    Read read_timeline(XCursor cursor, const model::HttpReply& reply, model::WallTime now) const;
    Read refused(XCursor cursor, const model::HttpReply& reply, model::WallTime now) const;
    Page finish(XCursor cursor, model::WallTime now) const;

    std::string base_url_;
    std::string account_;  // lower case
    model::Credential credential_;
    std::string token_;  // of an app; instead of a credential
    config::FirstRun first_run_;
    config::FieldNames field_names_;
    Wanted wanted_;
};

}  // namespace glossd::sources::x
