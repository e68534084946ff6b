#include "text/disclosure.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace glossd::text {

namespace {

using Words = std::pair<std::string_view, std::string_view>;

// By primary language; Chinese by script.
constexpr std::array<Words, 50> words{{
    {"af", "Outomatiese vertaling"},
    {"ar", "ترجمة آلية"},
    {"bg", "Автоматичен превод"},
    {"bn", "স্বয়ংক্রিয় অনুবাদ"},
    {"ca", "Traducció automàtica"},
    {"cs", "Automatický překlad"},
    {"cy", "Cyfieithiad awtomatig"},
    {"da", "Automatisk oversættelse"},
    {"de", "Automatische Übersetzung"},
    {"el", "Αυτόματη μετάφραση"},
    {"en", "Automatic translation"},
    {"eo", "Aŭtomata traduko"},
    {"es", "Traducción automática"},
    {"et", "Automaatne tõlge"},
    {"eu", "Itzulpen automatikoa"},
    {"fa", "ترجمهٔ خودکار"},
    {"fi", "Konekäännös"},
    {"fr", "Traduction automatique"},
    {"ga", "Aistriúchán uathoibríoch"},
    {"gl", "Tradución automática"},
    {"he", "תרגום אוטומטי"},
    {"hi", "स्वचालित अनुवाद"},
    {"hr", "Automatski prijevod"},
    {"hu", "Gépi fordítás"},
    {"id", "Terjemahan otomatis"},
    {"is", "Vélþýðing"},
    {"it", "Traduzione automatica"},
    {"ja", "自動翻訳"},
    {"ko", "자동 번역"},
    {"lt", "Automatinis vertimas"},
    {"lv", "Automātisks tulkojums"},
    {"ms", "Terjemahan automatik"},
    {"nb", "Automatisk oversettelse"},
    {"nl", "Automatische vertaling"},
    {"nn", "Automatisk omsetjing"},
    {"no", "Automatisk oversettelse"},
    {"pl", "Tłumaczenie automatyczne"},
    {"pt", "Tradução automática"},
    {"ro", "Traducere automată"},
    {"ru", "Автоматический перевод"},
    {"sk", "Automatický preklad"},
    {"sl", "Strojni prevod"},
    {"sr", "Аутоматски превод"},
    {"sv", "Automatisk översättning"},
    {"sw", "Tafsiri ya kiotomatiki"},
    {"th", "แปลโดยอัตโนมัติ"},
    {"tr", "Otomatik çeviri"},
    {"uk", "Автоматичний переклад"},
    {"vi", "Bản dịch tự động"},
    {"zh", "自动翻译"},
}};
constexpr std::string_view in_english = "Automatic translation";
constexpr std::string_view in_traditional_chinese = "自動翻譯";

bool writes_traditional(const model::Language& language) {
    const auto region = language.region();
    return language.script() == "Hant" ||
           (language.script().empty() && (region == "TW" || region == "HK" || region == "MO"));
}

}  // namespace

std::string_view usual_disclosure(const model::Language& language) {
    if (language.primary() == "zh" && writes_traditional(language)) return in_traditional_chinese;
    const auto found = std::find_if(words.begin(), words.end(), [&](const Words& entry) {
        return entry.first == language.primary();
    });
    return found == words.end() ? in_english : found->second;
}

}  // namespace glossd::text
