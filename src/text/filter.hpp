// Filter: include and exclude lists of a source: words, "/regex/" and "#tags". A value; any
// thread. Words match whole, without regard to case; expressions are RE2, so linear in the text.
#pragma once

#include "model/result.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace re2 {
class RE2;
}

namespace glossd::text {

class Filter {
  public:
    // An error quotes the expression that RE2 refuses, and why.
    static model::Result<Filter> make(const std::vector<std::string>& rules);

    bool empty() const { return words_.empty() && tags_.empty() && expressions_.empty(); }

    // Does any rule match? `tags` without '#'.
    bool matches(std::string_view text, const std::vector<std::string>& tags) const;

  private:
    std::vector<std::string> words_;  // case-folded, white space folded
    std::vector<std::string> tags_;   // case-folded, without '#'
    std::vector<std::shared_ptr<const re2::RE2>> expressions_;
};

}  // namespace glossd::text
