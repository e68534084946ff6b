#include "bulk/tmx_reader.hpp"

#include "bulk/tmx_names.hpp"
#include "model/language.hpp"
#include "text/ascii.hpp"
#include "text/masked_pieces.hpp"
#include "text/time_format.hpp"

#include <charconv>
#include <string_view>
#include <utility>

#include <pugixml.hpp>

namespace glossd::bulk {

using model::ErrorKind;

namespace {

constexpr std::size_t deepest_unit = 16;

// White space between inline elements is text.
constexpr unsigned as_written =
    pugi::parse_cdata | pugi::parse_escapes | pugi::parse_eol | pugi::parse_ws_pcdata;

std::string language_of(pugi::xml_node node) {
    const auto attribute = node.attribute("xml:lang");
    return attribute ? attribute.value() : node.attribute("lang").value();
}

// A mask's number, which TMX counts from 1.
std::optional<std::size_t> mask_number(pugi::xml_node placeholder) {
    const std::string_view x = placeholder.attribute("x").value();
    std::size_t number = 0;
    const auto [stop, error] = std::from_chars(x.data(), x.data() + x.size(), number);
    if (error != std::errc{} || stop != x.data() + x.size() || number == 0) return std::nullopt;
    if (placeholder.first_child()) return std::nullopt;
    return number - 1;
}

void append_segment(std::string& text, pugi::xml_node segment) {
    for (const auto part : segment.children()) {
        const std::string_view name = part.name();
        if (part.type() == pugi::node_pcdata || part.type() == pugi::node_cdata) {
            text += part.value();
        } else if (name == "ph") {
            const auto number = mask_number(part);
            text += number ? text::mask_of(*number) : std::string(part.text().get());
        } else if (name == "hi") {
            append_segment(text, part);
        }
        // bpt, ept, it, ut, sub: codes of a format that posts have not.
    }
}

std::string prop(pugi::xml_node unit, const char* type) {
    return unit.find_child_by_attribute("prop", "type", type).text().get();
}

bool same_primary(const std::string& one, const std::string& other) {
    const auto primary = [](const std::string& tag) { return tag.substr(0, tag.find('-')); };
    return text::equals_ignoring_case(primary(one), primary(other));
}

// In that very language, else in the same one elsewhere ("en" and "en-US"), else for any the first.
pugi::xml_node variant_in(pugi::xml_node unit, const std::string& language) {
    for (const auto variant : unit.children("tuv")) {
        if (text::equals_ignoring_case(language_of(variant), language)) return variant;
    }
    const bool any = language.empty() || language == "*all*";
    for (const auto variant : unit.children("tuv")) {
        if (any || same_primary(language_of(variant), language)) return variant;
    }
    return {};
}

std::string time_of(pugi::xml_node node) {
    const auto changed = node.attribute("changedate");
    return changed ? changed.value() : node.attribute("creationdate").value();
}

// What all rows of a unit share.
model::Result<store::Remembered> common_of(pugi::xml_node unit, pugi::xml_node source) {
    store::Remembered row;
    row.from = language_of(source);
    append_segment(row.source, source.child("seg"));
    row.style = prop(unit, tmx::style);
    row.engine = prop(unit, tmx::engine);
    const auto limit = prop(unit, tmx::limit);
    std::from_chars(limit.data(), limit.data() + limit.size(), row.limit);
    if (const auto written = time_of(unit); !written.empty()) {
        const auto time = text::parse_date(written);
        if (!time) {
            return model::fail(ErrorKind::invalid_input, "that is no date: " + written);
        }
        row.created = *time;
    }
    return row;
}

}  // namespace

TmxReader::TmxReader(std::istream& in)
    : elements_(in, {"header", "tu"}, largest_row, deepest_unit) {}

std::optional<MemoryFileRow> TmxReader::next() {
    while (rows_.empty() && !ended_) read_more();
    if (rows_.empty()) return std::nullopt;
    auto row = std::move(rows_.front());
    rows_.pop_front();
    return row;
}

void TmxReader::read_more() {
    auto found = elements_.next();
    if (!found) {
        ended_ = true;
        return refuse(elements_.line(), found.error().message, found.error().kind);
    }
    if (elements_.root() != "tmx") {
        ended_ = true;
        return refuse(1, "this is no TMX: it does not begin with <tmx>", ErrorKind::invalid_input);
    }
    if (!*found) {
        ended_ = true;
        return;
    }
    read_unit(**found);
}

void TmxReader::read_unit(const Element& element) {
    if (!element.problem.empty()) return refuse(element.line, element.problem, ErrorKind::refused);
    pugi::xml_document document;
    const auto parsed = document.load_buffer(element.xml.data(), element.xml.size(), as_written,
                                             pugi::encoding_utf8);
    if (!parsed) return refuse(element.line, parsed.description(), ErrorKind::invalid_input);
    const auto unit = document.document_element();
    if (std::string_view(unit.name()) == "header") {
        source_language_ = unit.attribute("srclang").value();
        return;
    }
    const auto own = unit.attribute("srclang");
    const auto source = variant_in(unit, own ? own.value() : source_language_);
    if (!source) {
        return refuse(element.line, "it has no text in its source language",
                      ErrorKind::invalid_input);
    }
    const auto common = common_of(unit, source);
    if (!common) return rows_.push_back({element.line, tl::make_unexpected(common.error())});
    const auto before = rows_.size();
    for (const auto variant : unit.children("tuv")) {
        if (variant == source) continue;
        auto row = *common;
        row.to = language_of(variant);
        append_segment(row.text, variant.child("seg"));
        rows_.push_back({element.line, std::move(row)});
    }
    if (rows_.size() == before) {
        refuse(element.line, "it has a text in one language only", ErrorKind::invalid_input);
    }
}

void TmxReader::refuse(std::size_t line, std::string why, ErrorKind kind) {
    rows_.push_back({line, model::fail(kind, std::move(why))});
}

}  // namespace glossd::bulk
