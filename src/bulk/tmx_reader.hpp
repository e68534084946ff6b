// A memory out of TMX 1.4b (and 1.1 to 1.4), the exchange format of translation tools. A unit gives
// a row for each language beside its source. Inline elements: <ph/> without content is a mask, as
// TmxWriter writes it; the content of others is text or, where it is formatting, nothing.
// https://www.gala-global.org/tmx-14b
#pragma once

#include "bulk/element_stream.hpp"
#include "bulk/memory_file.hpp"

#include <deque>

namespace glossd::bulk {

class TmxReader final : public MemoryFileReader {
  public:
    explicit TmxReader(std::istream& in);
    std::optional<MemoryFileRow> next() override;

  private:
    void read_more();
    void read_unit(const Element& element);
    void refuse(std::size_t line, std::string why, model::ErrorKind kind);

    ElementStream elements_;
    std::string source_language_;  // of the header
    std::deque<MemoryFileRow> rows_;
    bool ended_ = false;
};

}  // namespace glossd::bulk
