// Turns the events of an HTML document (tag, text, end) into the text a reader sees. One thread,
// one document. It tolerates events that form no tree: the tag stripper feeds it as well as gumbo
// does.
#pragma once

#include "text/html.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace glossd::text {

// The attributes that matter, decoded; empty when absent.
struct HtmlElement {
    std::string name;  // lower case
    std::string classes;
    std::string href;
    std::string src;
    std::string alt;
    std::string width;
    std::string height;
    std::string start;
};

// `attribute` maps a name to a value.
template <class Lookup>
HtmlElement make_element(std::string name, const Lookup& attribute) {
    HtmlElement element;
    element.name = std::move(name);
    element.classes = attribute("class");
    if (element.name == "a") element.href = attribute("href");
    if (element.name == "ol") element.start = attribute("start");
    if (element.name == "img") {
        element.src = attribute("src");
        element.alt = attribute("alt");
        element.width = attribute("width");
        element.height = attribute("height");
    }
    return element;
}

class HtmlLayout {
  public:
    explicit HtmlLayout(std::string_view base);

    void open(const HtmlElement& element);
    void text(std::string_view decoded);
    void close(std::string_view name);
    VisibleText finish();

  private:
    // What must stand before the next text; the greatest wish wins.
    enum class Gap { none, space, cell, line, paragraph };

    struct Anchor {
        std::string address;               // absolute, or empty
        std::optional<std::size_t> begin;  // of its text in the output, once there is any
        bool shortened = false;
        bool mention = false;
    };

    struct List {
        bool numbered = false;
        long next = 1;
    };

    struct Skipped {
        std::string name;
        std::size_t depth = 1;
    };

    bool skips(const HtmlElement& element);
    void separate(Gap gap);
    void break_line();
    void emit(std::string_view piece);
    void open_item();
    void open_anchor(const HtmlElement& element);
    void close_anchor();
    void add_image(const HtmlElement& element);

    std::string base_;
    VisibleText result_;
    std::unordered_set<std::string> seen_links_;
    std::unordered_set<std::string> seen_images_;
    Gap gap_ = Gap::none;
    std::string marker_;  // of the list item whose text has not begun
    std::vector<List> lists_;
    std::size_t preformatted_ = 0;
    std::optional<Anchor> anchor_;
    std::optional<Skipped> skipped_;
};

}  // namespace glossd::text
