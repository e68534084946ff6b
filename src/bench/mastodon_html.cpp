#include "bench/mastodon_html.hpp"

#include "text/ascii.hpp"
#include "text/mask.hpp"
#include "text/utf8.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace glossd::bench {

namespace {

using model::SpanKind;

// How Mastodon shortens a link for the eye: scheme and "www." unseen, then 30 characters.
constexpr std::size_t seen_characters = 30;

std::size_t scheme_size(std::string_view url) {
    for (const std::string_view start :
         {"https://www.", "http://www.", "https://", "http://", "www."}) {
        if (text::equals_ignoring_case(url.substr(0, start.size()), start)) return start.size();
    }
    return 0;
}

std::size_t bytes_of(std::string_view text, std::size_t characters) {
    std::size_t at = 0;
    while (at < text.size() && characters-- > 0) at += text::decode_utf8(text, at).size;
    return at;
}

std::string link(std::string_view url, Dialect dialect) {
    const auto address = escape_html(url);
    if (dialect == Dialect::snac) {
        return fmt::format(R"(<a href="{0}" target="_blank">{0}</a>)", address);
    }
    const auto hidden = scheme_size(url);
    const auto rest = url.substr(hidden);
    const auto shown = bytes_of(rest, seen_characters);
    return fmt::format(R"(<a href="{}" target="_blank" rel="nofollow noopener" translate="no">)"
                       R"(<span class="invisible">{}</span><span class="{}">{}</span>)"
                       R"(<span class="invisible">{}</span></a>)",
                       address, escape_html(url.substr(0, hidden)),
                       shown < rest.size() ? "ellipsis" : "", escape_html(rest.substr(0, shown)),
                       escape_html(rest.substr(shown)));
}

std::string hashtag(std::string_view tag, const std::string& base) {
    const auto sign = tag.starts_with('#') ? std::size_t{1} : text::decode_utf8(tag, 0).size;
    const auto name = tag.substr(sign);
    return fmt::format(
        R"(<a href="{}/tags/{}" class="mention hashtag" rel="tag">#<span>{}</span></a>)", base,
        escape_html(name), escape_html(name));
}

std::string mention(std::string_view name, const ContentRules& rules) {
    const auto user = name.substr(1);
    if (!rules.is_local_user || !rules.is_local_user(user)) return escape_html(name);
    return fmt::format(
        R"(<span class="h-card" translate="no"><a href="{0}/@{1}" class="u-url mention">)"
        R"(@<span>{1}</span></a></span>)",
        rules.base_url, escape_html(user));
}

// Mastodon needs the scheme; a bare domain stays text.
bool is_address(std::string_view url) {
    return url.find("://") != url.npos;
}

std::string render_span(SpanKind kind, std::string_view span, const ContentRules& rules) {
    switch (kind) {
        case SpanKind::url:
            return is_address(span) ? link(span, rules.dialect) : escape_html(span);
        case SpanKind::hashtag:
            return hashtag(span, rules.base_url);
        case SpanKind::mention:
            return mention(span, rules);
        default:
            return escape_html(span);
    }
}

// Rails' simple_format: two newlines or more part paragraphs, one is a break.
std::string lay_out(std::string_view html) {
    std::string out = "<p>";
    for (std::size_t at = 0; at < html.size();) {
        if (html[at] != '\n') {
            out += html[at++];
            continue;
        }
        const auto end = std::min(html.find_first_not_of('\n', at), html.size());
        out += end - at >= 2 ? "</p><p>" : "<br />";
        at = end;
    }
    return out + "</p>";
}

std::string with_breaks(std::string_view html) {
    std::string out;
    for (const char c : html) {
        if (c == '\n') {
            out += "<br>";
        } else {
            out += c;
        }
    }
    return out;
}

}  // namespace

std::string escape_html(std::string_view text) {
    std::string out;
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
            case '\'':
                out += "&#39;";
                break;
            default:
                out += c;
        }
    }
    return out;
}

std::string render_content(std::string_view text, const ContentRules& rules) {
    std::string html;
    std::size_t from = 0;
    for (const auto& span : text::find_spans(text)) {
        html += escape_html(text.substr(from, span.begin - from));
        html += render_span(span.kind, text.substr(span.begin, span.end - span.begin), rules);
        from = span.end;
    }
    html += escape_html(text.substr(from));
    return rules.dialect == Dialect::snac ? with_breaks(html) : lay_out(html);
}

}  // namespace glossd::bench
