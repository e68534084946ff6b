// Whether a translation is about as long as one into this language gets.
#include "text/checks/rules.hpp"

#include <algorithm>
#include <array>

namespace glossd::text::checks {

namespace {

// Length beside that of the English text, in code points: nearly none is shorter, nearly none
// longer. Measured on the texts of one program in all these languages.
struct LengthBesideEnglish {
    std::string_view languages;  // primary tags between blanks
    double low;
    double high;
};

constexpr auto lengths = std::to_array<LengthBesideEnglish>({
    {" en ", 1.00, 1.00},
    {" de nl lb ", 0.97, 1.55},
    {" fr ro ", 0.92, 1.64},
    {" es ca gl oc ", 0.86, 1.46},
    {" it ", 0.91, 1.35},
    {" pt ", 0.82, 1.40},
    {" pl cs sk ", 0.68, 1.35},
    {" ru bg be ", 0.73, 1.64},
    {" uk ", 0.70, 1.52},
    {" tr az ", 0.71, 1.41},
    {" fi et ", 0.67, 1.39},
    {" ar fa ur ", 0.60, 1.27},
    {" he ", 0.45, 1.02},
    {" hi mr ne ", 0.60, 1.25},
    {" th lo ", 0.50, 1.14},
    {" ja ", 0.30, 0.85},
    {" ko ", 0.24, 0.80},
    {" zh yue ", 0.18, 0.68},
});

// Nothing was measured: what the script of its letters allows.
LengthBesideEnglish guess_for(const ScriptCounts& scripts) {
    const auto dense =
        scripts.of(Script::han) + scripts.of(Script::kana) + scripts.of(Script::hangul);
    if (dense * 2 > scripts.letters()) return {"", 0.18, 0.85};
    return {"", 0.60, 1.70};
}

LengthBesideEnglish length_of(const model::Language& language, const Tally& tally) {
    const auto word = " " + std::string(language.primary()) + " ";
    const auto known =
        std::find_if(lengths.begin(), lengths.end(), [&](const LengthBesideEnglish& one) {
            return one.languages.find(word) != one.languages.npos;
        });
    return language.empty() || known == lengths.end() ? guess_for(tally.scripts) : *known;
}

}  // namespace

Finding has_plausible_length(const Subject& subject) {
    constexpr std::size_t fewest_code_points = 20;
    constexpr double slack = 1.6;    // beyond what was measured
    constexpr double always = 10.0;  // code points: one long word
    if (subject.before().code_points < fewest_code_points) return passed();
    const auto before = static_cast<double>(subject.before().code_points);
    const auto after = static_cast<double>(subject.after().code_points);
    const auto from = length_of(subject.from(), subject.before());
    const auto to = length_of(subject.to(), subject.after());
    const auto least = before * to.low / from.high / slack - always;
    const auto most = before * to.high / from.low * slack + always;
    if (after > most) return failed("the translation is far longer than the text");
    if (after < least && !subject.shortened())
        return failed("the translation is far shorter than the text");
    return passed();
}

}  // namespace glossd::text::checks
