#include "text/masked_pieces.hpp"

#include "model/segment.hpp"

#include <algorithm>
#include <charconv>

namespace glossd::text {

namespace {

// The mask that starts at `pos`, or nothing.
std::optional<MaskedPiece> mask_at(std::string_view masked, std::size_t pos) {
    const auto* begin = masked.data() + pos + 1;
    const auto* end = masked.data() + masked.size();
    std::size_t number = 0;
    const auto [stop, error] = std::from_chars(begin, end, number);
    if (error != std::errc{} || stop == end || *stop != model::mask_close) return std::nullopt;
    if (*begin == '0' && stop - begin > 1) return std::nullopt;
    return MaskedPiece{masked.substr(pos, static_cast<std::size_t>(stop + 1 - begin) + 1), number};
}

}  // namespace

std::vector<MaskedPiece> masked_pieces(std::string_view masked) {
    std::vector<MaskedPiece> pieces;
    std::size_t plain = 0;
    auto pos = masked.find(model::mask_open);
    while (pos != std::string_view::npos) {
        const auto found = mask_at(masked, pos);
        if (found) {
            if (pos > plain) pieces.push_back({masked.substr(plain, pos - plain), std::nullopt});
            pieces.push_back(*found);
            plain = pos + found->text.size();
        }
        pos = masked.find(model::mask_open, found ? plain : pos + 1);
    }
    if (plain < masked.size()) pieces.push_back({masked.substr(plain), std::nullopt});
    return pieces;
}

std::string mask_of(std::size_t number) {
    return model::mask_open + std::to_string(number) + model::mask_close;
}

std::string outside_masks(std::string_view masked) {
    std::string out;
    for (const auto& piece : masked_pieces(masked)) {
        if (piece.mask)
            out += ' ';
        else
            out += piece.text;
    }
    return out;
}

}  // namespace glossd::text
