#include "engines/apertium/pairs.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace glossd::engines::apertium {

namespace {

// A language's primary subtag, Apertium's other name for it, and the variant Apertium files it
// under when the two do not cut languages alike (Croatian is hbs_HR).
struct Name {
    std::string_view tag;
    std::string_view apertium;
    std::string_view variant = {};
};

constexpr auto names = std::to_array<Name>({
    {"af", "afr"},       {"an", "arg"}, {"ar", "ara"}, {"be", "bel"}, {"bg", "bul"}, {"br", "bre"},
    {"bs", "hbs", "bs"}, {"ca", "cat"}, {"cs", "ces"}, {"cy", "cym"}, {"da", "dan"}, {"de", "deu"},
    {"en", "eng"},       {"eo", "epo"}, {"es", "spa"}, {"et", "est"}, {"eu", "eus"}, {"fi", "fin"},
    {"fr", "fra"},       {"ga", "gle"}, {"gd", "gla"}, {"gl", "glg"}, {"gv", "glv"}, {"hi", "hin"},
    {"hr", "hbs", "hr"}, {"id", "ind"}, {"is", "isl"}, {"it", "ita"}, {"kk", "kaz"}, {"ky", "kir"},
    {"mk", "mkd"},       {"ms", "msa"}, {"ms", "zlm"}, {"mt", "mlt"}, {"nb", "nob"}, {"nl", "nld"},
    {"nn", "nno"},       {"no", "nob"}, {"oc", "oci"}, {"pl", "pol"}, {"pt", "por"}, {"ro", "ron"},
    {"ru", "rus"},       {"sc", "srd"}, {"se", "sme"}, {"sh", "hbs"}, {"sk", "slk"}, {"sl", "slv"},
    {"sr", "hbs", "sr"}, {"sv", "swe"}, {"tr", "tur"}, {"tt", "tat"}, {"uk", "ukr"}, {"ur", "urd"},
    {"uz", "uzb"},
});

struct Package {
    std::string_view name;
    std::string_view a;
    std::string_view b;
};

// Debian 12 and later; transitional packages left out.
constexpr auto packages = std::to_array<Package>({
    {"apertium-afr-nld", "afr", "nld"}, {"apertium-arg-cat", "arg", "cat"},
    {"apertium-bel-rus", "bel", "rus"}, {"apertium-br-fr", "bre", "fra"},
    {"apertium-cat-ita", "cat", "ita"}, {"apertium-cat-srd", "cat", "srd"},
    {"apertium-dan-nor", "dan", "nob"}, {"apertium-dan-nor", "dan", "nno"},
    {"apertium-en-gl", "eng", "glg"},   {"apertium-eng-cat", "eng", "cat"},
    {"apertium-eng-spa", "eng", "spa"}, {"apertium-eo-ca", "epo", "cat"},
    {"apertium-eo-en", "epo", "eng"},   {"apertium-eo-es", "epo", "spa"},
    {"apertium-eo-fr", "epo", "fra"},   {"apertium-es-gl", "spa", "glg"},
    {"apertium-es-pt", "spa", "por"},   {"apertium-es-ro", "spa", "ron"},
    {"apertium-eu-en", "eus", "eng"},   {"apertium-eu-es", "eus", "spa"},
    {"apertium-fr-es", "fra", "spa"},   {"apertium-fra-cat", "fra", "cat"},
    {"apertium-fra-frp", "fra", "frp"}, {"apertium-hbs-eng", "hbs", "eng"},
    {"apertium-hbs-mkd", "hbs", "mkd"}, {"apertium-hbs-slv", "hbs", "slv"},
    {"apertium-ind-zlm", "ind", "zlm"}, {"apertium-isl-eng", "isl", "eng"},
    {"apertium-isl-swe", "isl", "swe"}, {"apertium-mkd-bul", "mkd", "bul"},
    {"apertium-mkd-eng", "mkd", "eng"}, {"apertium-nno-nob", "nno", "nob"},
    {"apertium-oc-ca", "oci", "cat"},   {"apertium-oc-es", "oci", "spa"},
    {"apertium-oci-fra", "oci", "fra"}, {"apertium-pol-szl", "pol", "szl"},
    {"apertium-por-cat", "por", "cat"}, {"apertium-pt-gl", "por", "glg"},
    {"apertium-rus-ukr", "rus", "ukr"}, {"apertium-spa-arg", "spa", "arg"},
    {"apertium-spa-ast", "spa", "ast"}, {"apertium-spa-cat", "spa", "cat"},
    {"apertium-spa-ita", "spa", "ita"}, {"apertium-srd-ita", "srd", "ita"},
    {"apertium-swe-dan", "swe", "dan"}, {"apertium-swe-nor", "swe", "nob"},
    {"apertium-swe-nor", "swe", "nno"}, {"apertium-urd-hin", "urd", "hin"},
});

std::string lower(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), [](char c) {
        return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    });
    return out;
}

