#include "text/html_layout.hpp"

#include "text/address_text.hpp"
#include "text/ascii.hpp"
#include "text/html_tokens.hpp"
#include "text/normalise.hpp"
#include "text/url.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace glossd::text {

namespace {

constexpr std::string_view no_break_space = "\u00A0";
constexpr std::size_t deepest_indent = 4;
constexpr std::size_t longest_base = 8192;  // every relative link repeats it

constexpr std::array<std::string_view, 19> paragraph_elements{
    "blockquote", "dir",  "dl", "figure", "h1",  "h2",    "h3", "h4",      "h5", "h6",
    "hr",         "menu", "ol", "p",      "pre", "table", "ul", "listing", "xmp"};

constexpr std::array<std::string_view, 22> line_elements{
    "address", "article", "aside",   "body",    "caption", "center",    "dd",     "details",
    "dialog",  "div",     "dt",      "footer",  "form",    "header",    "legend", "main",
    "nav",     "option",  "section", "summary", "tr",      "figcaption"};

constexpr std::array<std::string_view, 13> unseen_elements{
    "audio",  "canvas", "datalist", "head",     "iframe", "noembed", "noframes",
    "script", "style",  "svg",      "template", "title",  "video"};

constexpr std::array<std::string_view, 5> preformatted_elements{"pre", "listing", "xmp", "textarea",
                                                                "plaintext"};

// Smilies and custom emoji are pictures only for want of a character.
constexpr std::array<std::string_view, 4> emoji_classes{"emoji", "custom-emoji", "emojione",
                                                        "wp-smiley"};

bool has_class(std::string_view classes, std::string_view wanted) {
    while (!classes.empty()) {
        const auto end = std::min(classes.find_first_of(" \t\n\f"), classes.size());
        if (classes.substr(0, end) == wanted) return true;
        classes.remove_prefix(std::min(end + 1, classes.size()));
    }
    return false;
}

std::optional<long> leading_number(std::string_view text) {
    text = trim(text);
    long number = 0;
    const auto result = std::from_chars(text.data(), text.data() + text.size(), number);
    return result.ec == std::errc{} ? std::optional(number) : std::nullopt;
}

bool is_pixel(const HtmlElement& image) {
    return leading_number(image.width).value_or(2) < 2 ||
           leading_number(image.height).value_or(2) < 2;
}

// The size of the one white character that `text` begins with, U+00A0 included; 0: a word does.
std::size_t white_at(std::string_view text) {
    if (is_space(text.front())) return 1;
    return text.front() == no_break_space.front() && text.starts_with(no_break_space)
               ? no_break_space.size()
               : 0;
}

std::size_t word_size(std::string_view text) {
    std::size_t size = 0;
    while (size < text.size() && white_at(text.substr(size)) == 0) ++size;
    return size;
}

// "@user" and "#tag" as one word; "#1 reason to stay" is an ordinary link.
bool looks_like_mention(std::string_view visible) {
    visible = trim(visible);
    return visible.size() > 1 && (visible.front() == '@' || visible.front() == '#') &&
           std::none_of(visible.begin(), visible.end(), [](char c) { return is_space(c); });
}

// No space at line ends, no two blank lines in a row, none at the ends.
std::string tidy(std::string_view text) {
    std::string out;
    std::size_t newlines = 0;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        auto line = text.substr(0, end);
        while (!line.empty() && is_space(line.back())) line.remove_suffix(1);
        if (!line.empty()) {
            if (!out.empty()) out.append(std::min<std::size_t>(newlines, 2), '\n');
            out += line;
            newlines = 0;
        }
        ++newlines;
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return out;
}

}  // namespace

HtmlLayout::HtmlLayout(std::string_view base) {
    if (base.size() <= longest_base) base_ = base;
}

void HtmlLayout::open(const HtmlElement& element) {
    if (skips(element)) return;
    const auto& name = element.name;
    if (is_among(paragraph_elements, name)) {
        const bool nested_list = (name == "ul" || name == "ol") && !lists_.empty();
        separate(nested_list ? Gap::line : Gap::paragraph);
    }
    if (is_among(line_elements, name)) separate(Gap::line);
    if (is_among(preformatted_elements, name)) ++preformatted_;
    if (name == "ul") lists_.push_back({});
    if (name == "ol") lists_.push_back({true, leading_number(element.start).value_or(1)});
    if (name == "li") open_item();
    if (name == "td" || name == "th") separate(Gap::cell);
    if (name == "br") break_line();
    if (name == "img") add_image(element);
    if (name == "a") open_anchor(element);
    if (anchor_ &&
        (has_class(element.classes, "invisible") || has_class(element.classes, "ellipsis"))) {
        anchor_->shortened = true;
    }
}

