#include "sources/feed/encoding.hpp"

#include "sources/feed/iconv.hpp"
#include "text/ascii.hpp"
#include "text/normalise.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

namespace glossd::sources::feed {

namespace {

using namespace std::string_view_literals;

constexpr std::string_view latin = "WINDOWS-1252";

struct Mark {
    std::string_view bytes;
    std::string_view encoding;
};

// UTF-32LE before UTF-16LE: the one's mark begins with the other's.
constexpr auto byte_order_marks = std::to_array<Mark>({{"\xEF\xBB\xBF"sv, "UTF-8"},
                                                       {"\xFF\xFE\0\0"sv, "UTF-32LE"},
                                                       {"\0\0\xFE\xFF"sv, "UTF-32BE"},
                                                       {"\xFF\xFE"sv, "UTF-16LE"},
                                                       {"\xFE\xFF"sv, "UTF-16BE"}});

// How the first '<' or '{' of an unmarked document looks (XML 1.0 appendix F.1).
constexpr auto shapes = std::to_array<Mark>({{"<\0\0\0"sv, "UTF-32LE"},
                                             {"\0\0\0<"sv, "UTF-32BE"},
                                             {"<\0"sv, "UTF-16LE"},
                                             {"\0<"sv, "UTF-16BE"},
                                             {"{\0"sv, "UTF-16LE"},
                                             {"\0{"sv, "UTF-16BE"}});

Decoded in_encoding(std::string_view bytes, std::string_view encoding) {
    Converted converted = convert(bytes, encoding);
    return {text::clean_utf8(converted.text), std::string(encoding), converted.faults > 0};
}

// The encoding the XML declaration names; "" without one.
std::string_view declared_in(std::string_view bytes) {
    const auto head = bytes.substr(0, 1024);
    const auto start = head.find("<?xml");
    if (start == std::string_view::npos) return {};
    const auto declaration = head.substr(start, head.find("?>", start) - start);
    const auto key = declaration.find("encoding");
    if (key == std::string_view::npos) return {};
    const auto open = declaration.find_first_of("\"'", key);
    if (open == std::string_view::npos) return {};
    const auto close = declaration.find(declaration[open], open + 1);
    return declaration.substr(open + 1, close == std::string_view::npos ? 0 : close - open - 1);
}

struct Utf8Census {
    std::size_t characters = 0;  // well-formed, of two bytes or more
    std::size_t faults = 0;
};

// Length of the well-formed sequence at `at`, 0 for none. Lead and continuation bytes suffice:
// the count only weighs UTF-8 against windows-1252.
std::size_t sequence_at(std::string_view bytes, std::size_t at) {
    const auto lead = static_cast<unsigned char>(bytes[at]);
    const std::size_t length = lead >= 0xF5 || lead < 0xC2 ? 0
                               : lead < 0xE0               ? 2
                               : lead < 0xF0               ? 3
                                                           : 4;
    if (length == 0 || at + length > bytes.size()) return 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((static_cast<unsigned char>(bytes[at + i]) & 0xC0) != 0x80) return 0;
    return length;
}

Utf8Census census(std::string_view bytes) {
    Utf8Census count;
    for (std::size_t at = 0; at < bytes.size();) {
        if (static_cast<unsigned char>(bytes[at]) < 0x80) {
            ++at;
            continue;
        }
        const auto length = sequence_at(bytes, at);
        ++(length > 0 ? count.characters : count.faults);
        at += std::max<std::size_t>(length, 1);
    }
    return count;
}

// Latin-1 fits every byte and is what servers send when nobody told them, so the document's own
// declaration goes first when it names anything else.
std::vector<std::string_view> candidates(std::string_view header, std::string_view declared) {
    std::vector<std::string_view> names{encoding_named(header), encoding_named(declared)};
    if (names[0] == latin && !names[1].empty()) std::swap(names[0], names[1]);
    std::erase_if(names, [](std::string_view name) { return name.empty() || name == "UTF-8"; });
    return names;
}

bool has_escapes(std::string_view encoding) {
    return encoding == "ISO-2022-JP";
}

std::optional<Decoded> by_marks(std::string_view bytes) {
    for (const auto& mark : byte_order_marks) {
        if (!bytes.starts_with(mark.bytes)) continue;
        bytes.remove_prefix(mark.bytes.size());
        if (mark.encoding != "UTF-8") return in_encoding(bytes, mark.encoding);
        return Decoded{text::clean_utf8(bytes), "UTF-8", !text::is_valid_utf8(bytes)};
    }
    for (const auto& shape : shapes)
        if (bytes.starts_with(shape.bytes)) return in_encoding(bytes, shape.encoding);
    return std::nullopt;
}

}  // namespace

Decoded decode(std::string_view bytes, std::string_view charset) {
    if (auto marked = by_marks(bytes)) return *std::move(marked);

    const auto named = candidates(charset, declared_in(bytes));
    const bool escaped = !named.empty() && has_escapes(named.front()) &&
                         bytes.find('\x1B') != std::string_view::npos;
    if (!escaped && text::is_valid_utf8(bytes)) return {text::clean_utf8(bytes), "UTF-8", false};

    std::optional<Decoded> best;
    for (const auto encoding : named) {
        if (encoding.starts_with("UTF-")) continue;  // would have shown its shape
        auto decoded = in_encoding(bytes, encoding);
        if (!decoded.damaged) return decoded;
        if (!best) best = std::move(decoded);
    }
    // A UTF-8 document with a few broken bytes must not turn into mojibake as a whole.
    const auto count = census(bytes);
    if (count.characters > count.faults) return {text::clean_utf8(bytes), "UTF-8", true};
    return best ? *std::move(best) : in_encoding(bytes, latin);
}

std::string charset_of(std::string_view content_type) {
    const auto key = text::to_lower(content_type).find("charset=");
    if (key == std::string::npos) return {};
    auto value = content_type.substr(key + 8);
    value = value.substr(0, value.find(';'));
    value = text::trim(value);
    if (value.size() >= 2 && (value.front() == '"' || value.front() == '\''))
        value = value.substr(1, value.size() - 2);
    return std::string(value);
}

}  // namespace glossd::sources::feed
