// Masking: spans that must come through unchanged are set aside before translation and put back
// after it. Pure; any thread. mask() then restore() of the untouched text is the identity up to
// NFC. One would get wrong: what counts as a span depends on its neighbours ("a@b" is an e-mail
// address or part of one, "C#" is no hashtag), so spans are found in one pass, longest first.
#pragma once

#include "model/result.hpp"
#include "model/segment.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace glossd::text {

// Where a span stands in a text; offsets in bytes.
struct SpanAt {
    model::SpanKind kind = model::SpanKind::url;
    std::size_t begin = 0;
    std::size_t end = 0;

    bool operator==(const SpanAt&) const = default;
};

// URL (http, https, also bare domains with a known ending and a path or "www."), e-mail, @user,
// @user@host, #tag, :emoji:, `code`, placeholders ({x}, {{x}}, %s, ${x}, <x1/>). In order, never
// overlapping; linear in the length of the text.
std::vector<SpanAt> find_spans(std::string_view text);
std::vector<model::Span> spans_in(std::string_view text);  // the same, as values

model::MaskedText mask(std::string_view text);

// The masked translation with the spans of `original` put back, prefix and suffix included.
// An error when the multiset of masks differs from the original's: names what is lost, added
// or doubled.
model::Result<std::string> restore(std::string_view translated, const model::MaskedText& original);

// True when the spans come through; what restore() checks, without building the text.
bool masks_match(std::string_view translated, const model::MaskedText& original);

// The words of a text: each span as one space.
std::string outside_spans(std::string_view text);

// Nothing to translate: no letter stands outside spans (only emoji, links, mentions, digits).
bool nothing_to_translate(const model::MaskedText& masked);

}  // namespace glossd::text
