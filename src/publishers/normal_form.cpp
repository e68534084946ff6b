#include "publishers/normal_form.hpp"

#include "text/code_points.hpp"
#include "text/mask.hpp"
#include "text/normalise.hpp"

namespace glossd::publishers {

using model::SpanKind;

namespace {

bool is_invisible(char32_t c) {
    return c == 0x2060 || c == 0xFEFF || (c >= 0x200B && c <= 0x200D) ||
           (c >= 0xFE00 && c <= 0xFE0F);
}

template <class Drops>
std::string without(std::string_view text, Drops drops) {
    std::string out;
    for (std::size_t pos = 0; pos < text.size();) {
        const auto next = text::code_point_at(text, pos);
        if (!drops(next.value)) out += text.substr(pos, next.size);
        pos += next.size;
    }
    return out;
}

std::string_view bare_span(std::string_view text, const text::SpanAt& span) {
    auto bytes = text.substr(span.begin, span.end - span.begin);
    if (span.kind == SpanKind::mention) return bytes.substr(0, bytes.find('@', 1));
    if (span.kind != SpanKind::url) return bytes;
    if (const auto scheme = bytes.find("://"); scheme != bytes.npos) {
        bytes.remove_prefix(scheme + 3);
    }
    while (bytes.ends_with('/')) bytes.remove_suffix(1);
    return bytes;
}

}  // namespace

std::string normal_form(std::string_view text) {
    const auto visible = without(text::nfc(text::clean_utf8(text)), is_invisible);
    const std::string_view view = visible;
    std::string out;
    std::size_t from = 0;
    for (const auto& span : text::find_spans(view)) {
        out += view.substr(from, span.begin - from);
        out += bare_span(view, span);
        from = span.end;
    }
    out += view.substr(from);
    return without(out, [](char32_t c) { return text::is_space(c); });
}

}  // namespace glossd::publishers
