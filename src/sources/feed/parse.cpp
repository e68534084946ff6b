#include "sources/feed/parse.hpp"

#include "sources/feed/atom.hpp"
#include "sources/feed/diagnosis.hpp"
#include "sources/feed/encoding.hpp"
#include "sources/feed/finish.hpp"
#include "sources/feed/json_feed.hpp"
#include "sources/feed/rdf.hpp"
#include "sources/feed/rss.hpp"
#include "sources/feed/xml.hpp"
#include "sources/feed/xml_repair.hpp"
#include "text/ascii.hpp"

#include <string>
#include <utility>

namespace glossd::sources::feed {

namespace {

using Parsed = tl::expected<ParsedFeed, model::Outcome>;

tl::unexpected<model::Outcome> failure(model::OutcomeKind kind, std::string message) {
    return tl::make_unexpected(model::Outcome{kind, std::move(message), {}});
}

tl::unexpected<model::Outcome> no_feed(std::string message) {
    return failure(model::OutcomeKind::rejected, std::move(message));
}

Parsed parse_json(std::string_view text, const Context& context) {
    auto feed = read_json_feed(text, context);
    if (feed) return *std::move(feed);
    const bool may_mend = feed.error().kind == model::ErrorKind::protocol;
    return failure(may_mend ? model::OutcomeKind::transient : model::OutcomeKind::rejected,
                   feed.error().message);
}

Parsed read_root(pugi::xml_node root, const Context& context) {
    const auto name = text::to_lower(local_name(root));
    if (name == "rss" || name == "channel") return read_rss(root, context);
    if (name == "rdf") return read_rdf(root, context);
    if (name == "feed" || name == "entry") return read_atom(root, context);
    constexpr std::size_t longest_shown = 40;
    return no_feed("this is XML, but not a feed: its root element is <" +
                   std::string(root.name()).substr(0, longest_shown) + ">");
}

Parsed parse_xml(std::string text, const Context& context) {
    auto repaired = repair_xml(text);
    text = {};  // a feed may be large: one copy at a time
    const Xml document(std::move(repaired.text));
    if (!document.root()) {
        if (repaired.truncated)
            return failure(model::OutcomeKind::transient, "this XML ends before its first element");
        return no_feed("this is text, not a feed");
    }
    auto feed = read_root(document.root(), context);
    if (!feed) return feed;
    if (repaired.truncated && feed->posts.empty())
        return failure(model::OutcomeKind::transient, "this feed ends before its first item does");
    if (repaired.truncated) feed->whole = false;
    feed->notes.insert(feed->notes.begin(), repaired.notes.begin(), repaired.notes.end());
    return feed;
}

Parsed parse_text(Decoded decoded, const Context& context) {
    const auto start = decoded.text.find_first_not_of(" \t\n");
    if (start == std::string::npos)
        return failure(model::OutcomeKind::transient, "the body is empty");
    if (decoded.text[start] == '{' || decoded.text[start] == '[')
        return parse_json(std::string_view(decoded.text).substr(start), context);
    if (is_html(decoded.text)) return no_feed(about_html(decoded.text, context.base));
    return parse_xml(std::move(decoded.text), context);
}

}  // namespace

Parsed parse_feed(std::string_view bytes, std::string_view content_type, const Context& context) {
    if (const auto kind = binary_kind(bytes); !kind.empty())
        return no_feed("this is " + std::string(kind) + ", not a feed");
    auto decoded = decode(bytes, charset_of(content_type));
    const bool damaged = decoded.damaged;
    const auto encoding = decoded.encoding;
    auto feed = parse_text(std::move(decoded), context);
    if (!feed) return feed;
    finish(*feed);
    if (damaged) feed->notes.push_back("some bytes are no " + encoding + " and were replaced");
    return feed;
}

}  // namespace glossd::sources::feed
