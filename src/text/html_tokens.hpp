// HTML cut into texts and tags, as the tokenizer of the HTML standard does (section 13.2.5), in one
// linear pass. A value; the views point into the markup. It knows no tree: an end tag need not
// match any start tag.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace glossd::text {

struct HtmlToken {
    enum class Kind {
        text,      // `content` holds character references still
        raw_text,  // the inside of script, style, ...: no character references, no tags
        start_tag,
        end_tag,
        comment,  // also doctypes, processing instructions, CDATA
    };
    Kind kind = Kind::text;
    std::string name;          // of a tag, lower case
    std::string_view content;  // of a text; of a tag everything behind its name, up to '>'
};

class HtmlTokens {
  public:
    explicit HtmlTokens(std::string_view markup) : rest_(markup) {}

    // Nothing at the end. A tag that the end of the markup cuts off is dropped, as browsers do.
    std::optional<HtmlToken> next();

  private:
    HtmlToken take(HtmlToken::Kind kind, std::size_t size);
    std::optional<HtmlToken> take_tag();

    std::string_view rest_;
    std::string raw_element_;  // whose end tag must come before markup counts again
};

// The attributes of a tag, one after the other, from HtmlToken::content.
class HtmlAttributes {
  public:
    explicit HtmlAttributes(std::string_view content) : rest_(content) {}

    struct Attribute {
        std::string_view name;   // as written
        std::string_view value;  // without quotes, references not decoded
    };
    std::optional<Attribute> next();

    // What is left behind the last attribute: empty, or begins with '>'.
    std::string_view rest() const { return rest_; }

  private:
    std::string_view take_value();

    std::string_view rest_;
};

// The decoded value of the first attribute of that name (lower case); empty when there is none.
std::string html_attribute(std::string_view content, std::string_view name);

// Of names in lower case.
bool is_among(std::span<const std::string_view> elements, std::string_view name);

// Elements that have no end tag and no content.
bool is_void_element(std::string_view name);

}  // namespace glossd::text
