// Threads: every part within the limit, nothing lost, no span cut.
#include "fuzz/target.hpp"
#include "text/code_points.hpp"
#include "text/length.hpp"
#include "text/mask.hpp"
#include "text/normalise.hpp"

namespace glossd::fuzz {

namespace {

std::string without_space(std::string_view text) {
    std::string result;
    for (const auto& word : {text::fold_space(text)})
        for (const auto letter : word)
            if (letter != ' ') result += letter;
    return result;
}

bool is_one_unit(std::string_view part) {
    const auto spans = text::find_spans(part);
    if (spans.size() == 1) return true;
    return text::count({text::Counting::graphemes, 0}, part) <= 1;
}

}  // namespace

void split(std::string_view input) {
    using text::Counting;
    static constexpr Counting countings[] = {Counting::graphemes, Counting::mastodon, Counting::x};
    text::LengthRule rule;
    rule.counting = countings[choose(input, std::size(countings))];
    rule.limit = 1 + choose(input, 256);
    const auto clean = text::nfc(text::clean_utf8(input));

    std::string all;
    for (const auto& part : text::split(rule, clean)) {
        promise(text::is_valid_utf8(part), "a part is UTF-8");
        promise(text::fits(rule, part) || is_one_unit(part), "a part fits");
        all += part;
    }
    promise(without_space(all) == without_space(clean), "nothing is lost or added");
    promise(text::is_valid_utf8(text::excerpt(rule, clean)), "an excerpt is UTF-8");
}

}  // namespace glossd::fuzz
