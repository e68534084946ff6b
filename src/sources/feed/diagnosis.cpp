#include "sources/feed/diagnosis.hpp"

#include "text/ascii.hpp"
#include "text/url.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace glossd::sources::feed {

namespace {

using namespace std::string_view_literals;

using Signature = std::pair<std::string_view, std::string_view>;

constexpr auto signatures =
    std::to_array<Signature>({{"\x89PNG"sv, "a PNG image"},
                              {"\xFF\xD8\xFF"sv, "a JPEG image"},
                              {"GIF8"sv, "a GIF image"},
                              {"%PDF"sv, "a PDF document"},
                              {"PK\x03\x04"sv, "a ZIP archive"},
                              {"\x1F\x8B"sv, "gzip-compressed data"},
                              {"\x28\xB5\x2F\xFD"sv, "zstd-compressed data"},
                              {"ID3"sv, "an MP3 file"},
                              {"OggS"sv, "an Ogg file"},
                              {"\x7F"
                               "ELF"sv,
                               "a program"}});

constexpr std::size_t longest_tag = 4096;
constexpr std::size_t head_size = 512 * 1024;  // where a page's <head> must have ended

// The value of an attribute of one tag; quotes are optional in HTML.
std::string_view attribute_of(std::string_view tag, std::string_view name) {
    const auto folded = text::to_lower(tag);
    for (auto at = folded.find(name); at != std::string_view::npos;
         at = folded.find(name, at + 1)) {
        if (at == 0 || !text::is_space(folded[at - 1])) continue;
        auto rest = text::trim(tag.substr(at + name.size()));
        if (!rest.starts_with('=')) continue;
        rest = text::trim(rest.substr(1));
        if (rest.starts_with('"') || rest.starts_with('\''))
            return rest.substr(1, rest.find(rest.front(), 1) - 1);
        return rest.substr(0, rest.find_first_of(" \t\r\n>"));
    }
    return {};
}

bool is_feed_type(std::string_view type) {
    constexpr auto types =
        std::to_array<std::string_view>({"application/rss+xml", "application/atom+xml",
                                         "application/feed+json", "application/rdf+xml"});
    return std::any_of(types.begin(), types.end(), [&](std::string_view known) {
        return text::equals_ignoring_case(type, known);
    });
}

// The tag that begins at `at`, up to its '>': not one inside quotes.
std::string_view tag_at(std::string_view html, std::size_t at) {
    html = html.substr(at, longest_tag);
    char quote = 0;
    for (std::size_t end = 0; end < html.size(); ++end) {
        const char c = html[end];
        if (quote != 0) {
            if (c == quote) quote = 0;
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else if (c == '>') {
            return html.substr(0, end);
        }
    }
    return html;
}

std::string feed_address(std::string_view html, const std::string& base) {
    html = html.substr(0, head_size);
    const auto folded = text::to_lower(html);
    for (auto at = folded.find("<link"); at != std::string_view::npos;
         at = folded.find("<link", at + 1)) {
        const auto tag = tag_at(html, at);
        if (!is_feed_type(text::trim(attribute_of(tag, "type")))) continue;
        if (text::to_lower(attribute_of(tag, "rel")).find("alternate") == std::string_view::npos)
            continue;
        const auto reference = text::trim(attribute_of(tag, "href"));
        if (reference.empty()) continue;
        auto address = text::resolve_url(base, reference);
        return address.empty() ? std::string(reference) : address;
    }
    return {};
}

}  // namespace

std::string_view binary_kind(std::string_view bytes) {
    const auto* row =
        std::find_if(signatures.begin(), signatures.end(),
                     [&](const Signature& known) { return bytes.starts_with(known.first); });
    return row == signatures.end() ? std::string_view{} : row->second;
}

bool is_html(std::string_view text) {
    const auto head = text::to_lower(text.substr(0, 4096));
    std::size_t element = 0;  // the first one: a feed may quote a page further down
    while (element < head.size() &&
           !(head[element] == '<' && text::is_alpha(head.c_str()[element + 1])))
        ++element;
    return head.find("<!doctype html") < element || head.compare(element, 5, "<html") == 0;
}

std::string about_html(std::string_view html, const std::string& base) {
    const auto address = feed_address(html, base);
    return address.empty() ? "this is an HTML page that names no feed"
                           : "this is an HTML page; its feed is at " + address;
}

}  // namespace glossd::sources::feed
