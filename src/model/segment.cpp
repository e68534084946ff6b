#include "model/segment.hpp"

namespace glossd::model {

std::string_view to_string(SegmentKind kind) {
    switch (kind) {
        case SegmentKind::title:
            return "title";
        case SegmentKind::body:
            return "body";
        case SegmentKind::warning:
            return "content_warning";
        case SegmentKind::alt_text:
            return "alt_text";
        case SegmentKind::poll_option:
            return "poll_option";
    }
    return "body";
}

std::string_view to_string(SpanKind kind) {
    switch (kind) {
        case SpanKind::url:
            return "url";
        case SpanKind::email:
            return "email";
        case SpanKind::mention:
            return "mention";
        case SpanKind::hashtag:
            return "hashtag";
        case SpanKind::emoji:
            return "emoji";
        case SpanKind::code:
            return "code";
        case SpanKind::placeholder:
            return "placeholder";
        case SpanKind::term:
            return "term";
    }
    return "span";
}

}  // namespace glossd::model
