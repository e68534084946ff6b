// Cursors: where each source stands, one row a source.
// Write it in the same work as the page's posts, or a crash between the two loses a page.
#pragma once

#include "store/records.hpp"
#include "store/statement.hpp"

#include <optional>
#include <string>

namespace glossd::store {

class Cursors {
  public:
    explicit Cursors(Connection& connection);

    SourceState get(const std::string& source) const;  // a new source's when it has none
    void put(const std::string& source, const SourceState& state);

  private:
    Statement get_;
    Statement put_;
};

}  // namespace glossd::store