void HtmlLayout::close(std::string_view name) {
    if (skipped_) {
        if (name == skipped_->name && --skipped_->depth == 0) skipped_.reset();
        return;
    }
    if ((name == "ul" || name == "ol") && !lists_.empty()) {
        lists_.pop_back();
        marker_.clear();
    }
    if (name == "li") {
        marker_.clear();
        separate(Gap::line);
    }
    if (is_among(paragraph_elements, name)) {
        const bool nested_list = (name == "ul" || name == "ol") && !lists_.empty();
        separate(nested_list ? Gap::line : Gap::paragraph);
    }
    if (is_among(line_elements, name)) separate(Gap::line);
    if (is_among(preformatted_elements, name) && preformatted_ > 0) --preformatted_;
    if (name == "a") close_anchor();
}

void HtmlLayout::text(std::string_view decoded) {
    if (skipped_) return;
    if (preformatted_ > 0) {
        if (!decoded.empty()) emit(decoded);
        return;
    }
    while (!decoded.empty()) {
        auto size = white_at(decoded);
        if (size > 0) {
            separate(Gap::space);
        } else {
            size = word_size(decoded);
            emit(decoded.substr(0, size));
        }
        decoded.remove_prefix(size);
    }
}

VisibleText HtmlLayout::finish() {
    close_anchor();
    result_.text = tidy(clean_utf8(result_.text));
    return std::move(result_);
}

// Opens, deepens or leaves what no reader sees.
bool HtmlLayout::skips(const HtmlElement& element) {
    if (skipped_) {
        // A paragraph cannot hold another, and a head ends where the body begins.
        const bool ends = element.name == skipped_->name
                              ? element.name == "p"
                              : element.name == "body" && skipped_->name == "head";
        if (ends) {
            skipped_.reset();
        } else if (element.name == skipped_->name) {
            ++skipped_->depth;
        }
    }
    if (!skipped_ &&
        (is_among(unseen_elements, element.name) || has_class(element.classes, "quote-inline"))) {
        skipped_ = Skipped{element.name};
    }
    return skipped_.has_value();
}

void HtmlLayout::separate(Gap gap) {
    gap_ = std::max(gap_, gap);
}

void HtmlLayout::break_line() {
    gap_ = gap_ >= Gap::line ? Gap::paragraph : Gap::line;
}

void HtmlLayout::emit(std::string_view piece) {
    constexpr std::array<std::string_view, 5> gaps{"", " ", " | ", "\n", "\n\n"};
    auto& out = result_.text;
    if (!out.empty()) out += gaps[static_cast<std::size_t>(gap_)];
    gap_ = Gap::none;
    out += marker_;
    marker_.clear();
    if (anchor_ && !anchor_->begin) anchor_->begin = out.size();
    out += piece;
}

void HtmlLayout::open_item() {
    separate(Gap::line);
    marker_ = "- ";
    if (lists_.empty()) return;
    auto& list = lists_.back();
    if (list.numbered) marker_ = std::to_string(list.next++) + ". ";
    marker_.insert(0, 2 * (std::min(lists_.size(), deepest_indent) - 1), ' ');
}

void HtmlLayout::open_anchor(const HtmlElement& element) {
    close_anchor();
    anchor_ = Anchor{};
    anchor_->address = resolve_url(base_, element.href);
    anchor_->mention =
        has_class(element.classes, "mention") || has_class(element.classes, "hashtag");
}

void HtmlLayout::close_anchor() {
    if (!anchor_) return;
    const auto anchor = *std::exchange(anchor_, std::nullopt);
    auto& out = result_.text;
    const auto visible = anchor.begin ? std::string_view(out).substr(*anchor.begin) : "";
    if (anchor.address.empty() || anchor.mention || looks_like_mention(visible)) return;
    if (seen_links_.insert(anchor.address).second) result_.links.push_back(anchor.address);
    if (!visible.empty() && (anchor.shortened || shows_address(visible, anchor.address))) {
        out.resize(*anchor.begin);
        out += anchor.address;
    }
}

void HtmlLayout::add_image(const HtmlElement& element) {
    if (std::any_of(emoji_classes.begin(), emoji_classes.end(),
                    [&](auto name) { return has_class(element.classes, name); })) {
        text(element.alt);
        return;
    }
    const auto address = resolve_url(base_, element.src);
    if (address.empty() || is_pixel(element) || !seen_images_.insert(address).second) return;
    model::Media image;
    image.url = address;
    if (const auto alt = fold_space(clean_utf8(element.alt)); !alt.empty()) image.alt = alt;
    result_.media.push_back(std::move(image));
}

}  // namespace glossd::text
