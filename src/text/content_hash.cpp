#include "text/hash.hpp"
#include "text/mask.hpp"
#include "text/normalise.hpp"
#include "text/url.hpp"

namespace glossd::text {

namespace {

// Below this many letters a text does not tell posts apart ("New video!"), so its link must.
constexpr std::size_t telling_letters = 40;

std::string clean_link(std::string_view address) {
    constexpr std::string_view scheme = "https://";
    if (address.find("://") != std::string_view::npos) return without_tracking(address);
    return without_tracking(std::string(scheme).append(address)).substr(scheme.size());
}

std::string canonical(std::string_view raw) {
    const auto text = nfc(raw);
    std::string out;
    std::size_t from = 0;
    for (const auto& span : find_spans(text)) {
        if (span.kind != model::SpanKind::url) continue;
        out.append(text, from, span.begin - from);
        out += clean_link(std::string_view(text).substr(span.begin, span.end - span.begin));
        from = span.end;
    }
    out.append(text, from);
    return fold_space(out);
}

std::size_t letters(const model::Post& post) {
    auto count = letters_outside_spans(post.title) + letters_outside_spans(post.text) +
                 letters_outside_spans(post.content_warning);
    for (const auto& media : post.media) count += letters_outside_spans(media.alt.value_or(""));
    return count;
}

}  // namespace

std::string content_hash(const model::Post& post) {
    const bool needs_link = letters(post) < telling_letters;
    std::vector<std::string> fields{canonical(post.title), canonical(post.text),
                                    canonical(post.content_warning),
                                    needs_link ? without_tracking(post.url) : std::string{}};
    for (const auto& media : post.media) {
        fields.push_back(without_tracking(media.url));
        fields.push_back(canonical(media.alt.value_or("")));
    }
    return sha256_fields({fields.begin(), fields.end()});
}

}  // namespace glossd::text
