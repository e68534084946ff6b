#include "text/entities.hpp"
#include "text/html.hpp"
#include "text/mask.hpp"
#include "text/normalise.hpp"

#include <algorithm>

namespace glossd::text {

namespace {

std::string escaped(std::string_view text) {
    std::string out;
    append_escaped(out, text);
    return out;
}

std::string anchor(std::string_view address) {
    const bool has_scheme = address.find("://") != std::string_view::npos;
    return "<a href=\"" + std::string(has_scheme ? "" : "https://") + escaped(address) + "\">" +
           escaped(address) + "</a>";
}

// One paragraph, its newlines as <br>.
std::string inline_html(std::string_view text) {
    const auto with_breaks = [](std::string_view piece) {
        std::string out;
        for (const char c : escaped(piece)) {
            if (c == '\n') out += "<br>";
            if (c != '\n') out += c;
        }
        return out;
    };
    std::string out;
    std::size_t from = 0;
    for (const auto& span : find_spans(text)) {
        if (span.kind != model::SpanKind::url) continue;
        out += with_breaks(text.substr(from, span.begin - from));
        out += anchor(text.substr(span.begin, span.end - span.begin));
        from = span.end;
    }
    return out + with_breaks(text.substr(from));
}

std::string_view without_newlines(std::string_view text) {
    while (text.starts_with('\n')) text.remove_prefix(1);
    while (text.ends_with('\n')) text.remove_suffix(1);
    return text;
}

}  // namespace

std::string text_to_html(std::string_view text) {
    const auto clean = clean_utf8(text);
    std::string out;
    for (auto rest = without_newlines(clean); !rest.empty(); rest = without_newlines(rest)) {
        const auto end = std::min(rest.find("\n\n"), rest.size());
        out += "<p>" + inline_html(rest.substr(0, end)) + "</p>";
        rest.remove_prefix(end);
    }
    return out;
}

}  // namespace glossd::text
