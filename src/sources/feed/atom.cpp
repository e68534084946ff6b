#include "sources/feed/atom.hpp"

#include "sources/feed/body.hpp"
#include "sources/feed/media.hpp"
#include "sources/feed/xml.hpp"
#include "text/ascii.hpp"
#include "text/normalise.hpp"

#include <algorithm>
#include <utility>

namespace glossd::sources::feed {

namespace {

struct Text {
    std::string content;
    Markup markup = Markup::plain;
};

// RFC 4287 sections 3.1 and 4.1.3.3; 0.3 names the MIME type and a mode.
Text read_text(pugi::xml_node node) {
    const auto type = text::to_lower(attribute(node, "type"));
    const auto mode = text::to_lower(attribute(node, "mode"));
    if (type == "html" || type.starts_with("text/html")) return {inner_html(node), Markup::html};
    if (type == "xhtml" || type == "application/xhtml+xml") {
        const auto div = child(node, Space::xhtml, "div");
        return {inner_html(div ? div : node), Markup::html};
    }
    if (type.empty() || type == "text" || type == "text/plain") {
        // Markup in a plain text is somebody's mistake; as text it would be an angle-bracket mess.
        const bool markup = mode == "escaped" || node.find_child([](pugi::xml_node part) {
            return part.type() == pugi::node_element;
        });
        return {markup ? inner_html(node) : text_of(node), markup ? Markup::html : Markup::plain};
    }
    if (type.starts_with("text/")) return {text_of(node), Markup::plain};
    return {};  // XML and base64 of other kinds are nothing to translate
}

class Reader {
  public:
    Reader(pugi::xml_node root, const Context& context)
        : root_(root), space_(space_of(root)), context_(context) {
        if (!context_.base.empty()) return;
        for (const auto* relation : {"self", "alternate"})
            if (context_.base.empty()) context_.base = link(root, relation);
    }

    ParsedFeed read() const;

  private:
    model::Post read_entry(pugi::xml_node entry) const;
    void read_body(model::Post& post, pugi::xml_node entry) const;
    std::string link(pugi::xml_node parent, std::string_view relation) const;
    std::string authors(pugi::xml_node parent) const;
    std::string text(pugi::xml_node parent, std::string_view name) const {
        return text_of_child(parent, space_, name);
    }

    pugi::xml_node root_;
    Space space_;  // plain when the feed forgot to declare its namespace
    Context context_;
};

ParsedFeed Reader::read() const {
    ParsedFeed feed;
    if (local_name(root_) == "entry") {
        feed.posts.push_back(read_entry(root_));
        return feed;
    }
    const auto author = authors(root_);
    for (const auto entry : children(root_, space_, "entry")) {
        feed.posts.push_back(read_entry(entry));
        if (feed.posts.back().author.empty()) feed.posts.back().author = author;
    }
    if (!link(root_, "next").empty())
        feed.notes.emplace_back("the feed has further pages, which are not read");
    return feed;
}

model::Post Reader::read_entry(pugi::xml_node entry) const {
    model::Post post;
    post.id = text(entry, "id");
    post.url = link(entry, "alternate");
    const auto title = read_text(child(entry, space_, "title"));
    post.title = read_title(title.content, title.markup);
    post.author = authors(entry);
    if (post.author.empty()) post.author = authors(child(entry, space_, "source"));

    auto published = text(entry, "published");
    if (published.empty()) published = text(entry, "issued");  // 0.3
    auto updated = text(entry, "updated");
    if (updated.empty()) updated = text(entry, "modified");  // 0.3
    post.published = read_date(published, context_);
    post.updated = read_date(updated, context_);

    for (const auto category : children(entry, space_, "category"))
        add_tag(post, attribute(category, "term"));
    for (const auto tag : children(entry, Space::dc, "subject")) add_tag(post, text_of(tag));
    for (const auto node : children(entry, space_, "link"))
        if (text::to_lower(attribute(node, "rel")) == "enclosure")
            add_media(post, read_enclosure(node, attribute(node, "href"), context_.base));
    add_media_rss(post, entry, context_.base);
    read_body(post, entry);
    add_thumbnail(post, entry, context_.base);
    return post;
}

void Reader::read_body(model::Post& post, pugi::xml_node entry) const {
    post.language = language_tag(language_of(entry));
    for (const auto* name : {"content", "summary"}) {
        const auto node = child(entry, space_, name);
        auto [content, markup] = read_text(node);
        if (content.empty()) {
            // Content elsewhere (RFC 4287 4.1.3.2): a picture is shown, a page is linked.
            const auto source = attribute(node, "src");
            auto media = read_enclosure(node, source, context_.base);
            const auto kind = media.type.substr(0, media.type.find('/'));
            if (kind == "image" || kind == "video" || kind == "audio")
                add_media(post, std::move(media));
            else if (post.url.empty() && !source.empty())
                post.url = std::move(media.url);
            continue;
        }
        auto language = language_tag(language_of(node));
        if (!language.empty()) post.language = std::move(language);
        return set_body(post, std::move(content), markup, base_of(node, context_.base));
    }
    auto group = child(entry, Space::media, "group");
    auto description = text_of_child(group ? group : entry, Space::media, "description");
    if (!description.empty()) set_body(post, std::move(description), Markup::plain, context_.base);
}

std::string Reader::link(pugi::xml_node parent, std::string_view relation) const {
    for (const auto node : children(parent, space_, "link")) {
        auto given = text::to_lower(attribute(node, "rel"));
        if (given.empty()) given = "alternate";
        if (given != relation) continue;
        auto address = absolute(base_of(node, context_.base), attribute(node, "href"));
        if (!address.empty()) return address;
    }
    return {};
}

std::string Reader::authors(pugi::xml_node parent) const {
    std::string names;
    for (const auto author : children(parent, space_, "author")) {
        auto name = text(author, "name");
        if (name.empty()) name = text(author, "email");
        if (!name.empty()) names += (names.empty() ? "" : ", ") + name;
    }
    return text::fold_space(names.empty() ? text_of_child(parent, Space::dc, "creator") : names);
}

}  // namespace

ParsedFeed read_atom(pugi::xml_node root, const Context& context) {
    return Reader(root, context).read();
}

}  // namespace glossd::sources::feed
