// ElementStream: the elements of some names out of an XML stream, one at a time and as text, so
// that a file of any size is parsed in small pieces. It knows comments, CDATA, declarations and
// quotes, and nothing of what stands in an element: a parser judges that. Entities are never
// expanded.
#pragma once

#include "model/result.hpp"

#include <cstddef>
#include <istream>
#include <optional>
#include <string>
#include <vector>

namespace glossd::bulk {

struct Element {
    std::string xml;
    std::size_t line = 0;  // where it begins, from 1
    std::string problem;   // why it is not to be parsed (too large, too deep), or empty
};

class ElementStream {
  public:
    // `names` of elements that do not stand in one another.
    ElementStream(std::istream& in, std::vector<std::string> names, std::size_t most_bytes,
                  std::size_t most_depth)
        : bytes_(*in.rdbuf()),
          names_(std::move(names)),
          most_bytes_(most_bytes),
          most_depth_(most_depth) {}

    // Nothing at the end. An error ends it: other than UTF-8, or it breaks off.
    model::Result<std::optional<Element>> next();
    const std::string& root() const { return root_; }  // name of the first element, once seen
    std::size_t line() const { return line_; }

  private:
    struct Markup {
        enum class Kind { open, close, empty, other } kind = Kind::other;
        std::string text;  // as it stands; of what is no tag, empty unless kept
        std::string name;
    };

    int take();
    model::Result<void> begin();
    model::Result<Markup> markup(bool keep);
    model::Result<Markup> until(const std::string& end, std::string start, bool keep);
    model::Result<Markup> declaration();
    model::Result<Markup> tag(std::string start);
    void collect(Element& element, const std::string& text) const;
    model::Result<Element> rest_of(Markup first);

    std::streambuf& bytes_;
    const std::vector<std::string> names_;
    const std::size_t most_bytes_;
    const std::size_t most_depth_;
    std::size_t line_ = 1;
    bool begun_ = false;
    std::string root_;
};

}  // namespace glossd::bulk
