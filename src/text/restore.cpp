#include "text/code_points.hpp"
#include "text/mask.hpp"
#include "text/masked_pieces.hpp"
#include "text/seams.hpp"

#include <algorithm>

namespace glossd::text {

namespace {

using Pieces = std::vector<MaskedPiece>;

bool has_mask_bytes(std::string_view text) {
    constexpr char bytes[] = {model::mask_open, model::mask_close};
    return text.find_first_of(std::string_view(bytes, 2)) != std::string_view::npos;
}

void add(std::string& list, std::string_view what, std::string_view name) {
    if (!list.empty()) list += ", ";
    list += what;
    list += " ";
    list += name;
}

// What keeps the masks of a translation from being those of the original; empty when nothing.
std::string mismatch(const Pieces& pieces, const model::MaskedText& original) {
    std::string problems;
    std::vector<std::size_t> seen(original.spans.size(), 0);
    bool stray = false;
    for (const auto& piece : pieces) {
        if (!piece.mask)
            stray = stray || has_mask_bytes(piece.text);
        else if (*piece.mask < seen.size())
            ++seen[*piece.mask];
        else
            add(problems, "added", "mask " + std::to_string(*piece.mask));
    }
    if (stray) add(problems, "added", "a broken mask");
    for (std::size_t n = 0; n < seen.size(); ++n) {
        if (seen[n] == 0) add(problems, "lost", original.spans[n].text);
        if (seen[n] > 1) add(problems, "doubled", original.spans[n].text);
    }
    return problems;
}

// The text beside a piece, spans written out; empty at the edges.
std::string_view shown(const Pieces& pieces, std::size_t place, const model::MaskedText& original) {
    if (place >= pieces.size()) return {};
    const auto& piece = pieces[place];
    return piece.mask ? std::string_view(original.spans[*piece.mask].text) : piece.text;
}

// Where each mask stands among the pieces of the original.
std::vector<std::size_t> places_of(const Pieces& pieces, std::size_t masks) {
    std::vector<std::size_t> places(masks, pieces.size());
    for (std::size_t place = 0; place < pieces.size(); ++place)
        if (pieces[place].mask && *pieces[place].mask < masks) places[*pieces[place].mask] = place;
    return places;
}

std::string with_spans(const Pieces& pieces, const model::MaskedText& original) {
    const auto before = masked_pieces(original.text);
    const auto places = places_of(before, original.spans.size());
    std::string out;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        if (!pieces[i].mask) {
            out += pieces[i].text;
            continue;
        }
        // `place - 1` of the first piece wraps round and reads as an edge, as it should.
        const auto place = places[*pieces[i].mask];
        const auto& span = original.spans[*pieces[i].mask];
        const bool spaced = out.ends_with(' ');
        if (!spaced && wants_space_before(span, shown(pieces, i - 1, original),
                                          shown(before, place - 1, original)))
            out += ' ';
        out += span.text;
        if (wants_space_after(span, shown(pieces, i + 1, original),
                              shown(before, place + 1, original)))
            out += ' ';
    }
    return out;
}

// Engines add white space at the ends; what belongs there stands in prefix and suffix.
std::string_view trimmed(std::string_view text) {
    const auto begin = skip_space(text, 0);
    return text.substr(begin, std::max(skip_space_back(text, text.size()), begin) - begin);
}

}  // namespace

model::Result<std::string> restore(std::string_view translated, const model::MaskedText& original) {
    const auto pieces = masked_pieces(trimmed(translated));
    if (const auto problems = mismatch(pieces, original); !problems.empty())
        return model::fail(model::ErrorKind::protocol,
                           "the translation does not keep the spans of the text: " + problems);
    return original.prefix + with_spans(pieces, original) + original.suffix;
}

bool masks_match(std::string_view translated, const model::MaskedText& original) {
    return mismatch(masked_pieces(translated), original).empty();
}

}  // namespace glossd::text
