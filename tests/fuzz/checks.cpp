// A post and what an engine made of it, as hostile as either can be.
#include "text/checks.hpp"

#include "fuzz/target.hpp"
#include "model/language.hpp"
#include "text/mask.hpp"
#include "text/normalise.hpp"

namespace glossd::fuzz {

void checks(std::string_view input) {
    static constexpr const char* languages[] = {"es", "ja", "ar", "pt-BR", "zh-Hant", "en"};
    const auto to = *model::Language::parse(languages[choose(input, std::size(languages))]);
    const auto from = *model::Language::parse("en");
    const auto original = text::mask(text::clean_utf8(take_field(input)));
    const std::string answer(input);

    const auto checked = text::check_translation(original, answer, from, to);
    if (!text::all_passed(checked.checks)) {
        promise(!text::first_failure(checked.checks).empty(), "a failure has a name");
        return;
    }
    promise(text::masks_match(checked.text, original), "what passed has every span");
    promise(text::is_valid_utf8(checked.text), "what passed is UTF-8");
    const auto again = text::check_translation(original, checked.text, from, to);
    promise(text::all_passed(again.checks), "what passed passes again");
}

}  // namespace glossd::fuzz
