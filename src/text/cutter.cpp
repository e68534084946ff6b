#include "text/cutter.hpp"

#include "text/code_points.hpp"

namespace glossd::text {

namespace {

std::size_t index(Break kind) {
    return static_cast<std::size_t>(kind);
}

}  // namespace

Cutter::Cutter(const LengthRule& rule, std::string_view text, std::size_t room,
               std::size_t behind_span)
    : text_(text), room_(room), behind_span_(behind_span), units_(units_of(rule, text)) {}

std::size_t Cutter::skip_spaces(std::size_t unit) const {
    while (unit < units_.size() && units_[unit].space) ++unit;
    return unit;
}

std::size_t Cutter::part_end(std::size_t first) const {
    Places places;
    std::size_t cost = 0;
    auto i = first;
    while (i < units_.size() && cost + units_[i].cost <= room_) {
        cost += units_[i].cost;
        ++i;
        if (i == units_.size()) return i;
        if (!units_[i].space) {
            note_between(places, {i, cost});
            continue;
        }
        const auto behind = skip_spaces(i);
        if (behind == units_.size()) return i;
        const auto kind = break_at_space(text_, units_[i].begin, units_[behind].begin);
        if (can_end_at({i, cost})) places.by_break[index(kind)] = Place{i, cost};
        for (; i < behind; ++i) cost += units_[i].cost;
    }
    return best(places, first);
}

bool Cutter::can_end_at(Place place) const {
    return !units_[place.end - 1].span || place.cost + behind_span_ <= room_;
}

void Cutter::note_between(Places& places, Place place) const {
    if (!can_end_at(place)) return;
    places.anywhere = place;
    const auto pos = units_[place.end].begin;
    const auto kind = break_between(text_, pos);
    if (kind == Break::none && !units_[place.end].span && !may_start_part(text_, pos)) return;
    places.inside_word = place;
    const bool inside_word =
        is_word(code_point_before(text_, pos).value) && is_word(code_point_at(text_, pos).value);
    if (!inside_word) places.by_break[index(kind)] = place;
}

bool Cutter::full_enough(const std::optional<Place>& place) const {
    return place && place->cost >= room_ / 4;
}

// Whether the word at `first`, up to the next white space, fits a part of its own.
bool Cutter::word_fits(std::size_t first) const {
    std::size_t cost = 0;
    for (auto i = skip_spaces(first); i < units_.size() && !units_[i].space; ++i) {
        cost += units_[i].cost;
        if (cost > room_) return false;
    }
    return true;
}

std::size_t Cutter::best(const Places& places, std::size_t first) const {
    const auto& by_break = places.by_break;
    for (const auto kind : {Break::paragraph, Break::sentence})
        if (full_enough(by_break[index(kind)])) return by_break[index(kind)]->end;
    std::optional<Place> word;
    for (const auto kind : {Break::paragraph, Break::sentence, Break::word}) {
        const auto& place = by_break[index(kind)];
        if (place && (!word || place->end > word->end)) word = place;
    }
    const auto& last = places.inside_word ? places.inside_word : places.anywhere;
    if (word && (full_enough(word) || !last || last->end < word->end || word_fits(word->end)))
        return word->end;
    if (full_enough(by_break[index(Break::none)])) return by_break[index(Break::none)]->end;
    return last ? last->end : first;
}

}  // namespace glossd::text
