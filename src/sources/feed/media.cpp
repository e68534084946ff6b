#include "sources/feed/media.hpp"

#include "sources/feed/parsed_feed.hpp"
#include "sources/feed/xml.hpp"
#include "text/ascii.hpp"
#include "text/html.hpp"
#include "text/normalise.hpp"

#include <algorithm>
#include <charconv>
#include <tuple>
#include <vector>

namespace glossd::sources::feed {

namespace {

// Players and documents cannot be attached to a post.
bool is_showable(pugi::xml_node content) {
    const auto type = text::to_lower(attribute(content, "type"));
    const auto medium = text::to_lower(attribute(content, "medium"));
    const auto kind = type.empty() ? medium : type.substr(0, type.find('/'));
    return kind.empty() || kind == "image" || kind == "video" || kind == "audio";
}

std::optional<std::string> described(pugi::xml_node node) {
    for (const auto* name : {"description", "title"}) {
        const auto element = child(node, Space::media, name);
        const bool html = text::to_lower(attribute(element, "type")) == "html";
        const auto content = inner_html(element);
        if (auto alt = alt_text(html ? text::html_to_text(content).text : content)) return alt;
    }
    return std::nullopt;
}

model::Media read_content(pugi::xml_node node, const std::string& base) {
    return {.url = absolute(base_of(node, base), attribute(node, "url")),
            .type = text::to_lower(attribute(node, "type")),
            .alt = described(node),
            .size = read_size(attribute(node, "fileSize"))};
}

std::vector<pugi::xml_node> showable(pugi::xml_node parent) {
    auto contents = children(parent, Space::media, "content");
    std::erase_if(contents, [](pugi::xml_node node) { return !is_showable(node); });
    return contents;
}

auto rank(pugi::xml_node content) {
    const auto pixels =
        read_size(attribute(content, "width")) * read_size(attribute(content, "height"));
    return std::tuple(text::to_lower(attribute(content, "isDefault")) == "true",
                      read_size(attribute(content, "fileSize")), pixels);
}

}  // namespace

void add_media(model::Post& post, model::Media media) {
    if (media.url.empty()) return;
    const auto same = std::find_if(post.media.begin(), post.media.end(),
                                   [&](const auto& known) { return known.url == media.url; });
    if (same == post.media.end()) {
        post.media.push_back(std::move(media));
        return;
    }
    if (same->type.empty()) same->type = std::move(media.type);
    if (!same->alt) same->alt = std::move(media.alt);
    if (same->size == 0) same->size = media.size;
}

void add_picture(model::Post& post, std::string address) {
    model::Media media;
    media.url = std::move(address);
    add_media(post, std::move(media));
}

model::Media read_enclosure(pugi::xml_node node, std::string_view reference,
                            const std::string& base) {
    return {.url = absolute(base_of(node, base), reference),
            .type = text::to_lower(attribute(node, "type")),
            .alt = alt_text(attribute(node, "title")),
            .size = read_size(attribute(node, "length"))};
}

void add_media_rss(model::Post& post, pugi::xml_node item, const std::string& base) {
    const auto single = showable(item);
    for (const auto content : single) {
        auto media = read_content(content, base);
        if (!media.alt && single.size() == 1) media.alt = described(item);
        if (media.alt == post.title) media.alt.reset();  // says nothing twice
        add_media(post, std::move(media));
    }
    for (const auto group : children(item, Space::media, "group")) {
        const auto choices = showable(group);
        const auto best =
            std::max_element(choices.begin(), choices.end(),
                             [](pugi::xml_node a, pugi::xml_node b) { return rank(a) < rank(b); });
        if (best == choices.end()) continue;
        auto media = read_content(*best, base);
        if (!media.alt) media.alt = described(group);
        add_media(post, std::move(media));
    }
}

void add_thumbnail(model::Post& post, pugi::xml_node item, const std::string& base) {
    if (!post.media.empty()) return;
    std::vector<pugi::xml_node> places{item};
    for (const auto* name : {"group", "content"})
        for (const auto node : children(item, Space::media, name)) places.push_back(node);
    for (const auto place : places) {
        const auto thumbnail = child(place, Space::media, "thumbnail");
        if (!thumbnail) continue;
        add_picture(post, absolute(base_of(thumbnail, base), attribute(thumbnail, "url")));
        return;
    }
}

std::optional<std::string> alt_text(std::string_view text) {
    auto alt = std::string(text::trim(text));
    return alt.empty() ? std::nullopt : std::optional(std::move(alt));
}

std::uint64_t read_size(std::string_view digits) {
    digits = text::trim(digits);
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return error == std::errc{} && end == digits.data() + digits.size() ? value : 0;
}

}  // namespace glossd::sources::feed
