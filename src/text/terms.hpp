// The terms of a glossary in a text. Pure; any thread. What one would get wrong: a text is searched
// outside its masks, from left to right, and the longest term wins, so terms never overlap.
#pragma once

#include "model/term.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace glossd::text {

struct TermAt {
    std::size_t begin = 0;  // bytes of the masked text
    std::size_t end = 0;
    model::Term term;

    bool operator==(const TermAt&) const = default;
};

class TermIndex {
  public:
    TermIndex() = default;
    // Of terms that would be met alike the first counts.
    explicit TermIndex(std::vector<model::Term> terms);

    bool empty() const { return terms_.empty(); }
    std::vector<TermAt> find(std::string_view masked) const;

    // The term that a hashtag is made of: "#ClimateChange" of "climate change".
    const model::Term* of_tag(std::string_view tag) const;

  private:
    std::optional<TermAt> longest_at(std::string_view piece, std::size_t pos) const;

    std::vector<model::Term> terms_;
    std::unordered_map<char32_t, std::vector<std::size_t>> by_first_;  // letter, in lower case
    std::unordered_multimap<std::string, std::size_t> by_tag_;         // letters alone
};

}  // namespace glossd::text
