// Segment: one translatable string of a post; MaskedText: a string whose spans are set aside.
// A mask is '\x0E' + number + '\x0F'. Both bytes are stripped from every text on its way in,
// so a mask can never be forged by a post.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace glossd::model {

enum class SegmentKind { title, body, warning, alt_text, poll_option };

std::string_view to_string(SegmentKind kind);  // "title", "body", "content_warning", ...

struct Segment {
    SegmentKind kind = SegmentKind::body;
    std::string text;

    bool operator==(const Segment&) const = default;
};

enum class SpanKind { url, email, mention, hashtag, emoji, code, placeholder, term };

std::string_view to_string(SpanKind kind);  // "url", "email", ...

struct Span {
    SpanKind kind = SpanKind::url;
    std::string text;  // exactly the bytes that must come through

    bool operator==(const Span&) const = default;
};

inline constexpr char mask_open = '\x0E';
inline constexpr char mask_close = '\x0F';

struct MaskedText {
    std::string text;         // NFC; span n stands as mask_open + "n" + mask_close, from 0
    std::vector<Span> spans;  // spans[n] belongs to mask n
    std::string prefix;       // white space and span runs cut off before translation, verbatim
    std::string suffix;       // likewise behind

    bool operator==(const MaskedText&) const = default;
};

}  // namespace glossd::model
