#include "engines/deepl/xml.hpp"

#include "engines/line_breaks.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

#include <fmt/format.h>

namespace glossd::engines::deepl {

namespace {

using model::ErrorKind;
using model::Result;

std::string escape(std::string_view text) {
    std::string escaped;
    for (const char c : text) {
        switch (c) {
            case '&':
                escaped += "&amp;";
                break;
            case '<':
                escaped += "&lt;";
                break;
            case '>':
                escaped += "&gt;";
                break;
            default:
                escaped += c;
        }
    }
    return escaped;
}

void append_utf8(std::string& text, std::uint32_t point) {
    const auto byte = [&](std::uint32_t value) { text += static_cast<char>(value); };
    if (point < 0x80) {
        byte(point);
    } else if (point < 0x800) {
        byte(0xC0U | point >> 6U);
        byte(0x80U | (point & 0x3FU));
    } else if (point < 0x10000) {
        byte(0xE0U | point >> 12U);
        byte(0x80U | (point >> 6U & 0x3FU));
        byte(0x80U | (point & 0x3FU));
    } else {
        byte(0xF0U | point >> 18U);
        byte(0x80U | (point >> 12U & 0x3FU));
        byte(0x80U | (point >> 6U & 0x3FU));
        byte(0x80U | (point & 0x3FU));
    }
}

// "#39" or "#x27"; nothing for what is no character.
std::optional<std::uint32_t> character_number(std::string_view name) {
    if (!name.starts_with('#')) return std::nullopt;
    name.remove_prefix(1);
    const bool is_hex = name.starts_with('x') || name.starts_with('X');
    if (is_hex) name.remove_prefix(1);
    std::uint32_t point = 0;
    const auto [end, error] =
        std::from_chars(name.data(), name.data() + name.size(), point, is_hex ? 16 : 10);
    const bool whole = error == std::errc{} && end == name.data() + name.size();
    const bool surrogate = point >= 0xD800 && point < 0xE000;
    if (!whole || point == 0 || point > 0x10FFFF || surrogate) return std::nullopt;
    return point;
}

std::string unescape(std::string_view text) {
    constexpr std::array<std::pair<std::string_view, char>, 5> entities{
        {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}}};
    constexpr std::size_t longest_entity = 10;
    std::string plain;
    while (true) {
        const auto ampersand = text.find('&');
        plain += text.substr(0, ampersand);
        if (ampersand == std::string_view::npos) return plain;
        text.remove_prefix(ampersand);
        const auto end = text.substr(0, longest_entity + 2).find(';');
        const auto name = end == std::string_view::npos ? "" : text.substr(1, end - 1);
        const auto entity = std::find_if(entities.begin(), entities.end(),
                                         [&](const auto& e) { return e.first == name; });
        if (entity != entities.end()) {
            plain += entity->second;
        } else if (const auto point = character_number(name)) {
            append_utf8(plain, *point);
        } else {
            plain += '&';  // not an entity: a stray ampersand
            text.remove_prefix(1);
            continue;
        }
        text.remove_prefix(end + 1);
    }
}

// `x id="12"` or `n id='12' /`, what stands between < and >.
struct Element {
    char name = 'x';
    std::int64_t id = 0;
    bool closed = false;  // <x/>
};

std::optional<Element> element(std::string_view inside) {
    Element found;
    found.closed = inside.ends_with('/');
    if (found.closed) inside.remove_suffix(1);
    while (inside.ends_with(' ')) inside.remove_suffix(1);
    if (!inside.starts_with("x id=") && !inside.starts_with("n id=")) return std::nullopt;
    found.name = inside[0];
    inside.remove_prefix(5);
    const bool quoted =
        inside.size() > 2 && (inside[0] == '"' || inside[0] == '\'') && inside.back() == inside[0];
    if (!quoted) return std::nullopt;
    inside = inside.substr(1, inside.size() - 2);
    const auto [end, error] =
        std::from_chars(inside.data(), inside.data() + inside.size(), found.id);
    const bool whole = error == std::errc{} && end == inside.data() + inside.size();
    return whole ? std::optional(found) : std::nullopt;
}

// Takes the element at the front, with its content and its end, off the text.
Result<std::int64_t> take_element(std::string_view& xml) {
    const auto fail = [] {
        return model::fail(ErrorKind::protocol, "the answer has markup that was never sent");
    };
    const auto close = xml.find('>');
    if (close == std::string_view::npos) return fail();
    const auto found = element(xml.substr(1, close - 1));
    if (!found) return fail();
    auto rest = xml.substr(close + 1);
    if (!found->closed) {
        const auto end_tag = fmt::format("</{}>", found->name);
        const auto end = rest.find(end_tag);
        if (end == std::string_view::npos) return fail();
        rest.remove_prefix(end + end_tag.size());
    }
    xml = rest;
    return found->id;
}

}  // namespace

std::string write_xml(const TagNumbers& tags, std::size_t item) {
    std::string xml;
    for (const auto& piece : tags.outgoing(item)) {
        if (const auto* text = std::get_if<std::string>(&piece)) {
            xml += escape(*text);
            continue;
        }
        const auto tag = std::get<std::int64_t>(piece);
        const auto* span = tags.span(item, tag);
        if (span && is_line_break(*span)) {
            xml += fmt::format("<n id=\"{}\"/>", tag);
        } else {
            xml += fmt::format("<x id=\"{}\">{}</x>", tag, span ? escape(span->text) : "");
        }
    }
    return xml;
}

Result<Pieces> read_xml(std::string_view xml) {
    Pieces pieces;
    while (!xml.empty()) {
        const auto text = std::min(xml.find('<'), xml.size());
        if (text > 0) pieces.emplace_back(unescape(xml.substr(0, text)));
        xml.remove_prefix(text);
        if (xml.empty()) break;
        const auto tag = take_element(xml);
        if (!tag) return tl::make_unexpected(tag.error());
        pieces.emplace_back(*tag);
    }
    return pieces;
}

}  // namespace glossd::engines::deepl
