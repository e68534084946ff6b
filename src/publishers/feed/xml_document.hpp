// XML as it is built: pugixml escapes, so no text can break out of its element. Texts handed in
// are free of control characters, which XML 1.0 cannot hold even escaped.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include <pugixml.hpp>

namespace glossd::publishers::feed {

using Attributes = std::vector<std::pair<const char*, std::string>>;

// A new last child; returns it.
pugi::xml_node add_element(pugi::xml_node parent, const char* name,
                           const Attributes& attributes = {});
// The same with a text in it.
pugi::xml_node add_text(pugi::xml_node parent, const char* name, const std::string& text,
                        const Attributes& attributes = {});

// The document with its declaration, UTF-8, indented.
std::string write_xml(const pugi::xml_document& document);

}  // namespace glossd::publishers::feed
