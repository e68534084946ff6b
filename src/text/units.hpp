// A text as the units that fitting never cuts: spans and grapheme clusters, each with what a
// platform counts for it. Pure; any thread. A unit's cost does not fall when the text around it
// is cut away, so parts that fit by their units also fit when counted alone.
#pragma once

#include "text/length.hpp"
#include "text/mask.hpp"
#include "text/x_links.hpp"

#include <cstddef>
#include <string_view>
#include <vector>

namespace glossd::text {

struct Unit {
    std::size_t begin = 0;  // bytes
    std::size_t end = 0;
    std::size_t cost = 0;
    bool space = false;  // white space only
    bool span = false;
};

// Walks a text unit by unit in order; the text outlives the walk.
class UnitWalk {
  public:
    UnitWalk(const LengthRule& rule, std::string_view text);

    bool done() const { return pos_ >= text_.size(); }
    Unit next();

  private:
    void absorb_span(Unit& unit);
    std::size_t cost_of(const SpanAt& span) const;

    const LengthRule& rule_;
    std::string_view text_;
    std::vector<SpanAt> spans_;
    std::vector<LinkAt> links_;  // Counting::x
    std::size_t next_span_ = 0;
    std::size_t pos_ = 0;
};

std::vector<Unit> units_of(const LengthRule& rule, std::string_view text);

}  // namespace glossd::text
