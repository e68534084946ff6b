// Markup to text and back: bounded, UTF-8, and no markup left to act.
#include "text/html.hpp"

#include "fuzz/target.hpp"
#include "text/normalise.hpp"

namespace glossd::fuzz {

void html(std::string_view input) {
    const auto visible = text::html_to_text(text::clean_utf8(input), "https://example.org/a/");
    promise(text::is_valid_utf8(visible.text), "the text is UTF-8");
    for (const auto& link : visible.links)
        promise(link.starts_with("http://") || link.starts_with("https://"), "a link is absolute");
    const auto markup = text::text_to_html(visible.text);
    promise(markup.find("<script") == std::string::npos, "text stays text in markup");
    (void)text::html_to_text(markup);
}

}  // namespace glossd::fuzz
