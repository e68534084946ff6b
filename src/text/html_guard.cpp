#include "text/html_guard.hpp"

#include "text/html_tokens.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace glossd::text {

namespace {

constexpr std::size_t largest_markup = 1 << 19;  // half a second for gumbo at worst
constexpr std::size_t deepest_nesting = 500;
// gumbo compares each attribute of a tag with all others.
constexpr std::size_t most_attributes = 256;
// gumbo merges the attributes of every <html> and <body> into the first one.
constexpr std::size_t most_roots = 8;
// Each tag may walk, and after misnesting copy, everything open: the sum of open elements over all
// tags bounds both. An element with long attributes is a dear copy and weighs more.
constexpr std::size_t most_work = 500'000;
constexpr std::size_t bytes_per_weight = 64;

// Elements whose start tag closes the same element right before it.
constexpr std::array<std::string_view, 8> self_closing{"p",  "li", "dt", "dd",
                                                       "tr", "td", "th", "option"};

// Keeps an upper bound of gumbo's stack of open elements: a start tag adds one, an end tag takes
// one away only when it closes the innermost.
class OpenElements {
  public:
    // False when the limits are passed.
    bool start(const HtmlToken& tag) {
        if (tag.name == "svg" || tag.name == "math") foreign_ = true;
        // In SVG and MathML <input> has content and <td> does not close <td>.
        if (!foreign_ && is_void_element(tag.name)) return count_work();
        if (!foreign_ && closes_innermost(tag.name)) pop();
        if ((tag.name == "html" || tag.name == "body") && ++roots_ > most_roots) return false;
        open_.push_back({tag.name, 1 + tag.content.size() / bytes_per_weight});
        weight_ += open_.back().weight;
        return open_.size() <= deepest_nesting && count_work();
    }

    bool end(const HtmlToken& tag) {
        if (!open_.empty() && open_.back().name == tag.name) pop();
        return count_work();
    }

  private:
    struct Element {
        std::string name;
        std::size_t weight = 0;
    };

    bool closes_innermost(std::string_view name) const {
        return !open_.empty() && open_.back().name == name &&
               std::find(self_closing.begin(), self_closing.end(), name) != self_closing.end();
    }

    void pop() {
        weight_ -= open_.back().weight;
        open_.pop_back();
    }

    bool count_work() {
        work_ += weight_;
        return work_ <= most_work;
    }

    std::vector<Element> open_;
    std::size_t weight_ = 0;
    std::size_t work_ = 0;
    std::size_t roots_ = 0;
    bool foreign_ = false;
};

// A '<' inside a comment, an attribute or a script: where that ends depends on the tree (a <style>
// inside <select> is none), which only gumbo knows.
bool is_ambiguous(const HtmlToken& token) {
    using Kind = HtmlToken::Kind;
    if (token.kind == Kind::text) return false;
    if (token.kind != Kind::comment) return token.content.find('<') != std::string_view::npos;
    return token.content.starts_with("<![CDATA[") ||
           token.content.find('<', 1) != std::string_view::npos;
}

bool has_few_attributes(std::string_view content) {
    HtmlAttributes attributes(content);
    for (std::size_t count = 0; count <= most_attributes; ++count) {
        if (!attributes.next()) return true;
    }
    return false;
}

}  // namespace

bool gumbo_can_bear(std::string_view markup) {
    if (markup.size() > largest_markup) return false;
    OpenElements open;
    HtmlTokens tokens(markup);
    while (const auto token = tokens.next()) {
        if (is_ambiguous(*token)) return false;
        if (token->kind == HtmlToken::Kind::start_tag) {
            if (!has_few_attributes(token->content) || !open.start(*token)) return false;
        } else if (token->kind == HtmlToken::Kind::end_tag) {
            if (!open.end(*token)) return false;
        }
    }
    return true;
}

}  // namespace glossd::text
