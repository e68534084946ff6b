// Finds where to end a part: the best place among those that fit. Pure; the text outlives it.
// A better kind of break is taken only if the part is then at least a quarter full; otherwise a
// headline would become a part of its own.
#pragma once

#include "text/sentences.hpp"
#include "text/units.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace glossd::text {

class Cutter {
  public:
    // `behind_span` is what a part that ends in a span must leave free besides.
    Cutter(const LengthRule& rule, std::string_view text, std::size_t room,
           std::size_t behind_span = 0);

    const std::vector<Unit>& units() const { return units_; }
    std::size_t skip_spaces(std::size_t unit) const;

    // The unit behind the last of the part that starts at `first`. Equal to `first` when not
    // even that unit fits; the number of units less trailing white space when all the rest does.
    std::size_t part_end(std::size_t first) const;

  private:
    struct Place {
        std::size_t end = 0;  // unit
        std::size_t cost = 0;
    };
    // The last place of each kind that fits. Break::none is between words that are written
    // without spaces; past it come the inside of a word and, last, before a mark.
    struct Places {
        std::array<std::optional<Place>, 4> by_break;
        std::optional<Place> inside_word;
        std::optional<Place> anywhere;
    };

    bool can_end_at(Place place) const;
    void note_between(Places& places, Place place) const;
    std::size_t best(const Places& places, std::size_t first) const;
    bool word_fits(std::size_t first) const;
    bool full_enough(const std::optional<Place>& place) const;

    std::string_view text_;
    std::size_t room_;
    std::size_t behind_span_;
    std::vector<Unit> units_;
};

}  // namespace glossd::text
