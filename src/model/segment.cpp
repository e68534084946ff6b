#include "model/segment.hpp"

namespace glossd::model {

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
    }
    return "span";
}

}  // namespace glossd::model
