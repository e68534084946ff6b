#include "text/remask.hpp"

#include "text/code_points.hpp"
#include "text/mask.hpp"
#include "text/masked_pieces.hpp"
#include "text/normalise.hpp"

#include <algorithm>
#include <iterator>
#include <optional>

namespace glossd::text {

namespace {

std::string_view without_outer_space(std::string_view text) {
    const auto begin = skip_space(text, 0);
    const auto end = std::max(skip_space_back(text, text.size()), begin);
    return text.substr(begin, end - begin);
}

std::vector<std::string> all_spans_of(const model::MaskedText& original) {
    std::vector<std::string> spans;
    for (const auto& span : spans_in(original.prefix)) spans.push_back(span.text);
    for (const auto& span : original.spans) spans.push_back(span.text);
    for (const auto& span : spans_in(original.suffix)) spans.push_back(span.text);
    return spans;
}

// What is a span depends on its neighbours, and those are other words now: one of the original that
// stands there as it was is there, whatever a reader of the new text would take it for.
void compare(std::string_view text, const model::MaskedText& original, Remasked& remasked) {
    auto needed = all_spans_of(original);
    for (const auto& span : spans_in(text)) {
        const auto found = std::find(needed.begin(), needed.end(), span.text);
        if (found == needed.end()) {
            remasked.added.push_back(span.text);
        } else {
            needed.erase(found);
        }
    }
    std::copy_if(needed.begin(), needed.end(), std::back_inserter(remasked.lost),
                 [&](const auto& span) { return text.find(span) == std::string_view::npos; });
}

struct Place {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::size_t mask = 0;
};

bool is_free(const std::vector<Place>& places, std::size_t begin, std::size_t end) {
    return std::none_of(places.begin(), places.end(),
                        [&](const Place& place) { return begin < place.end && place.begin < end; });
}

// Where `span` first stands by itself.
std::optional<Place> place_of(std::string_view core, const std::string& span, std::size_t mask,
                              const std::vector<Place>& taken) {
    for (auto at = core.find(span); at != std::string_view::npos; at = core.find(span, at + 1)) {
        if (is_free(taken, at, at + span.size())) return Place{at, at + span.size(), mask};
    }
    return std::nullopt;
}

// Every mask of the original once, in the order of the text; fewer when one is not found.
std::vector<Place> places_in(std::string_view core, const model::MaskedText& original) {
    std::vector<Place> places;
    std::vector<std::size_t> order(original.spans.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    // The longest first: a link may begin like another.
    std::stable_sort(order.begin(), order.end(), [&](auto one, auto other) {
        return original.spans[one].text.size() > original.spans[other].text.size();
    });
    for (const auto mask : order) {
        if (const auto place = place_of(core, original.spans[mask].text, mask, places)) {
            places.push_back(*place);
        }
    }
    std::sort(places.begin(), places.end(),
              [](const Place& one, const Place& other) { return one.begin < other.begin; });
    return places;
}

std::string with_masks(std::string_view core, const std::vector<Place>& places) {
    std::string masked;
    std::size_t from = 0;
    for (const auto& place : places) {
        masked += nfc(core.substr(from, place.begin - from)) + mask_of(place.mask);
        from = place.end;
    }
    return masked += nfc(core.substr(from));
}

void append_list(std::string& text, const char* verb, const std::vector<std::string>& spans) {
    if (spans.empty()) return;
    if (!text.empty()) text += "; ";
    text += verb;
    for (std::size_t i = 0; i < spans.size(); ++i) text += (i > 0 ? ", " : " ") + spans[i];
}

}  // namespace

Remasked remask(std::string_view translated, const model::MaskedText& original) {
    const auto clean = clean_utf8(translated);
    auto core = without_outer_space(clean);
    Remasked remasked;
    compare(core, original, remasked);
    const auto before = without_outer_space(original.prefix);
    const auto behind = without_outer_space(original.suffix);
    const bool in_place = core.starts_with(before) && core.ends_with(behind) &&
                          core.size() >= before.size() + behind.size();
    if (!remasked.keeps_spans() || !in_place) return remasked;
    core = without_outer_space(
        core.substr(before.size(), core.size() - before.size() - behind.size()));
    const auto places = places_in(core, original);
    if (places.size() != original.spans.size()) return remasked;
    remasked.masked = with_masks(core, places);
    remasked.fits = true;
    return remasked;
}

std::string span_faults(const Remasked& remasked) {
    std::string text;
    append_list(text, "loses", remasked.lost);
    append_list(text, "adds", remasked.added);
    return text;
}

}  // namespace glossd::text
