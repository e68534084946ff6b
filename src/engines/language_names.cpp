#include "engines/language_names.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace glossd::engines {

namespace {

using Named = std::pair<std::string_view, std::string_view>;

// English names as in Unicode CLDR, sorted by code. clang-format would give each a line.
// clang-format off
constexpr std::array<Named, 188> languages{{
    {"ab", "Abkhazian"}, {"ace", "Acehnese"}, {"af", "Afrikaans"}, {"ak", "Akan"},
    {"am", "Amharic"}, {"an", "Aragonese"}, {"ar", "Arabic"}, {"as", "Assamese"},
    {"ast", "Asturian"}, {"av", "Avaric"}, {"ay", "Aymara"}, {"az", "Azerbaijani"},
    {"ba", "Bashkir"}, {"be", "Belarusian"}, {"bg", "Bulgarian"}, {"bho", "Bhojpuri"},
    {"bm", "Bambara"}, {"bn", "Bangla"}, {"bo", "Tibetan"}, {"br", "Breton"}, {"bs", "Bosnian"},
    {"ca", "Catalan"}, {"ce", "Chechen"}, {"ceb", "Cebuano"}, {"ckb", "Central Kurdish"},
    {"co", "Corsican"}, {"cs", "Czech"}, {"cv", "Chuvash"}, {"cy", "Welsh"}, {"da", "Danish"},
    {"de", "German"}, {"dv", "Dhivehi"}, {"dz", "Dzongkha"}, {"ee", "Ewe"}, {"el", "Greek"},
    {"en", "English"}, {"eo", "Esperanto"}, {"es", "Spanish"}, {"et", "Estonian"}, {"eu", "Basque"},
    {"fa", "Persian"}, {"ff", "Fula"}, {"fi", "Finnish"}, {"fil", "Filipino"}, {"fj", "Fijian"},
    {"fo", "Faroese"}, {"fr", "French"}, {"fur", "Friulian"}, {"fy", "Western Frisian"},
    {"ga", "Irish"}, {"gd", "Scottish Gaelic"}, {"gl", "Galician"}, {"gn", "Guarani"},
    {"gom", "Goan Konkani"}, {"gsw", "Swiss German"}, {"gu", "Gujarati"}, {"gv", "Manx"},
    {"ha", "Hausa"}, {"haw", "Hawaiian"}, {"he", "Hebrew"}, {"hi", "Hindi"}, {"hmn", "Hmong"},
    {"hr", "Croatian"}, {"hsb", "Upper Sorbian"}, {"ht", "Haitian Creole"}, {"hu", "Hungarian"},
    {"hy", "Armenian"}, {"ia", "Interlingua"}, {"id", "Indonesian"}, {"ig", "Igbo"},
    {"ilo", "Iloko"}, {"is", "Icelandic"}, {"it", "Italian"}, {"iu", "Inuktitut"},
    {"ja", "Japanese"}, {"jv", "Javanese"}, {"ka", "Georgian"}, {"kab", "Kabyle"}, {"kk", "Kazakh"},
    {"kl", "Greenlandic"}, {"km", "Khmer"}, {"kmr", "Northern Kurdish"}, {"kn", "Kannada"},
    {"ko", "Korean"}, {"ku", "Kurdish"}, {"kw", "Cornish"}, {"ky", "Kyrgyz"}, {"la", "Latin"},
    {"lb", "Luxembourgish"}, {"lg", "Ganda"}, {"li", "Limburgish"}, {"lij", "Ligurian"},
    {"lmo", "Lombard"}, {"ln", "Lingala"}, {"lo", "Lao"}, {"lt", "Lithuanian"}, {"lv", "Latvian"},
    {"mai", "Maithili"}, {"mg", "Malagasy"}, {"mi", "Māori"}, {"mk", "Macedonian"},
    {"ml", "Malayalam"}, {"mn", "Mongolian"}, {"mr", "Marathi"}, {"ms", "Malay"}, {"mt", "Maltese"},
    {"my", "Burmese"}, {"nb", "Norwegian Bokmål"}, {"nds", "Low German"}, {"ne", "Nepali"},
    {"nl", "Dutch"}, {"nn", "Norwegian Nynorsk"}, {"no", "Norwegian"}, {"nso", "Northern Sotho"},
    {"ny", "Nyanja"}, {"oc", "Occitan"}, {"om", "Oromo"}, {"or", "Odia"}, {"os", "Ossetic"},
    {"pa", "Punjabi"}, {"pag", "Pangasinan"}, {"pam", "Pampanga"}, {"pap", "Papiamento"},
    {"pl", "Polish"}, {"prs", "Dari"}, {"ps", "Pashto"}, {"pt", "Portuguese"}, {"qu", "Quechua"},
    {"rm", "Romansh"}, {"rn", "Rundi"}, {"ro", "Romanian"}, {"ru", "Russian"},
    {"rw", "Kinyarwanda"}, {"sa", "Sanskrit"}, {"sah", "Yakut"}, {"sc", "Sardinian"},
    {"scn", "Sicilian"}, {"sco", "Scots"}, {"sd", "Sindhi"}, {"se", "Northern Sami"},
    {"sg", "Sango"}, {"si", "Sinhala"}, {"sk", "Slovak"}, {"sl", "Slovenian"}, {"sm", "Samoan"},
    {"sn", "Shona"}, {"so", "Somali"}, {"sq", "Albanian"}, {"sr", "Serbian"}, {"ss", "Swati"},
    {"st", "Southern Sotho"}, {"su", "Sundanese"}, {"sv", "Swedish"}, {"sw", "Swahili"},
    {"szl", "Silesian"}, {"ta", "Tamil"}, {"te", "Telugu"}, {"tg", "Tajik"}, {"th", "Thai"},
    {"ti", "Tigrinya"}, {"tk", "Turkmen"}, {"tl", "Tagalog"}, {"tn", "Tswana"}, {"to", "Tongan"},
    {"tok", "Toki Pona"}, {"tpi", "Tok Pisin"}, {"tr", "Turkish"}, {"ts", "Tsonga"},
    {"tt", "Tatar"}, {"ty", "Tahitian"}, {"udm", "Udmurt"}, {"ug", "Uyghur"}, {"uk", "Ukrainian"},
    {"ur", "Urdu"}, {"uz", "Uzbek"}, {"ve", "Venda"}, {"vec", "Venetian"}, {"vi", "Vietnamese"},
    {"wa", "Walloon"}, {"war", "Waray"}, {"wo", "Wolof"}, {"xh", "Xhosa"}, {"yi", "Yiddish"},
    {"yo", "Yoruba"}, {"yue", "Cantonese"}, {"zgh", "Standard Moroccan Tamazight"},
    {"zh", "Chinese"}, {"zu", "Zulu"},
}};

constexpr std::array<Named, 64> regions{{
    {"419", "Latin America"}, {"AE", "United Arab Emirates"}, {"AF", "Afghanistan"},
    {"AR", "Argentina"}, {"AT", "Austria"}, {"AU", "Australia"}, {"BD", "Bangladesh"},
    {"BE", "Belgium"}, {"BR", "Brazil"}, {"CA", "Canada"}, {"CH", "Switzerland"}, {"CL", "Chile"},
    {"CN", "China"}, {"CO", "Colombia"}, {"CR", "Costa Rica"}, {"CU", "Cuba"}, {"DE", "Germany"},
    {"DO", "Dominican Republic"}, {"DZ", "Algeria"}, {"EC", "Ecuador"}, {"EG", "Egypt"},
    {"ES", "Spain"}, {"FR", "France"}, {"GB", "United Kingdom"}, {"GT", "Guatemala"},
    {"HK", "Hong Kong"}, {"IE", "Ireland"}, {"IN", "India"}, {"IQ", "Iraq"}, {"IR", "Iran"},
    {"IT", "Italy"}, {"JO", "Jordan"}, {"JP", "Japan"}, {"KE", "Kenya"}, {"KR", "South Korea"},
    {"LB", "Lebanon"}, {"LU", "Luxembourg"}, {"MA", "Morocco"}, {"MD", "Moldova"}, {"MO", "Macau"},
    {"MX", "Mexico"}, {"MY", "Malaysia"}, {"NG", "Nigeria"}, {"NL", "Netherlands"},
    {"NZ", "New Zealand"}, {"PE", "Peru"}, {"PH", "Philippines"}, {"PK", "Pakistan"},
    {"PR", "Puerto Rico"}, {"PT", "Portugal"}, {"PY", "Paraguay"}, {"RS", "Serbia"},
    {"RU", "Russia"}, {"SA", "Saudi Arabia"}, {"SG", "Singapore"}, {"SV", "El Salvador"},
    {"SY", "Syria"}, {"TN", "Tunisia"}, {"TW", "Taiwan"}, {"UA", "Ukraine"},
    {"US", "United States"}, {"UY", "Uruguay"}, {"VE", "Venezuela"}, {"ZA", "South Africa"},
}};

constexpr std::array<Named, 12> scripts{{
    {"Arab", "Arabic"}, {"Beng", "Bangla"}, {"Cyrl", "Cyrillic"}, {"Deva", "Devanagari"},
    {"Guru", "Gurmukhi"}, {"Hans", "Simplified"}, {"Hant", "Traditional"}, {"Hebr", "Hebrew"},
    {"Latn", "Latin"}, {"Mong", "Mongolian"}, {"Tfng", "Tifinagh"}, {"Tibt", "Tibetan"},
}};

// clang-format on

template <std::size_t size>
std::string_view name_of(const std::array<Named, size>& names, std::string_view code) {
    const auto found =
        std::lower_bound(names.begin(), names.end(), code,
                         [](const Named& n, std::string_view c) { return n.first < c; });
    return found != names.end() && found->first == code ? found->second : std::string_view{};
}

}  // namespace

std::string english_name(const model::Language& language) {
    std::string name(name_of(languages, language.primary()));
    if (name.empty()) return name;
    std::string details;
    if (const auto script = name_of(scripts, language.script()); !script.empty()) {
        details += std::string(script) + " script";
    }
    if (const auto region = name_of(regions, language.region()); !region.empty()) {
        details += (details.empty() ? "" : ", ") + std::string(region);
    }
    if (!details.empty()) name += " (" + details + ")";
    return name;
}

}  // namespace glossd::engines
