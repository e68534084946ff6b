#include "text/normalise.hpp"

#include "text/ascii.hpp"
#include "text/code_points.hpp"
#include "text/utf8.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>

#include <utf8proc.h>

namespace glossd::text {

namespace {

// utf8proc sorts a run of combining marks in quadratic time; a longer run than this is normalised
// in pieces. UAX #15 knows no natural text with more than 30.
constexpr std::size_t longest_mark_run = 64;

// Common characters without case, composed, and never joining with the one before them (NFC_QC=Yes
// and class 0 in DerivedNormalizationProps.txt): punctuation, signs, kana, han, Hangul, emoji
// and what makes an emoji of a sign.
constexpr std::array<CodePointRange, 12> settled{{{0x200B, 0x2027},
                                                  {0x2030, 0x205E},
                                                  {0x20A0, 0x20C0},
                                                  {0x2190, 0x22FF},
                                                  {0x2600, 0x27BF},
                                                  {0x3001, 0x3029},
                                                  {0x3041, 0x3096},
                                                  {0x30A1, 0x30FA},
                                                  {0x4E00, 0x9FFF},
                                                  {0xAC00, 0xD7A3},
                                                  {0xFE0F, 0xFE0F},
                                                  {0x1F000, 0x1FAFF}}};
// The same but for case.
constexpr std::array<CodePointRange, 4> settled_but_for_case{
    {{0x0388, 0x03FF}, {0x0400, 0x0482}, {0x048A, 0x052F}, {0x0621, 0x064A}}};

// No character below U+0300 ever changes or joins with its neighbour (UAX #15); that one is the
// first whose UTF-8 has a byte as high as this.
bool is_surely_nfc(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        if (static_cast<unsigned char>(text[at]) < 0xCC) {
            ++at;
            continue;
        }
        const auto point = decode_utf8(text, at);
        if (!is_in(settled, point.value) && !is_in(settled_but_for_case, point.value)) return false;
        at += point.size;
    }
    return true;
}

// Latin-1 but ß, which folds to two letters, and the micro sign, which folds to Greek.
bool is_simple_latin(char32_t c) {
    return c >= 0x80 && c <= 0xFF && c != 0xDF && c != 0xB5;
}

char32_t folded_latin(char32_t c) {
    return c >= 0xC0 && c <= 0xDE && c != 0xD7 ? c + 0x20 : c;
}

// Most text is runs of this, which need no decoding.
std::size_t printable_run(std::string_view text) {
    const auto* end = std::find_if_not(text.data(), text.data() + text.size(),
                                       [](char c) { return c >= 0x20 && c < 0x7F; });
    return static_cast<std::size_t>(end - text.data());
}

bool is_kept(char32_t value) {
    if (value < 0x20) return value == '\n' || value == '\t';
    return !(value >= 0x7F && value <= 0x9F) && value != 0xFFFE && value != 0xFFFF;
}

bool is_white(char32_t value) {
    if ((value >= 0x09 && value <= 0x0D) || value == 0x85) return true;
    const auto category = utf8proc_category(static_cast<utf8proc_int32_t>(value));
    return category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL ||
           category == UTF8PROC_CATEGORY_ZP;
}

// Where the piece that begins at `from` ends so that no run of marks in it is too long.
std::size_t piece_end(std::string_view text, std::size_t from) {
    std::size_t run = 0;
    for (std::size_t at = from; at < text.size();) {
        const auto point = decode_utf8(text, at);
        const auto* property = utf8proc_get_property(static_cast<utf8proc_int32_t>(point.value));
        run = property->combining_class == 0 ? 0 : run + 1;
        at += point.size;
        if (run == longest_mark_run) return at;
    }
    return text.size();
}

void append_mapped(std::string& out, std::string_view piece, utf8proc_option_t options) {
    utf8proc_uint8_t* mapped = nullptr;
    const auto size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(piece.data()),
                                   static_cast<utf8proc_ssize_t>(piece.size()), &mapped, options);
    const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owned(mapped, &std::free);
    if (size < 0) {
        out += piece;
    } else {
        out.append(reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(size));
    }
}

}  // namespace

std::string clean_utf8(std::string_view bytes) {
    std::string out;
    out.reserve(bytes.size());
    for (std::size_t at = 0; at < bytes.size();) {
        const auto plain = printable_run(bytes.substr(at));
        out.append(bytes, at, plain);
        at += plain;
        if (at == bytes.size()) break;
        const auto point = decode_utf8(bytes, at);
        if (!point.valid) {
            append_utf8(out, 0xFFFD);
        } else if (point.value == '\r') {
            if (at + 1 == bytes.size() || bytes[at + 1] != '\n') out += '\n';
        } else if (is_kept(point.value)) {
            out.append(bytes, at, point.size);
        }
        at += point.size;
    }
    return out;
}

bool is_valid_utf8(std::string_view bytes) {
    for (std::size_t at = 0; at < bytes.size();) {
        const auto point = decode_utf8(bytes, at);
        if (!point.valid) return false;
        at += point.size;
    }
    return true;
}

std::string nfc(std::string_view text) {
    if (is_surely_nfc(text)) return std::string(text);
    constexpr auto options = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const auto end = piece_end(text, at);
        append_mapped(out, text.substr(at, end - at), options);
        at = end;
    }
    return out;
}

std::string fold_space(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    bool pending = false;
    for (std::size_t at = 0; at < text.size();) {
        const auto point = decode_utf8(text, at);
        if (point.valid && is_white(point.value)) {
            pending = !out.empty();
        } else {
            if (pending) out += ' ';
            pending = false;
            out.append(text, at, point.size);
        }
        at += point.size;
    }
    return out;
}

std::string fold_case(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        if (is_ascii(text[at])) {
            out += to_lower(text[at++]);
            continue;
        }
        const auto point = decode_utf8(text, at);
        if (point.valid && is_simple_latin(point.value)) {
            append_utf8(out, folded_latin(point.value));
        } else if (point.valid && is_in(settled, point.value)) {
            out.append(text, at, point.size);
        } else {
            append_mapped(out, text.substr(at, point.size), UTF8PROC_CASEFOLD);
        }
        at += point.size;
    }
    return nfc(out);
}

}  // namespace glossd::text
