#include "text/html_tree.hpp"

#include <memory>
#include <string>
#include <vector>

#include <gumbo.h>

namespace glossd::text {

namespace {

struct DestroyOutput {
    void operator()(GumboOutput* output) const {
        gumbo_destroy_output(&kGumboDefaultOptions, output);
    }
};

bool is_element(const GumboNode& node) {
    return node.type == GUMBO_NODE_ELEMENT || node.type == GUMBO_NODE_TEMPLATE;
}

HtmlElement read_element(const GumboElement& element) {
    return make_element(gumbo_normalized_tagname(element.tag), [&](const char* name) {
        const auto* attribute = gumbo_get_attribute(&element.attributes, name);
        return std::string(attribute == nullptr ? "" : attribute->value);
    });
}

void enter(const GumboNode& node, HtmlLayout& layout) {
    if (is_element(node)) {
        layout.open(read_element(node.v.element));
    } else if (node.type != GUMBO_NODE_COMMENT && node.type != GUMBO_NODE_DOCUMENT) {
        layout.text(node.v.text.text);
    }
}

// Depth first without recursion: the stack may be small.
void walk(const GumboNode& root, HtmlLayout& layout) {
    struct Place {
        const GumboNode* node;
        unsigned int next_child;
    };
    std::vector<Place> path{{&root, 0}};
    while (!path.empty()) {
        auto& [node, next_child] = path.back();
        if (is_element(*node) && next_child < node->v.element.children.length) {
            const auto* child =
                static_cast<const GumboNode*>(node->v.element.children.data[next_child++]);
            enter(*child, layout);
            path.push_back({child, 0});
        } else {
            if (is_element(*node)) layout.close(gumbo_normalized_tagname(node->v.element.tag));
            path.pop_back();
        }
    }
}

}  // namespace

void lay_out_tree(std::string_view markup, HtmlLayout& layout) {
    auto options = kGumboDefaultOptions;
    options.max_errors = 0;
    options.fragment_context = GUMBO_TAG_BODY;
    const std::unique_ptr<GumboOutput, DestroyOutput> output(
        gumbo_parse_with_options(&options, markup.data(), markup.size()));
    walk(*output->root, layout);
}

}  // namespace glossd::text
