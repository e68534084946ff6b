#include "text/script.hpp"

#include "text/code_points.hpp"

#include <algorithm>
#include <string>

namespace glossd::text {

namespace {

struct Block {
    char32_t last;  // it starts behind the block before
    Script script;
};

constexpr auto script_blocks = std::to_array<Block>({
    {0x024F, Script::latin},    {0x036F, Script::other},     {0x03FF, Script::greek},
    {0x052F, Script::cyrillic}, {0x058F, Script::armenian},  {0x05FF, Script::hebrew},
    {0x06FF, Script::arabic},   {0x074F, Script::other},     {0x077F, Script::arabic},
    {0x089F, Script::other},    {0x08FF, Script::arabic},    {0x097F, Script::devanagari},
    {0x09FF, Script::bengali},  {0x0A7F, Script::gurmukhi},  {0x0AFF, Script::gujarati},
    {0x0B7F, Script::oriya},    {0x0BFF, Script::tamil},     {0x0C7F, Script::telugu},
    {0x0CFF, Script::kannada},  {0x0D7F, Script::malayalam}, {0x0DFF, Script::sinhala},
    {0x0E7F, Script::thai},     {0x0EFF, Script::lao},       {0x0FFF, Script::tibetan},
    {0x109F, Script::myanmar},  {0x10FF, Script::georgian},  {0x11FF, Script::hangul},
    {0x139F, Script::ethiopic}, {0x177F, Script::other},     {0x17FF, Script::khmer},
    {0x1C7F, Script::other},    {0x1C8F, Script::cyrillic},  {0x1CBF, Script::georgian},
    {0x1DFF, Script::other},    {0x1EFF, Script::latin},     {0x1FFF, Script::greek},
    {0x2C5F, Script::other},    {0x2C7F, Script::latin},     {0x2CFF, Script::other},
    {0x2D2F, Script::georgian}, {0x2DDF, Script::other},     {0x2DFF, Script::cyrillic},
    {0x2E7F, Script::other},    {0x303F, Script::han},       {0x30FF, Script::kana},
    {0x312F, Script::other},    {0x318F, Script::hangul},    {0x31EF, Script::other},
    {0x31FF, Script::kana},     {0x33FF, Script::other},     {0x9FFF, Script::han},
    {0xA63F, Script::other},    {0xA69F, Script::cyrillic},  {0xA71F, Script::other},
    {0xA7FF, Script::latin},    {0xABFF, Script::other},     {0xD7FF, Script::hangul},
    {0xF8FF, Script::other},    {0xFAFF, Script::han},       {0xFB06, Script::latin},
    {0xFB1C, Script::other},    {0xFB4F, Script::hebrew},    {0xFDFF, Script::arabic},
    {0xFE6F, Script::other},    {0xFEFE, Script::arabic},    {0xFF5A, Script::latin},
    {0xFF65, Script::other},    {0xFF9F, Script::kana},      {0xFFDC, Script::hangul},
    {0x1FFFF, Script::other},   {0x3FFFF, Script::han},      {0x10FFFF, Script::other},
});

constexpr std::uint32_t bit_of(Script script) {
    return std::uint32_t{1} << static_cast<unsigned>(script);
}

template <class... Scripts>
constexpr std::uint32_t written_in(Scripts... scripts) {
    return (bit_of(scripts) | ...);
}

struct Writing {
    std::string_view languages;  // primary tags or scripts of tags, each between blanks
    std::uint32_t scripts;       // a bit each
};

constexpr auto writings = std::to_array<Writing>({
    {" Latn af an ast az bs ca ceb co cs cy da de en eo es et eu fi fil fo fr fy ga gd gl ha hr ht "
     "hu id ig is it jv la lb lt lv mg mi ms mt nb nds nl nn no oc pl pt ro rw sk sl sm sn so sq "
     "st su sv sw tl tr uz vi xh yo zu ",
     written_in(Script::latin)},
    {" Cyrl be bg kk ky mk mn ru tg tt uk ", written_in(Script::cyrillic)},
    {" cnr sh sr ", written_in(Script::cyrillic, Script::latin)},
    {" Grek el ", written_in(Script::greek)},
    {" Hebr he yi ", written_in(Script::hebrew)},
    {" Arab ar ckb fa ps sd ug ur ", written_in(Script::arabic)},
    {" Deva bho hi mai mr ne sa ", written_in(Script::devanagari)},
    {" Beng as bn ", written_in(Script::bengali)},
    {" Guru ", written_in(Script::gurmukhi)},
    {" pa ", written_in(Script::gurmukhi, Script::arabic)},
    {" Gujr gu ", written_in(Script::gujarati)},
    {" Orya or ", written_in(Script::oriya)},
    {" Taml ta ", written_in(Script::tamil)},
    {" Telu te ", written_in(Script::telugu)},
    {" Knda kn ", written_in(Script::kannada)},
    {" Mlym ml ", written_in(Script::malayalam)},
    {" Sinh si ", written_in(Script::sinhala)},
    {" Thai th ", written_in(Script::thai)},
    {" Laoo lo ", written_in(Script::lao)},
    {" Tibt bo dz ", written_in(Script::tibetan)},
    {" Mymr my ", written_in(Script::myanmar)},
    {" Armn hy ", written_in(Script::armenian)},
    {" Geor ka ", written_in(Script::georgian)},
    {" Kore Hang ko ", written_in(Script::hangul, Script::han)},
    {" Ethi am ti ", written_in(Script::ethiopic)},
    {" Khmr km ", written_in(Script::khmer)},
    {" Jpan ja ", written_in(Script::kana, Script::han)},
    {" Hans Hant Hani zh yue ", written_in(Script::han)},
});

}  // namespace

Script script_of(char32_t letter) {
    if (letter <= script_blocks.front().last) return Script::latin;
    const auto block =
        std::lower_bound(script_blocks.begin(), script_blocks.end(), letter,
                         [](const Block& one, char32_t value) { return one.last < value; });
    return block == script_blocks.end() ? Script::other : block->script;
}

ScriptCounts::ScriptCounts(std::string_view text) {
    for (std::size_t pos = 0; pos < text.size();) {
        const auto next = code_point_at(text, pos);
        if (is_letter(next.value)) add(next.value);
        pos += next.size;
    }
}

Fitting letters_fitting(const ScriptCounts& counts, const model::Language& language) {
    const auto tagged = language.script();
    const auto word = " " + std::string(tagged.empty() ? language.primary() : tagged) + " ";
    const auto writing = std::find_if(writings.begin(), writings.end(), [&](const Writing& one) {
        return one.languages.find(word) != one.languages.npos;
    });
    if (writing == writings.end()) return {};
    Fitting fitting{true, 0};
    for (std::size_t i = 0; i <= static_cast<std::size_t>(Script::other); ++i) {
        const auto script = static_cast<Script>(i);
        if (writing->scripts & bit_of(script)) fitting.letters += counts.of(script);
    }
    return fitting;
}

}  // namespace glossd::text