bool is_language(std::string_view apertium, const model::Language& language) {
    return apertium == language.primary() ||
           std::any_of(names.begin(), names.end(), [&](const Name& name) {
               return name.tag == language.primary() && name.apertium == apertium;
           });
}

// Where Apertium files that language under `base` when its tag names no variant itself.
std::string_view filed_variant(std::string_view base, const model::Language& language) {
    const auto found = std::find_if(names.begin(), names.end(), [&](const Name& name) {
        return name.tag == language.primary() && name.apertium == base;
    });
    return found == names.end() ? std::string_view{} : found->variant;
}

// How well one side of a mode's name ("cat_valencia") fits: 3 exactly, 2 by the language's usual
// variant, 1 as the plain language for a variant there is not, 0 not at all.
int fit(std::string_view side, const model::Language& language) {
    const auto bar = side.find('_');
    const auto base = side.substr(0, bar);
    if (!is_language(base, language)) return 0;
    const auto variant = bar == std::string_view::npos ? "" : lower(side.substr(bar + 1));
    const auto usual = filed_variant(base, language);
    auto wanted = lower(language.tag().substr(language.primary().size()));
    wanted.erase(0, 1);
    std::replace(wanted.begin(), wanted.end(), '-', '_');
    if (variant == (wanted.empty() ? usual : wanted)) return 3;
    if (variant.empty()) return 1;
    return variant == usual ? 2 : 0;
}

std::pair<std::string_view, std::string_view> sides(std::string_view mode) {
    const auto dash = mode.find('-');
    return {mode.substr(0, dash), mode.substr(dash + 1)};
}

}  // namespace

std::string_view find_mode(const std::vector<std::string>& modes, const model::Language& from,
                           const model::Language& to) {
    std::string_view best;
    int best_fit = 0;
    for (const auto& mode : modes) {
        const auto [source, target] = sides(mode);
        const int source_fit = fit(source, from);
        const int target_fit = fit(target, to);
        // What is published matters more than how it was read.
        const int total = source_fit == 0 || target_fit == 0 ? 0 : target_fit * 4 + source_fit;
        if (total > best_fit) {
            best = mode;
            best_fit = total;
        }
    }
    return best;
}

std::vector<std::string> modes_to(const std::vector<std::string>& modes,
                                  const model::Language& to) {
    std::vector<std::string> found;
    std::copy_if(modes.begin(), modes.end(), std::back_inserter(found), [&](const auto& mode) {
        const auto target = sides(mode).second;
        return is_language(target.substr(0, target.find('_')), to);
    });
    return found;
}

model::Language language_of_side(std::string_view side) {
    const auto found = std::find_if(names.begin(), names.end(), [&](const Name& name) {
        return name.apertium == side && name.variant.empty();
    });
    const auto tag = found == names.end() ? side : found->tag;
    return model::Language::parse(tag).value_or(model::Language{});
}

std::string_view package_for(const model::Language& a, const model::Language& b) {
    const auto found = std::find_if(packages.begin(), packages.end(), [&](const Package& package) {
        return (is_language(package.a, a) && is_language(package.b, b)) ||
               (is_language(package.a, b) && is_language(package.b, a));
    });
    return found == packages.end() ? std::string_view{} : found->name;
}

}  // namespace glossd::engines::apertium
