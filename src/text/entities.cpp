#include "text/entities.hpp"

#include "text/ascii.hpp"
#include "text/entity_table.hpp"
#include "text/utf8.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace glossd::text {

namespace {

constexpr std::array<char32_t, 32> windows_1252{
    0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

struct Reference {
    char32_t value = 0;
    std::size_t size = 0;  // bytes from '&' on
};

// `text` begins with "&#".
std::optional<Reference> numeric_reference(std::string_view text) {
    const bool hex = text.size() > 2 && to_lower(text[2]) == 'x';
    const auto* first = text.data() + (hex ? 3 : 2);
    const auto* last = text.data() + text.size();
    std::uint32_t value = 0;
    auto [end, error] = std::from_chars(first, last, value, hex ? 16 : 10);
    if (end == first) return std::nullopt;
    if (error != std::errc{} || value == 0) value = 0xFFFD;
    if (value >= 0x80 && value <= 0x9F) value = windows_1252[value - 0x80];
    if (end != last && *end == ';') ++end;
    return Reference{value, static_cast<std::size_t>(end - text.data())};
}

std::optional<Reference> named_reference(std::string_view text) {
    constexpr std::size_t longest_name = 8;
    std::size_t end = 1;
    while (end < text.size() && end <= longest_name && is_alnum(text[end])) ++end;
    if (end == text.size() || text[end] != ';') return std::nullopt;
    const auto value = named_entity(text.substr(1, end - 1));
    if (!value) return std::nullopt;
    return Reference{*value, end + 1};
}

static_assert(std::is_sorted(named_entities.begin(), named_entities.end(),
                             [](const auto& a, const auto& b) { return a.name < b.name; }));

}  // namespace

std::optional<char32_t> named_entity(std::string_view name) {
    const auto found = std::lower_bound(
        named_entities.begin(), named_entities.end(), name,
        [](const NamedEntity& entity, std::string_view wanted) { return entity.name < wanted; });
    if (found == named_entities.end() || found->name != name) return std::nullopt;
    return found->value;
}

std::string decode_entities(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    while (true) {
        const auto mark = std::min(text.find('&'), text.size());
        out += text.substr(0, mark);
        text.remove_prefix(mark);
        if (text.empty()) return out;
        const auto reference =
            text.starts_with("&#") ? numeric_reference(text) : named_reference(text);
        if (reference) append_utf8(out, reference->value);
        if (!reference) out += '&';
        text.remove_prefix(reference ? reference->size : 1);
    }
}

void append_escaped(std::string& out, std::string_view text) {
    for (const char c : text) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            default:
                out += c;
        }
    }
}

}  // namespace glossd::text
