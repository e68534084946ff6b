#include "bulk/tmx_writer.hpp"

#include "bulk/tmx_names.hpp"
#include "text/masked_pieces.hpp"
#include "text/normalise.hpp"
#include "text/time_format.hpp"

#include <algorithm>
#include <ostream>

#include <pugixml.hpp>

namespace glossd::bulk {

namespace {

// "20260801T120000Z"
std::string tmx_time(model::WallTime time) {
    auto text = text::to_rfc3339(std::chrono::floor<std::chrono::seconds>(time));
    std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
    return text;
}

void add_prop(pugi::xml_node unit, const char* type, const std::string& value) {
    auto prop = unit.append_child("prop");
    prop.append_attribute("type") = type;
    prop.text() = text::clean_utf8(value).c_str();
}

void add_variant(pugi::xml_node unit, const std::string& language, const std::string& masked) {
    auto variant = unit.append_child("tuv");
    variant.append_attribute("xml:lang") = language.empty() ? "und" : language.c_str();
    auto segment = variant.append_child("seg");
    for (const auto& piece : text::masked_pieces(masked)) {
        if (piece.mask) {
            segment.append_child("ph").append_attribute("x") =
                static_cast<unsigned long long>(*piece.mask + 1);
        } else {
            const auto words = text::clean_utf8(piece.text);
            segment.append_child(pugi::node_pcdata).set_value(words.c_str());
        }
    }
}

}  // namespace

TmxWriter::TmxWriter(std::ostream& out) : out_(out) {
    out_ << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tmx version=\"1.4\">\n"
            "<header creationtool=\"glossd\" creationtoolversion=\"" GLOSSD_VERSION
            "\" segtype=\"paragraph\" o-tmf=\"glossd\" adminlang=\"en\" srclang=\"*all*\" "
            "datatype=\"plaintext\"/>\n<body>\n";
}

void TmxWriter::add(const store::Remembered& entry) {
    pugi::xml_document document;
    auto unit = document.append_child("tu");
    unit.append_attribute("srclang") = entry.from.empty() ? "und" : entry.from.c_str();
    unit.append_attribute("creationdate") = tmx_time(entry.created).c_str();
    add_prop(unit, tmx::style, entry.style);
    add_prop(unit, tmx::engine, entry.engine);
    if (entry.limit > 0) add_prop(unit, tmx::limit, std::to_string(entry.limit));
    add_variant(unit, entry.from, entry.source);
    add_variant(unit, entry.to, entry.text);
    unit.print(out_, "", pugi::format_raw, pugi::encoding_utf8);
    out_ << '\n';
}

void TmxWriter::end() {
    out_ << "</body>\n</tmx>\n";
}

}  // namespace glossd::bulk
