#include "pipeline/memory_import.hpp"

#include "model/delivery.hpp"
#include "pipeline/memory_key.hpp"
#include "text/mask.hpp"
#include "text/masked_pieces.hpp"
#include "text/normalise.hpp"
#include "text/remask.hpp"

#include <algorithm>
#include <utility>

namespace glossd::pipeline {

using model::ErrorKind;
using model::fail;
using model::Language;
using model::Result;

namespace {

constexpr std::size_t longest_text = 64 * 1024;

tl::unexpected<model::Error> refuse(std::string why) {
    return fail(ErrorKind::invalid_input, std::move(why));
}

// Nobody can say which language some texts are in.
Result<Language> language_of_source(const std::string& tag) {
    if (tag.empty() || tag == "und") return Language();
    return Language::parse(tag);
}

Result<void> check_text(const char* which, const std::string& text) {
    if (text.empty()) return refuse(std::string(which) + " is missing or empty");
    if (text.size() > longest_text) return refuse(std::string(which) + " is longer than 64 KiB");
    if (!text::is_valid_utf8(text)) return refuse(std::string(which) + " is not UTF-8");
    const auto words = text::outside_masks(text);
    if (text::clean_utf8(words) != words) {
        return refuse(std::string(which) + " has control characters or broken placeholders");
    }
    return {};
}

// How many masks there are, when they are numbered as mask() does.
Result<std::size_t> masks_in(const std::string& text) {
    std::size_t masks = 0;
    for (const auto& piece : text::masked_pieces(text)) {
        if (piece.mask && *piece.mask != masks++) {
            return refuse("the placeholders of the source are not numbered <x0/>, <x1/>, …");
        }
    }
    return masks;
}

std::vector<std::string> loose_spans(const std::string& masked) {
    std::vector<std::string> spans;
    for (const auto& span : text::spans_in(text::outside_masks(masked))) spans.push_back(span.text);
    std::sort(spans.begin(), spans.end());
    return spans;
}

Result<model::MaskedText> as_masked(store::Remembered& row, std::size_t masks) {
    model::MaskedText source;
    source.text = row.source;
    source.spans.resize(masks);
    for (std::size_t i = 0; i < masks; ++i) source.spans[i].text = "<x" + std::to_string(i) + "/>";
    if (const auto kept = text::restore(row.text, source); !kept) {
        return tl::make_unexpected(kept.error());
    }
    if (loose_spans(row.source) != loose_spans(row.text)) {
        return refuse("source and text have different links or names");
    }
    return source;
}

Result<model::MaskedText> as_plain(store::Remembered& row) {
    auto source = text::mask(row.source);
    const auto remasked = text::remask(row.text, source);
    if (!remasked.keeps_spans()) return refuse("the text " + text::span_faults(remasked));
    if (!remasked.fits) {
        return refuse("the links and names around the source are not around the text");
    }
    row.text = remasked.masked;
    return source;
}

}  // namespace

Result<store::Remembered> admit(store::Remembered row, model::WallTime now) {
    const auto from = language_of_source(row.from);
    if (!from) return refuse("from: " + from.error().message);
    const auto to = Language::parse(row.to);
    if (!to) return refuse("to: " + to.error().message);
    for (const auto& [which, text] : {std::pair("source", &row.source), {"text", &row.text}}) {
        if (const auto good = check_text(which, *text); !good) {
            return tl::make_unexpected(good.error());
        }
    }
    if (row.limit < 0) return refuse("limit is less than none");
    const auto masks = masks_in(row.source);
    if (!masks) return tl::make_unexpected(masks.error());
    const auto source = *masks > 0 ? as_masked(row, *masks) : as_plain(row);
    if (!source) return tl::make_unexpected(source.error());
    if (text::nothing_to_translate(*source)) return refuse("there is nothing to translate in it");
    if (row.style.empty()) row.style = model::by_hand;
    row.by_hand = row.style == model::by_hand;
    if (row.engine.empty()) row.engine = row.by_hand ? model::by_hand : "imported";
    row.from = from->tag();
    row.to = to->tag();
    row.source = source->text;
    row.created = row.created == model::WallTime() ? now : std::min(row.created, now);
    row.key = memory_key(*source, *from, *to, row.style, static_cast<std::size_t>(row.limit));
    return row;
}

}  // namespace glossd::pipeline
