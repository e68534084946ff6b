#include "engines/line_breaks.hpp"

#include "engines/tags.hpp"

#include <algorithm>
#include <cstdint>
#include <variant>

namespace glossd::engines {

namespace {

// Each run of line breaks becomes a further span, so that it counts and comes back like one.
void append_with_masked_breaks(std::string_view text, Pieces& pieces,
                               std::vector<model::Span>& spans) {
    while (!text.empty()) {
        const auto plain = std::min(text.find('\n'), text.size());
        if (plain > 0) pieces.emplace_back(std::string(text.substr(0, plain)));
        text.remove_prefix(plain);
        const auto breaks = std::min(text.find_first_not_of('\n'), text.size());
        if (breaks > 0) {
            pieces.emplace_back(static_cast<std::int64_t>(spans.size()));
            spans.push_back({model::SpanKind::placeholder, std::string(breaks, '\n')});
        }
        text.remove_prefix(breaks);
    }
}

}  // namespace

bool is_line_break(const model::Span& span) {
    return !span.text.empty() && span.text.find_first_not_of('\n') == std::string::npos;
}

Batch mask_line_breaks(const Batch& batch) {
    auto masked = batch;
    for (auto& item : masked.items) {
        Pieces pieces;
        for (const auto& piece : split_masks(item.text.text)) {
            if (const auto* text = std::get_if<std::string>(&piece)) {
                append_with_masked_breaks(*text, pieces, item.text.spans);
            } else {
                pieces.push_back(piece);
            }
        }
        item.text.text = join_masks(pieces);
    }
    return masked;
}

std::string restore_line_breaks(std::string_view masked, const model::MaskedText& original,
                                const model::MaskedText& sent) {
    auto pieces = split_masks(masked);
    for (auto& piece : pieces) {
        const auto* mask = std::get_if<std::int64_t>(&piece);
        const auto number = mask ? static_cast<std::size_t>(*mask) : 0;
        if (mask && number >= original.spans.size()) piece = sent.spans[number].text;
    }
    return join_masks(pieces);
}

}  // namespace glossd::engines
