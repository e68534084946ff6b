#include "publishers/feed/xml_document.hpp"

namespace glossd::publishers::feed {

namespace {

class StringWriter final : public pugi::xml_writer {
  public:
    void write(const void* data, std::size_t size) override {
        bytes_.append(static_cast<const char*>(data), size);
    }
    std::string take() { return std::move(bytes_); }

  private:
    std::string bytes_;
};

}  // namespace

pugi::xml_node add_element(pugi::xml_node parent, const char* name, const Attributes& attributes) {
    auto node = parent.append_child(name);
    for (const auto& [key, value] : attributes) node.append_attribute(key) = value.c_str();
    return node;
}

pugi::xml_node add_text(pugi::xml_node parent, const char* name, const std::string& text,
                        const Attributes& attributes) {
    auto node = add_element(parent, name, attributes);
    node.append_child(pugi::node_pcdata).set_value(text.c_str());
    return node;
}

std::string write_xml(const pugi::xml_document& document) {
    pugi::xml_document declared;
    auto declaration = declared.append_child(pugi::node_declaration);
    declaration.append_attribute("version") = "1.0";
    declaration.append_attribute("encoding") = "utf-8";
    declared.append_copy(document.document_element());
    StringWriter writer;
    declared.save(writer, "  ", pugi::format_indent, pugi::encoding_utf8);
    return writer.take();
}

}  // namespace glossd::publishers::feed
