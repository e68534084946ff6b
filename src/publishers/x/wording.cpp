#include "publishers/x/wording.hpp"

#include "text/mask.hpp"
#include "text/url.hpp"

namespace glossd::publishers::x {

namespace {

constexpr std::string_view word_joiner = "\u2060";
constexpr std::string_view byte_order_mark = "\uFEFF";

}  // namespace

bool is_of_x(std::string_view link) {
    const auto url = text::parse_url(link);
    return url && (url->host == "x.com" || url->host == "twitter.com");
}

std::string defuse_mentions(std::string_view text) {
    std::string out;
    std::size_t from = 0;
    for (const auto& span : text::find_spans(text)) {
        if (span.kind != model::SpanKind::mention) continue;
        out += text.substr(from, span.begin - from);
        for (std::size_t at = span.begin; at < span.end; ++at) {
            out += text[at];
            if (at == span.begin || text[at] == '.') out += word_joiner;
        }
        from = span.end;
    }
    return out.append(text.substr(from));
}

std::string without_marks(std::string_view text) {
    std::string out(text);
    for (auto at = out.find(byte_order_mark); at != out.npos; at = out.find(byte_order_mark, at)) {
        out.erase(at, byte_order_mark.size());
    }
    return out;
}

}  // namespace glossd::publishers::x
