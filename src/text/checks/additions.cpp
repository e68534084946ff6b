// Addresses of any kind that the engine made up: what a hostile post wants most.
#include "text/checks/rules.hpp"
#include "text/mask.hpp"

#include <algorithm>
#include <initializer_list>
#include <vector>

namespace glossd::text::checks {

namespace {

using model::SpanKind;

void append_spans(std::vector<std::string_view>& found, std::string_view text) {
    for (const auto& span : find_spans(text))
        found.push_back(text.substr(span.begin, span.end - span.begin));
}

bool is_one_of_kinds(SpanKind kind, std::initializer_list<SpanKind> kinds) {
    return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

// The first span of these kinds that the original does not have; empty when there is none.
std::string_view first_added(const Subject& subject, std::initializer_list<SpanKind> kinds) {
    std::vector<std::string_view> known;
    const std::string_view words = subject.words_after();
    for (const auto& span : find_spans(words)) {
        if (!is_one_of_kinds(span.kind, kinds)) continue;
        if (known.empty()) {
            for (const auto& one : subject.original().spans) known.push_back(one.text);
            append_spans(known, subject.original().prefix);
            append_spans(known, subject.original().suffix);
        }
        const auto text = words.substr(span.begin, span.end - span.begin);
        if (std::find(known.begin(), known.end(), text) == known.end()) return text;
    }
    return {};
}

}  // namespace

Finding adds_no_links(const Subject& subject) {
    if (subject.words_after().find_first_of(".:@") == std::string::npos) return passed();
    const auto added = first_added(subject, {SpanKind::url, SpanKind::email});
    return added.empty() ? passed() : failed("the translation adds a link", std::string(added));
}

Finding adds_no_mentions(const Subject& subject) {
    if (subject.words_after().find('@') == std::string::npos) return passed();
    const auto added = first_added(subject, {SpanKind::mention});
    return added.empty() ? passed() : failed("the translation adds a mention", std::string(added));
}

Finding adds_no_hashtags(const Subject& subject) {
    const auto& words = subject.words_after();
    constexpr std::string_view full_width_sign = "＃";
    if (words.find('#') == words.npos && words.find(full_width_sign) == words.npos) return passed();
    const auto added = first_added(subject, {SpanKind::hashtag});
    return added.empty() ? passed() : failed("the translation adds a hashtag", std::string(added));
}

}  // namespace glossd::text::checks
