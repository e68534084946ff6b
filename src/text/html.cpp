#include "text/html.hpp"

#include "text/entities.hpp"
#include "text/html_guard.hpp"
#include "text/html_layout.hpp"
#include "text/html_tokens.hpp"
#include "text/html_tree.hpp"
#include "text/normalise.hpp"

namespace glossd::text {

namespace {

// For what gumbo cannot bear: linear in the markup, its tags taken as they come.
void lay_out_tags(std::string_view markup, HtmlLayout& layout) {
    HtmlTokens tokens(markup);
    while (const auto token = tokens.next()) {
        switch (token->kind) {
            case HtmlToken::Kind::text:
            case HtmlToken::Kind::raw_text:
                layout.text(decode_entities(token->content));
                break;
            case HtmlToken::Kind::start_tag:
                layout.open(make_element(token->name, [&](std::string_view name) {
                    return html_attribute(token->content, name);
                }));
                // Only SVG knows elements that close themselves.
                if (token->name == "svg" && token->content.ends_with('/')) layout.close("svg");
                break;
            case HtmlToken::Kind::end_tag:
                layout.close(token->name);
                break;
            case HtmlToken::Kind::comment:
                break;
        }
    }
}

bool is_plain(std::string_view markup) {
    HtmlTokens tokens(markup);
    const auto first = tokens.next();
    return !first || (first->kind == HtmlToken::Kind::text && !tokens.next());
}

// Text without a single tag was written as plain text: its line ends mean something.
std::string with_line_breaks(std::string_view text) {
    std::string markup;
    for (const char c : text) {
        if (c == '\n') markup += "<br>";
        if (c != '\n') markup += c;
    }
    return markup;
}

}  // namespace

VisibleText html_to_text(std::string_view html, std::string_view base) {
    auto markup = clean_utf8(html);
    if (is_plain(markup)) markup = with_line_breaks(markup);
    HtmlLayout layout(base);
    if (gumbo_can_bear(markup)) {
        lay_out_tree(markup, layout);
    } else {
        lay_out_tags(markup, layout);
    }
    return layout.finish();
}

}  // namespace glossd::text
