#include "sources/feed/xml.hpp"

#include "sources/feed/entities.hpp"
#include "text/ascii.hpp"
#include "text/entities.hpp"
#include "text/url.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace glossd::sources::feed {

namespace {

using NamedSpace = std::pair<std::string_view, Space>;

// The addresses are compared without scheme and trailing slash, which feeds often get wrong.
constexpr auto addresses = std::to_array<NamedSpace>({
    {"www.w3.org/2005/Atom", Space::atom},
    {"purl.org/atom/ns#", Space::atom},  // Atom 0.3
    {"purl.org/dc/elements/1.1", Space::dc},
    {"purl.org/dc/elements/1.0", Space::dc},
    {"purl.org/dc/terms", Space::dcterms},
    {"purl.org/rss/1.0/modules/content", Space::content},
    {"search.yahoo.com/mrss", Space::media},
    {"www.itunes.com/dtds/podcast-1.0.dtd", Space::itunes},
    {"purl.org/rss/1.0/modules/syndication", Space::syndication},
    {"www.w3.org/1999/02/22-rdf-syntax-ns#", Space::rdf},
    {"www.w3.org/1999/xhtml", Space::xhtml},
    {"purl.org/rss/1.0", Space::plain},
    {"my.netscape.com/rdf/simple/0.9", Space::plain},
    {"backend.userland.com/rss2", Space::plain},
});

constexpr auto prefixes = std::to_array<NamedSpace>({
    {"atom", Space::atom},
    {"dc", Space::dc},
    {"dcterms", Space::dcterms},
    {"content", Space::content},
    {"media", Space::media},
    {"itunes", Space::itunes},
    {"sy", Space::syndication},
    {"rdf", Space::rdf},
    {"xhtml", Space::xhtml},
});

template <std::size_t N>
const NamedSpace* find(const std::array<NamedSpace, N>& table, std::string_view key) {
    const auto* row = std::find_if(table.begin(), table.end(),
                                   [&](const NamedSpace& known) { return known.first == key; });
    return row == table.end() ? nullptr : row;
}

Space space_at(std::string_view address, bool by_default) {
    for (const std::string_view scheme : {"http://", "https://"})
        if (address.starts_with(scheme)) address.remove_prefix(scheme.size());
    if (address.ends_with('/')) address.remove_suffix(1);
    const auto* row = find(addresses, address);
    if (row != nullptr) return row->second;
    return by_default ? Space::plain : Space::other;
}

void append_text(std::string& out, pugi::xml_node node) {
    for (const auto part : node.children()) {
        if (part.type() == pugi::node_element)
            append_text(out, part);
        else
            out += part.value();
    }
}

bool is_void(std::string_view name) {
    constexpr auto names =
        std::to_array<std::string_view>({"area", "base", "br", "col", "embed", "hr", "img", "input",
                                         "link", "meta", "param", "source", "track", "wbr"});
    return std::find(names.begin(), names.end(), name) != names.end();
}

void append_html(std::string& out, pugi::xml_node parent) {
    for (const auto node : parent.children()) {
        if (node.type() != pugi::node_element) {
            text::append_escaped(out, node.value());
            continue;
        }
        const auto name = local_name(node);
        out.append("<").append(name);
        for (const auto given : node.attributes()) {
            const std::string_view key = given.name();
            if (key.starts_with("xmlns") || key.starts_with("xml:")) continue;
            out.append(" ").append(key).append("=\"");
            text::append_escaped(out, given.value());
            out += '"';
        }
        out += '>';
        append_html(out, node);  // also of a <br> that nobody closed, so that all stood in it
        if (!is_void(name)) out.append("</").append(name).append(">");
    }
}

bool has_elements(pugi::xml_node node) {
    const auto parts = node.children();
    return std::any_of(parts.begin(), parts.end(),
                       [](pugi::xml_node part) { return part.type() == pugi::node_element; });
}

}  // namespace

Xml::Xml(std::string well_formed) : buffer_(std::move(well_formed)) {
    // White space between inline elements of xhtml content counts. No DTD is ever read.
    constexpr unsigned flags =
        pugi::parse_cdata | pugi::parse_escapes | pugi::parse_eol | pugi::parse_ws_pcdata;
    document_.load_buffer_inplace(buffer_.data(), buffer_.size(), flags, pugi::encoding_utf8);
}

std::string_view local_name(pugi::xml_node node) {
    const std::string_view name = node.name();
    return name.substr(name.rfind(':') + 1);
}

Space space_of(pugi::xml_node node) {
    const std::string_view name = node.name();
    const auto colon = name.rfind(':');
    const bool by_default = colon == std::string_view::npos;
    const auto prefix = by_default ? std::string_view{} : name.substr(0, colon);
    const std::string declaration = by_default ? "xmlns" : "xmlns:" + std::string(prefix);
    for (auto scope = node; scope; scope = scope.parent()) {
        const auto declared = scope.attribute(declaration.c_str());
        if (!declared) continue;
        // RSS has no namespace, but some declare Atom's as the default when they mean a prefix.
        if (by_default && local_name(scope) == "rss") return Space::plain;
        return space_at(declared.value(), by_default);
    }
    if (by_default) return Space::plain;
    const auto* row = find(prefixes, prefix);
    return row == nullptr ? Space::other : row->second;
}

bool is(pugi::xml_node node, Space space, std::string_view local) {
    return node.type() == pugi::node_element && local_name(node) == local &&
           space_of(node) == space;
}

pugi::xml_node child(pugi::xml_node parent, Space space, std::string_view local) {
    return parent.find_child([&](pugi::xml_node node) { return is(node, space, local); });
}

std::vector<pugi::xml_node> children(pugi::xml_node parent, Space space, std::string_view local) {
    std::vector<pugi::xml_node> found;
    for (const auto node : parent.children())
        if (is(node, space, local)) found.push_back(node);
    return found;
}

std::string text_of(pugi::xml_node node) {
    std::string text;
    append_text(text, node);
    return std::string(text::trim(text));
}

std::string text_of_child(pugi::xml_node parent, Space space, std::string_view local) {
    return text_of(child(parent, space, local));
}

std::string attribute(pugi::xml_node node, const char* name) {
    return std::string(text::trim(node.attribute(name).value()));
}

std::string inner_html(pugi::xml_node node) {
    if (!has_elements(node)) return text_of(node);
    std::string html;
    append_html(html, node);
    return std::string(text::trim(html));
}

std::string language_of(pugi::xml_node node) {
    for (auto scope = node; scope; scope = scope.parent())
        if (const auto language = scope.attribute("xml:lang")) return language.value();
    return {};
}

std::string base_of(pugi::xml_node node, const std::string& base) {
    std::vector<const char*> relative;
    for (auto scope = node; scope; scope = scope.parent())
        if (const auto given = scope.attribute("xml:base")) relative.push_back(given.value());
    std::string result = base;
    for (auto next = relative.rbegin(); next != relative.rend(); ++next) {
        auto resolved = text::resolve_url(result, *next);
        if (!resolved.empty()) result = std::move(resolved);
    }
    return result;
}

}  // namespace glossd::sources::feed
