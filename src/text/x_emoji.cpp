#include "text/x_emoji.hpp"

#include <algorithm>
#include <string>

#include <fmt/format.h>
#include <re2/re2.h>

namespace glossd::text {

namespace {

const std::string skin = R"([\x{1F3FB}-\x{1F3FF}])";
const std::string selector = R"(\x{FE0F})";  // asks for the coloured form
const std::string joiner = R"(\x{200D})";
const std::string sign_of_gender = R"([\x{2640}\x{2642}])" + selector;

std::string either(std::initializer_list<std::string> forms) {
    std::string all;
    for (const auto& form : forms) all += (all.empty() ? "" : "|") + form;
    return "(?:" + all + ")";
}

std::string joined(const std::string& first, const std::string& second) {
    return first + joiner + second;
}

// Those that have a black form too, and are one with the selector behind them.
const std::string selectable =
    R"([\x{A9}\x{AE}\x{203C}\x{2049}\x{2122}\x{2139}\x{2194}-\x{2199}\x{21A9}\x{21AA}\x{231A})"
    R"(\x{231B}\x{2328}\x{23CF}\x{23ED}-\x{23EF}\x{23F1}\x{23F2}\x{23F8}-\x{23FA}\x{24C2}\x{25AA})"
    R"(\x{25AB}\x{25B6}\x{25C0}\x{25FB}-\x{25FE}\x{2600}-\x{2604}\x{260E}\x{2611}\x{2614}\x{2615})"
    R"(\x{2618}\x{261D}\x{2620}\x{2622}\x{2623}\x{2626}\x{262A}\x{262E}\x{262F}\x{2638}-\x{263A})"
    R"(\x{2640}\x{2642}\x{2648}-\x{2653}\x{265F}\x{2660}\x{2663}\x{2665}\x{2666}\x{2668}\x{267B})"
    R"(\x{267F}\x{2692}-\x{2697}\x{2699}\x{269B}\x{269C}\x{26A0}\x{26A1}\x{26AA}\x{26AB}\x{26B0})"
    R"(\x{26B1}\x{26BD}\x{26BE}\x{26C4}\x{26C5}\x{26C8}\x{26CF}\x{26D1}\x{26D3}\x{26D4}\x{26E9})"
    R"(\x{26EA}\x{26F0}-\x{26F5}\x{26F7}-\x{26FA}\x{26FD}\x{2702}\x{2708}\x{2709}\x{270C}\x{270D})"
    R"(\x{270F}\x{2712}\x{2714}\x{2716}\x{271D}\x{2721}\x{2733}\x{2734}\x{2744}\x{2747}\x{2757})"
    R"(\x{2763}\x{2764}\x{27A1}\x{2934}\x{2935}\x{2B05}-\x{2B07}\x{2B1B}\x{2B1C}\x{2B50}\x{2B55})"
    R"(\x{3030}\x{303D}\x{3297}\x{3299}\x{1F004}\x{1F170}\x{1F171}\x{1F17E}\x{1F17F}\x{1F202})"
    R"(\x{1F21A}\x{1F22F}\x{1F237}\x{1F321}\x{1F324}-\x{1F32C}\x{1F336}\x{1F37D}\x{1F396}\x{1F397})"
    R"(\x{1F399}-\x{1F39B}\x{1F39E}\x{1F39F}\x{1F3CB}-\x{1F3CE}\x{1F3D4}-\x{1F3DF}\x{1F3F3})"
    R"(\x{1F3F5}\x{1F3F7}\x{1F43F}\x{1F441}\x{1F4FD}\x{1F549}\x{1F54A}\x{1F56F}\x{1F570}\x{1F573})"
    R"(-\x{1F579}\x{1F587}\x{1F58A}-\x{1F58D}\x{1F590}\x{1F5A5}\x{1F5A8}\x{1F5B1}\x{1F5B2}\x{1F5BC})"
    R"(\x{1F5C2}-\x{1F5C4}\x{1F5D1}-\x{1F5D3}\x{1F5DC}-\x{1F5DE}\x{1F5E1}\x{1F5E3}\x{1F5E8}\x{1F5EF})"
    R"(\x{1F5F3}\x{1F5FA}\x{1F6CB}\x{1F6CD}-\x{1F6CF}\x{1F6E0}-\x{1F6E5}\x{1F6E9}\x{1F6F0}\x{1F6F3}])";

// Those that take a skin tone.
const std::string skinned =
    R"([\x{261D}\x{26F7}\x{26F9}\x{270A}-\x{270D}\x{1F385}\x{1F3C2}-\x{1F3C4}\x{1F3C7}\x{1F3CA}-)"
    R"(\x{1F3CC}\x{1F442}\x{1F443}\x{1F446}-\x{1F450}\x{1F466}-\x{1F469}\x{1F46E}\x{1F470}-\x{1F478})"
    R"(\x{1F47C}\x{1F481}-\x{1F483}\x{1F485}-\x{1F487}\x{1F4AA}\x{1F574}\x{1F575}\x{1F57A}\x{1F590})"
    R"(\x{1F595}\x{1F596}\x{1F645}-\x{1F647}\x{1F64B}-\x{1F64F}\x{1F6A3}\x{1F6B4}-\x{1F6B6}\x{1F6C0})"
    R"(\x{1F6CC}\x{1F918}-\x{1F91C}\x{1F91E}\x{1F91F}\x{1F926}\x{1F930}-\x{1F939}\x{1F93D}\x{1F93E})"
    R"(\x{1F9B5}\x{1F9B6}\x{1F9B8}\x{1F9B9}\x{1F9D1}-\x{1F9DD}])";

// What people do, as a man or a woman: running, shrugging. The last four take no skin tone.
const std::string doing =
    R"([\x{1F3C3}\x{1F3C4}\x{1F3CA}\x{1F46E}\x{1F471}\x{1F473}\x{1F477}\x{1F481}\x{1F482}\x{1F486})"
    R"(\x{1F487}\x{1F645}-\x{1F647}\x{1F64B}\x{1F64D}\x{1F64E}\x{1F6A3}\x{1F6B4}-\x{1F6B6}\x{1F926})"
    R"(\x{1F935}\x{1F937}-\x{1F939}\x{1F93D}\x{1F93E}\x{1F9B8}\x{1F9B9}\x{1F9D6}-\x{1F9DD}])";
const std::string doing_with_selector = R"([\x{26F9}\x{1F3CB}\x{1F3CC}\x{1F574}\x{1F575}])";
const std::string doing_together = R"([\x{1F46F}\x{1F93C}\x{1F9DE}\x{1F9DF}])";

const std::string man = R"(\x{1F468})";
const std::string woman = R"(\x{1F469})";
const std::string adult = R"([\x{1F468}\x{1F469}])";
const std::string boy = R"(\x{1F466})";
const std::string girl = R"(\x{1F467})";
const std::string child = R"([\x{1F466}\x{1F467}])";

const std::string work =
    either({R"([\x{2695}\x{2696}\x{2708}])" + selector,
            R"([\x{1F33E}\x{1F373}\x{1F393}\x{1F3A4}\x{1F3A8}\x{1F3EB}\x{1F3ED}\x{1F4BB}\x{1F4BC})"
            R"(\x{1F527}\x{1F52C}\x{1F680}\x{1F692}\x{1F9B0}-\x{1F9B3}])"});

std::string people() {
    const auto couple = either({joined(man, adult), joined(woman, woman)});
    const auto two_adults = either({couple, adult});
    const auto two_children = either({joined(girl, child), joined(boy, boy)});
    const auto heart = R"(\x{2764})" + selector;
    const auto hearts = either({heart, joined(heart, R"(\x{1F48B})")});
    const auto loving =
        either({joined(joined(man, hearts), man), joined(joined(woman, hearts), adult)});
    return either({joined(two_adults, two_children), joined(two_adults, child), loving,
                   joined(adult + skin + "?", work), joined(doing + skin + "?", sign_of_gender),
                   joined(doing_with_selector + either({skin, selector}), sign_of_gender),
                   joined(doing_together, sign_of_gender)});
}

std::string things() {
    return either({joined(R"(\x{1F3F3})" + selector, R"(\x{1F308})"),  // rainbow flag
                   joined(R"(\x{1F3F4})", R"(\x{2620})" + selector),   // pirates
                   joined(R"(\x{1F441})", R"(\x{1F5E8})")});           // witness
}

// By the codes of their regions, first letter : second letters.
std::string flags() {
    constexpr std::string_view codes =
        "A:CDEFGILMOQRSTUWXZ B:ABDEFGHIJLMNOQRSTVWYZ C:ACDFGHIKLMNOPRUVWXYZ D:EGJKMOZ E:ACEGHRSTU "
        "F:IJKMOR G:ABDEFGHILMNPQRSTUWY H:KMNRTU I:CDELMNOQRST J:EMOP K:EGHIMNPRWYZ L:ABCIKRSTUVY "
        "M:ACDEFGHKLMNOPQRSTUVWXYZ N:ACEFGILOPRUZ O:M P:AEFGHKLMNRSTWY Q:A R:EOSUW "
        "S:ABCDEGHIJKLMNORSTVXYZ T:ACDFGHJKLMNORTVWZ U:AGMNSYZ V:ACEGINU W:FS X:K Y:ET Z:AMW ";
    const auto letter = [](char c) { return fmt::format("\\x{{{:X}}}", 0x1F1E6 + (c - 'A')); };
    std::string all;
    for (std::size_t at = 0; at < codes.size(); at = codes.find(' ', at) + 1) {
        all += (all.empty() ? "" : "|") + letter(codes[at]) + "[";
        for (auto second = at + 2; codes[second] != ' '; ++second) all += letter(codes[second]);
        all += "]";
    }
    const std::string tags = R"(\x{1F3F4}\x{E0067}\x{E0062})";  // England, Scotland, Wales
    return either(
        {all, tags +
                  either({R"(\x{E0065}\x{E006E}\x{E0067})", R"(\x{E0073}\x{E0063}\x{E0074})",
                          R"(\x{E0077}\x{E006C}\x{E0073})"}) +
                  R"(\x{E007F})"});
}

const RE2& pattern() {
    static const RE2 compiled(either({people(), things(), R"([#*0-9]\x{FE0F}?\x{20E3})",
                                      skinned + skin, selectable + selector, flags()}));
    return compiled;
}

// Every sequence holds one of these: a joiner, selector, keycap, or something past U+1F1E5.
bool may_hold_one(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte == 0xE2 || byte >= 0xEF;
    });
}

}  // namespace

EmojiSequence next_emoji_sequence(std::string_view text, std::size_t from) {
    const EmojiSequence none{text.size(), text.size()};
    if (!may_hold_one(text.substr(from))) return none;
    re2::StringPiece found;
    const re2::StringPiece whole(text.data(), text.size());
    if (!pattern().Match(whole, from, text.size(), RE2::UNANCHORED, &found, 1)) return none;
    const auto begin = static_cast<std::size_t>(found.data() - text.data());
    return {begin, begin + found.size()};
}

}  // namespace glossd::text
