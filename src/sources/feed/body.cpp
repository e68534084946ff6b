#include "sources/feed/body.hpp"

#include "sources/feed/media.hpp"
#include "text/ascii.hpp"
#include "text/entities.hpp"
#include "text/html.hpp"
#include "text/normalise.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace glossd::sources::feed {

namespace {

struct Warned {
    std::string_view warning;  // HTML
    std::string_view body;     // HTML, behind the rule
};

// Mastodon's RssBuilder: "<p><strong>Content warning:</strong> spoilers</p><hr />" before the
// body. The label is in the post's language, so its form decides.
std::optional<Warned> split_warning(std::string_view html) {
    constexpr std::string_view open = "<p><strong>";
    constexpr std::string_view middle = "</strong>";
    constexpr std::string_view close = "</p><hr";
    constexpr std::size_t longest_label = 80;
    if (!html.starts_with(open)) return std::nullopt;
    const auto label_end = html.substr(0, longest_label).find(middle);
    if (label_end == std::string_view::npos) return std::nullopt;
    const auto label = text::trim(html.substr(open.size(), label_end - open.size()));
    if (!label.ends_with(":") && !label.ends_with("：")) return std::nullopt;
    const auto start = label_end + middle.size();
    const auto end = html.find("</p>", start);
    if (end == std::string_view::npos || !html.substr(end).starts_with(close)) return std::nullopt;
    const auto rule = html.find('>', end + close.size());
    if (rule == std::string_view::npos) return std::nullopt;
    return Warned{html.substr(start, end - start), html.substr(rule + 1)};
}

bool has_inline_markup(std::string_view text) {
    constexpr auto names = std::to_array<std::string_view>(
        {"a",    "abbr", "b", "br", "cite",  "code", "del",    "em",  "font", "i",  "img", "ins",
         "mark", "p",    "q", "s",  "small", "span", "strong", "sub", "sup",  "tt", "u",   "wbr"});
    // Alone they say nothing; <a> without its end is more likely a word about HTML.
    constexpr auto alone = std::to_array<std::string_view>({"br", "img", "wbr"});
    const auto folded = text::to_lower(text);
    const auto stands = [&](std::string_view name) {
        const auto tag = "<" + std::string(name);
        const auto at = folded.find(tag);
        if (at == std::string_view::npos || at + tag.size() >= folded.size()) return false;
        if (std::string_view("> \n\t/").find(folded[at + tag.size()]) == std::string_view::npos)
            return false;
        return std::find(alone.begin(), alone.end(), name) != alone.end() ||
               folded.find("</" + std::string(name) + ">", at) != std::string_view::npos;
    };
    return std::any_of(names.begin(), names.end(), stands);
}

}  // namespace

void set_body(model::Post& post, std::string content, Markup markup, const std::string& base) {
    if (markup == Markup::plain) {
        post.text = text::trim(content);
        post.links = text::html_to_text(text::text_to_html(post.text), base).links;
        return;
    }
    std::string_view html = text::trim(content);
    if (post.title.empty()) {
        if (const auto warned = split_warning(html)) {
            post.content_warning = text::fold_space(text::html_to_text(warned->warning).text);
            html = text::trim(warned->body);
        }
    }
    auto visible = text::html_to_text(html, base);
    post.text = text::trim(visible.text);
    post.links = std::move(visible.links);
    for (auto& image : visible.media) add_media(post, std::move(image));
    if (html.find_first_of("<&") != std::string_view::npos) post.html = html;
}

std::string read_title(std::string_view content, Markup markup) {
    if (markup == Markup::plain) return text::fold_space(content);
    return text::fold_space(text::html_to_text(content).text);
}

std::string read_rss_title(std::string_view content) {
    if (has_inline_markup(content)) return read_title(content, Markup::html);
    return text::fold_space(text::decode_entities(content));
}

}  // namespace glossd::sources::feed
