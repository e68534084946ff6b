#include "text/mask.hpp"

#include "text/code_points.hpp"
#include "text/masked_pieces.hpp"
#include "text/normalise.hpp"

#include <algorithm>

namespace glossd::text {

namespace {

using model::SpanKind;

// The part of a text that is sent, as bytes and as spans [first_span, end_span).
struct Core {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::size_t first_span = 0;
    std::size_t end_span = 0;
};

// What authors append to a text without it being part of a sentence.
bool may_trail(SpanKind kind) {
    return kind == SpanKind::url || kind == SpanKind::hashtag || kind == SpanKind::mention ||
           kind == SpanKind::emoji;
}

bool space_before(std::string_view text, std::size_t pos) {
    return pos == 0 || is_space(code_point_before(text, pos).value);
}

bool space_behind(std::string_view text, std::size_t pos) {
    return pos == text.size() || is_space(code_point_at(text, pos).value);
}

// Takes spans off the end while white space parts them from the text; spans glued to one
// another (":a::b:") go together or stay together.
void cut_trailing_run(std::string_view text, const std::vector<SpanAt>& spans, Core& core) {
    core.end = skip_space_back(text, text.size());
    auto end = core.end;
    for (auto n = spans.size(); n > 0 && spans[n - 1].end == end && may_trail(spans[n - 1].kind);
         --n) {
        end = spans[n - 1].begin;
        if (!space_before(text, end)) continue;
        end = skip_space_back(text, end);
        core.end = end;
        core.end_span = n - 1;
    }
}

// Takes the mentions off the start that say whom a post answers.
void cut_leading_mentions(std::string_view text, const std::vector<SpanAt>& spans, Core& core) {
    core.begin = skip_space(text, 0);
    while (core.first_span < core.end_span) {
        const auto& span = spans[core.first_span];
        if (span.begin != core.begin || span.kind != SpanKind::mention) break;
        if (!space_behind(text, span.end)) break;
        core.begin = skip_space(text, span.end);
        ++core.first_span;
    }
}

Core core_of(std::string_view text, const std::vector<SpanAt>& spans) {
    Core core{0, text.size(), 0, spans.size()};
    cut_trailing_run(text, spans, core);
    if (core.end == 0) return {0, 0, 0, 0};
    cut_leading_mentions(text, spans, core);
    return core;
}

// NFC, and without the bytes that would read as masks.
std::string plain(std::string_view text) {
    auto out = nfc(text);
    std::erase_if(out, [](char c) { return c == model::mask_open || c == model::mask_close; });
    return out;
}

}  // namespace

model::MaskedText mask(std::string_view text) {
    const auto spans = find_spans(text);
    const auto core = core_of(text, spans);
    model::MaskedText masked;
    masked.prefix = text.substr(0, core.begin);
    masked.suffix = text.substr(core.end);
    auto pos = core.begin;
    for (auto n = core.first_span; n < core.end_span; ++n) {
        const auto& span = spans[n];
        masked.text += plain(text.substr(pos, span.begin - pos));
        masked.text += mask_of(masked.spans.size());
        // Its exact bytes: NFC could change where a link leads.
        masked.spans.push_back(
            {span.kind, std::string(text.substr(span.begin, span.end - span.begin))});
        pos = span.end;
    }
    masked.text += plain(text.substr(pos, core.end - pos));
    return masked;
}

std::string outside_spans(std::string_view text) {
    std::string words;
    std::size_t from = 0;
    for (const auto& span : find_spans(text)) {
        words += text.substr(from, span.begin - from);
        words += ' ';
        from = span.end;
    }
    return words += text.substr(from);
}

bool nothing_to_translate(const model::MaskedText& masked) {
    const auto words = outside_masks(masked.text);
    for (std::size_t pos = 0; pos < words.size();) {
        const auto next = code_point_at(words, pos);
        if (is_letter(next.value)) return false;
        pos += next.size;
    }
    return true;
}

}  // namespace glossd::text
