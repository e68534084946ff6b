#include "text/html_tokens.hpp"

#include "text/ascii.hpp"
#include "text/entities.hpp"

#include <algorithm>
#include <array>

namespace glossd::text {

namespace {

constexpr std::array<std::string_view, 9> raw_elements{
    "script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "plaintext"};

constexpr std::array<std::string_view, 13> void_elements{
    "area",  "base", "br",   "col",   "embed",  "hr",   "img",
    "input", "link", "meta", "param", "source", "track"};

bool ends_tag_name(char c) {
    return is_space(c) || c == '/' || c == '>';
}

// '<' begins markup only before a letter, '/', '!' or '?'.
std::size_t find_markup(std::string_view text) {
    for (std::size_t at = 0; at + 1 < text.size(); ++at) {
        if (text[at] != '<') continue;
        const char next = text[at + 1];
        if (is_alpha(next) || next == '!' || next == '?') return at;
        if (next == '/' && at + 2 < text.size()) return at;
    }
    return text.size();
}

// Where "</name" stands as an end tag; the end of the text when it does not.
std::size_t find_end_tag(std::string_view text, std::string_view name) {
    for (auto at = text.find("</"); at != std::string_view::npos; at = text.find("</", at + 2)) {
        const auto behind = at + 2 + name.size();
        if (behind < text.size() && equals_ignoring_case(text.substr(at + 2, name.size()), name) &&
            ends_tag_name(text[behind])) {
            return at;
        }
    }
    return text.size();
}

// `text` begins with "<!", "<?" or "</" without a letter behind it.
std::size_t comment_size(std::string_view text) {
    if (!text.starts_with("<!--")) {
        const auto close = text.find('>', 2);
        return close == std::string_view::npos ? text.size() : close + 1;
    }
    if (text.substr(4).starts_with('>')) return 5;
    if (text.substr(4).starts_with("->")) return 6;
    for (auto at = text.find("--", 4); at != std::string_view::npos; at = text.find("--", at + 1)) {
        const auto behind = text.substr(at + 2);
        if (behind.starts_with('>')) return at + 3;
        if (behind.starts_with("!>")) return at + 4;
    }
    return text.size();
}

}  // namespace

std::optional<HtmlToken> HtmlTokens::next() {
    if (rest_.empty()) return std::nullopt;
    if (!raw_element_.empty()) {
        const auto size =
            raw_element_ == "plaintext" ? rest_.size() : find_end_tag(rest_, raw_element_);
        raw_element_.clear();
        if (size > 0) return take(HtmlToken::Kind::raw_text, size);
    }
    const auto size = find_markup(rest_);
    if (size > 0) return take(HtmlToken::Kind::text, size);
    const bool is_tag = is_alpha(rest_[1]) || (rest_[1] == '/' && is_alpha(rest_[2]));
    return is_tag ? take_tag() : take(HtmlToken::Kind::comment, comment_size(rest_));
}

HtmlToken HtmlTokens::take(HtmlToken::Kind kind, std::size_t size) {
    HtmlToken token{kind, {}, rest_.substr(0, size)};
    rest_.remove_prefix(size);
    return token;
}

std::optional<HtmlToken> HtmlTokens::take_tag() {
    const bool ends = rest_[1] == '/';
    const auto body = rest_.substr(ends ? 2 : 1);
    const auto* name_end = std::find_if(body.begin(), body.end(), ends_tag_name);
    const auto name = body.substr(0, static_cast<std::size_t>(name_end - body.begin()));
    HtmlAttributes attributes(body.substr(name.size()));
    while (attributes.next()) {
    }
    rest_ = attributes.rest();
    if (rest_.empty()) return std::nullopt;
    HtmlToken token{ends ? HtmlToken::Kind::end_tag : HtmlToken::Kind::start_tag, to_lower(name),
                    body.substr(name.size(), body.size() - name.size() - rest_.size())};
    rest_.remove_prefix(1);
    if (!ends && is_among(raw_elements, token.name)) raw_element_ = token.name;
    return token;
}

std::optional<HtmlAttributes::Attribute> HtmlAttributes::next() {
    const auto skip = [this](auto accepts) {
        const auto* end = std::find_if_not(rest_.begin(), rest_.end(), accepts);
        const auto skipped = rest_.substr(0, static_cast<std::size_t>(end - rest_.begin()));
        rest_.remove_prefix(skipped.size());
        return skipped;
    };
    const auto blank = [](char c) { return is_space(c); };
    skip([](char c) { return is_space(c) || c == '/'; });
    if (rest_.empty() || rest_.front() == '>') return std::nullopt;
    // A '=' in front belongs to the name (HTML standard, section 13.2.5.32).
    const auto* start = rest_.data();
    if (rest_.front() == '=') rest_.remove_prefix(1);
    skip([](char c) { return !ends_tag_name(c) && c != '='; });
    Attribute attribute{{start, static_cast<std::size_t>(rest_.data() - start)}, {}};
    skip(blank);
    if (!rest_.starts_with('=')) return attribute;
    rest_.remove_prefix(1);
    skip(blank);
    attribute.value = take_value();
    return attribute;
}

std::string_view HtmlAttributes::take_value() {
    if (rest_.empty()) return {};
    const char quote = rest_.front();
    if (quote == '"' || quote == '\'') {
        const auto end = std::min(rest_.find(quote, 1), rest_.size());
        const auto value = rest_.substr(1, end - 1);
        rest_.remove_prefix(std::min(end + 1, rest_.size()));
        return value;
    }
    const auto* end =
        std::find_if(rest_.begin(), rest_.end(), [](char c) { return is_space(c) || c == '>'; });
    const auto value = rest_.substr(0, static_cast<std::size_t>(end - rest_.begin()));
    rest_.remove_prefix(value.size());
    return value;
}

std::string html_attribute(std::string_view content, std::string_view name) {
    HtmlAttributes attributes(content);
    while (const auto attribute = attributes.next()) {
        if (equals_ignoring_case(attribute->name, name)) return decode_entities(attribute->value);
    }
    return {};
}

bool is_among(std::span<const std::string_view> elements, std::string_view name) {
    return std::find(elements.begin(), elements.end(), name) != elements.end();
}

bool is_void_element(std::string_view name) {
    return is_among(void_elements, name);
}

}  // namespace glossd::text
