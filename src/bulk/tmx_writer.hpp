// A memory as TMX 1.4b. Masks are <ph/> elements that belong together by their number; what TMX has
// no place for are properties of the unit.
#pragma once

#include "bulk/memory_file.hpp"

namespace glossd::bulk {

class TmxWriter final : public MemoryFileWriter {
  public:
    explicit TmxWriter(std::ostream& out);
    void add(const store::Remembered& entry) override;
    void end() override;

  private:
    std::ostream& out_;
};

}  // namespace glossd::bulk
