// A parsed feed document and the questions feed readers ask of its elements: namespaces, text,
// inherited attributes. Values that point into one Xml object, used by one thread; any function
// here may recurse, because repair_xml has bounded the depth.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <pugixml.hpp>

namespace glossd::sources::feed {

// Owns the text that the nodes point into.
class Xml {
  public:
    // `well_formed` is repair_xml's; anything else gives an empty root.
    explicit Xml(std::string well_formed);
    Xml(const Xml&) = delete;
    Xml& operator=(const Xml&) = delete;

    pugi::xml_node root() const { return document_.document_element(); }

  private:
    std::string buffer_;
    pugi::xml_document document_;
};

// plain: no namespace, any of RSS's own, or an unknown default namespace.
enum class Space {
    plain,
    atom,
    dc,
    dcterms,
    content,
    media,
    itunes,
    syndication,
    rdf,
    xhtml,
    other
};

// By the namespace declared in scope; where a prefix is not declared, by the usual prefix.
Space space_of(pugi::xml_node node);
std::string_view local_name(pugi::xml_node node);

bool is(pugi::xml_node node, Space space, std::string_view local);
pugi::xml_node child(pugi::xml_node parent, Space space, std::string_view local);
std::vector<pugi::xml_node> children(pugi::xml_node parent, Space space, std::string_view local);

// All character data below, trimmed of ASCII space.
std::string text_of(pugi::xml_node node);
std::string text_of_child(pugi::xml_node parent, Space space, std::string_view local);
std::string attribute(pugi::xml_node node, const char* name);

// What is inside, as HTML: the text itself, or the serialised child elements without namespace
// prefixes (xhtml content, and markup that someone forgot to escape).
std::string inner_html(pugi::xml_node node);

// xml:lang in scope, or empty.
std::string language_of(pugi::xml_node node);

// The address relative references count from: every xml:base in scope, seen from `base`.
std::string base_of(pugi::xml_node node, const std::string& base);

}  // namespace glossd::sources::feed
