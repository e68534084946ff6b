#include "engines/html_form.hpp"

#include "engines/line_breaks.hpp"
#include "text/ascii.hpp"
#include "text/code_points.hpp"
#include "text/entities.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include <fmt/format.h>

namespace glossd::engines {

namespace {

std::string write_html(const TagNumbers& tags, std::size_t item, std::string_view keep) {
    std::string html;
    for (const auto& piece : tags.outgoing(item)) {
        if (const auto* plain = std::get_if<std::string>(&piece)) {
            text::append_escaped(html, *plain);
            continue;
        }
        const auto tag = std::get<std::int64_t>(piece);
        const auto* span = tags.span(item, tag);
        if (span && is_line_break(*span)) {
            html += fmt::format("<br id=\"{}\">", tag);
            continue;
        }
        html += fmt::format("<span id=\"{}\" {}>", tag, keep);
        if (span) text::append_escaped(html, span->text);
        html += "</span>";
    }
    return html;
}

// The number behind `id=`, quoted or not, among a tag's attributes.
std::optional<std::int64_t> html_id(std::string_view attributes) {
    const auto lowered = text::to_lower(attributes);
    constexpr std::string_view name = " id=";
    const auto at = lowered.find(name);
    if (at == std::string::npos) return std::nullopt;
    auto value = std::string_view(lowered).substr(at + name.size());
    if (value.starts_with('"') || value.starts_with('\'')) value.remove_prefix(1);
    std::int64_t id = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), id);
    if (error != std::errc{} || id < 0) return std::nullopt;
    const bool ends = end == value.data() + value.size() || !text::is_alnum(*end);
    return ends ? std::optional(id) : std::nullopt;
}

// Where the end tag of a span stops; npos without one. Any case, blanks before '>'.
std::size_t behind_end_tag(std::string_view html) {
    constexpr std::string_view name = "span";
    for (auto at = html.find("</"); at != std::string_view::npos; at = html.find("</", at + 2)) {
        if (!text::equals_ignoring_case(html.substr(at + 2, name.size()), name)) continue;
        const auto close = html.find('>', at);
        return close == std::string_view::npos ? close : close + 1;
    }
    return std::string_view::npos;
}

// Takes the element at the front, with its content and its end, off the text.
std::optional<std::int64_t> take_html_element(std::string_view& html) {
    const auto close = html.find('>');
    if (close == std::string_view::npos) return std::nullopt;
    const auto inside = html.substr(1, close - 1);
    const auto name = inside.substr(0, inside.find_first_of(" \t\r\n/"));
    const auto id = html_id(inside);
    html.remove_prefix(close + 1);
    if (text::equals_ignoring_case(name, "br")) return id;
    if (!text::equals_ignoring_case(name, "span")) return std::nullopt;
    if (inside.ends_with('/')) return id;
    const auto end = behind_end_tag(html);
    if (end == std::string_view::npos) return std::nullopt;
    html.remove_prefix(end);
    return id;
}

// As in HTML, a '<' before anything but a letter or a slash is text: "I <3 this".
std::size_t next_element(std::string_view html) {
    for (auto at = html.find('<'); at != std::string_view::npos; at = html.find('<', at + 1)) {
        const char next = at + 1 < html.size() ? html[at + 1] : ' ';
        if (text::is_alpha(next) || next == '/' || next == '!') return at;
    }
    return html.size();
}

// A line break between elements is white space in HTML; real ones are elements.
std::string html_text(std::string_view html) {
    std::string flat(html);
    std::replace_if(
        flat.begin(), flat.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
    return text::decode_entities(flat);
}

}  // namespace

model::Result<Pieces> read_html(std::string_view html) {
    Pieces pieces;
    while (!html.empty()) {
        const auto plain = next_element(html);
        if (plain > 0) pieces.emplace_back(html_text(html.substr(0, plain)));
        html.remove_prefix(plain);
        if (html.empty()) break;
        const auto tag = take_html_element(html);
        if (!tag) {
            return model::fail(model::ErrorKind::protocol,
                               "the answer has markup that was never sent");
        }
        pieces.emplace_back(*tag);
    }
    return pieces;
}

HtmlForm::HtmlForm(const Batch& batch, std::string_view keep)
    : batch_(batch), sent_(mask_line_breaks(batch)), tags_(sent_, EndMark::absent) {
    for (std::size_t i = 0; i < sent_.items.size(); ++i) {
        texts_.push_back(write_html(tags_, i, keep));
    }
}

BatchReply HtmlForm::read(const std::vector<std::string>& answers) const {
    BatchReply reply;
    for (const auto& text : texts_) {
        reply.usage.characters += static_cast<std::int64_t>(text::count_code_points(text));
    }
    if (answers.size() != texts_.size()) {
        reply.items = failed_items(
            batch_, fmt::format("{} answers to {} texts", answers.size(), texts_.size()));
        return reply;
    }
    for (std::size_t i = 0; i < answers.size(); ++i) {
        const auto& item = batch_.items[i];
        const auto pieces = read_html(answers[i]);
        if (!pieces) {
            reply.items.push_back(failed_item(item.id, pieces.error().message));
            continue;
        }
        auto read = tags_.accept(i, *pieces);
        read.text = restore_line_breaks(read.text, item.text, sent_.items[i].text);
        reply.items.push_back(std::move(read));
    }
    return reply;
}

}  // namespace glossd::engines
