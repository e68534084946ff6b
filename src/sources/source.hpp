// Source: turns a cursor into the next request and the reply into posts. Pure and immutable:
// any thread, no clock, no network. A page that was not understood whole carries no validators.
#pragma once

#include "config/config.hpp"
#include "model/exchange.hpp"
#include "model/outcome.hpp"
#include "model/post.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace glossd::sources {

// What a source remembers between polls; stored as it is, opaque to the pipeline.
struct Cursor {
    std::string state;  // JSON of the source's own making; empty before the first poll

    bool operator==(const Cursor&) const = default;
};

struct Page {
    std::vector<model::Post> posts;               // oldest first
    std::vector<std::string> notes;               // what was wrong but survivable, for the log
    Cursor next;                                  // to be stored with the posts, in one transaction
    bool unchanged = false;                       // the service said so (304): no ids were shown
    bool lists_newest = false;                    // every post newer than its oldest is on it
    bool whole = true;                            // every item was understood
    bool more = false;                            // the poll is not over: ask again with `next`
    std::optional<model::Duration> min_interval;  // what the service asks for between polls
    bool gone = false;                            // 410: stop polling and report

    bool operator==(const Page&) const = default;
};

class Source {
  public:
    virtual ~Source() = default;

    virtual model::Request request(const Cursor& cursor) const = 0;

    // `now` stands in for dates that are missing or lie in the future. An outcome other than ok
    // carries Retry-After where the service gave one.
    virtual tl::expected<Page, model::Outcome> read(const Cursor& cursor, const model::Reply& reply,
                                                    model::WallTime now) const = 0;
};

using SourcePtr = std::unique_ptr<const Source>;

// The table of source kinds; an error names the kinds there are.
model::Result<SourcePtr> make_source(const config::SourceSettings& settings);

}  // namespace glossd::sources
