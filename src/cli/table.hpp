// Table: columns for people on a terminal, as wide as their widest cell. A value.
#pragma once

#include <string>
#include <vector>

namespace glossd::cli {

class Table {
  public:
    explicit Table(std::vector<std::string> headings) { rows_.push_back(std::move(headings)); }

    void add(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }
    bool empty() const { return rows_.size() == 1; }
    std::string text() const;  // ends in a newline; widths in code points

  private:
    std::vector<std::vector<std::string>> rows_;
};

// The first `most` code points on one line, with "…" when something was cut.
std::string one_line(const std::string& text, std::size_t most);

}  // namespace glossd::cli
