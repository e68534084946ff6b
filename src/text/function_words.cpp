#include "text/function_words.hpp"

#include "text/code_points.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

namespace glossd::text {

namespace {

struct FunctionWords {
    std::string_view primary;
    std::string_view words;
};

// The most frequent words that are no names, in lower case.
constexpr auto function_words = std::to_array<FunctionWords>({
    {"ar", " أن إلى التي الذي بعد بين على عن في قد كان كل لا لم ما مع من هذا هذه هو هي "},
    {"bg", " бе да до за и или има като на не от по при са се след със това той че ще "},
    {"bs", " a ali bi da i ili je kao koji na ne od s se su to u za će što "},
    {"ca", " a al amb com de del dels el els en es i la les més no per però que són un una és "},
    {"cs", " a ale by do i jako je jsem jsou k který na o od po pro s se si to v ve z že "},
    {"da", " af at de den der det en er et for fra har i ikke kan med og om på som til var vi "},
    {"de",
     " am auch auf aus bei das dem den der des die ein eine es für hat ich im in ist mit nicht "
     "sich sind und von werden wie wir zu "},
    {"en",
     " a about after all an and are as at be been but by can for from has have in is it its not of "
     "on or our that the their they this to was we will with you "},
    {"es",
     " a al como con de del el en es esta este fue ha la las lo los más no para pero por que se "
     "son su sus un una y "},
    {"et", " aga ei et ja ka kes kui ma mida mis nii ning oli oma on sa see ta või "},
    {"fa", " آن از است این با بر برای به تا خود در را شد ما نیز هم و کرد که یک "},
    {"fi",
     " ei että hän ja joka kuin kun mitä mutta myös niin nyt ole oli on ovat se sen tai tämä "
     "vain "},
    {"fr",
     " au aux avec ce cette dans de des du elle en est et il la le les ne nous ont par pas plus "
     "pour que qui sa se son sont sur un une "},
    {"gl",
     " a ao as como con da das de do dos e en están foi máis na no non o os para pero por que se "
     "son un unha é "},
    {"hi", " इस एक और कर का कि की के को जो था नहीं ने पर भी में यह लिए से है हैं हो "},
    {"hr", " a ali bi da i ili iz je kao koji na ne od s se su to u za će što "},
    {"hu",
     " a az azt csak de egy el ez ha hogy is kell lesz meg mint már még nem után van volt és "},
    {"id",
     " ada adalah akan atau bisa dalam dan dari dengan di ini itu juga kami ke oleh pada saya "
     "sudah telah tidak untuk yang "},
    {"it",
     " al alla anche che come con da dei del della di e gli ha i il in la le lo ma nel non per più "
     "questo si sono un una è "},
    {"lt", " apie ar bet buvo dar ir iš jis kad kaip ne nuo po prie su tai tik už yra į "},
    {"lv", " ar arī bet bija ir ka kas kā nav no par pie pēc tas to un uz vai viņš šo "},
    {"mk", " беше во да е за и или како на не но од по се со тоа што ќе "},
    {"ms",
     " ada adalah akan atau boleh dalam dan dari dengan di ini itu juga kami ke oleh pada saya "
     "telah tidak untuk yang "},
    {"nl",
     " aan als bij dat de die dit door een en er heeft het ik in is maar met naar niet om ook op "
     "te uit van voor wij wordt zijn "},
    {"no",
     " at av ble de den det en er et for fra har i ikke jeg kan med men og om på seg som til var "
     "vi "},
    {"pl",
     " ale był co dla do i jak jest już który na nie o od oraz po przez się są to tym w z za że "},
    {"pt",
     " a ao as com como da das de do dos e em foi mais mas na no não o os ou para pelo por que se "
     "seu sua são um uma é "},
    {"ro", " a al care ce cu că de din este fost la mai nu o pe pentru prin sau sunt să un în și "},
    {"ru",
     " был было в все для до его же за и из или к как мы на не но о он от по с так то у что это "
     "я "},
    {"sk", " a ako ale by do i je k ktorý na o od po pre s sa si som sú to v vo z že "},
    {"sl", " ali bi da in iz je ki kot na ne od pa po se so to tudi v z za "},
    {"sr",
     " da i je kao koji na ne od se su to u za će što а али би да за и или као који на не од с се "
     "су то у што је ће "},
    {"sv",
     " att av de den det en ett från för har i inte jag kan med men och om på som så till var vi "
     "är "},
    {"tr",
     " ama ben bir bu da daha de değil en gibi ile için kadar mi ne o olan olarak sonra var ve ya "
     "çok "},
    {"uk",
     " або але був було в від він для до з за й його ми на не про та так то у це що я як є і "},
    {"ur", " اس اور ایک بھی تھا جو سے لیے میں نہیں نے پر کا کو کہ کی کے ہیں ہے یہ "},
    {"vi", " cho các có cũng của khi không là một người những này trong từ và với đã được đến để "},
});

// Nynorsk and Bokmål share the words that count here.
std::string_view norwegian_as_one(std::string_view primary) {
    return primary == "nb" || primary == "nn" ? "no" : primary;
}

const FunctionWords* known_words(std::string_view primary) {
    const auto found = std::find_if(
        function_words.begin(), function_words.end(),
        [&](const FunctionWords& one) { return one.primary == norwegian_as_one(primary); });
    return found == function_words.end() ? nullptr : &*found;
}

bool is_part_of_word(char32_t c) {
    return is_letter(c) || is_mark(c);
}

// The word at or behind `pos` and a blank, with ASCII in lower case: other capitals only start
// sentences. Moves `pos` behind it.
std::string next_word(std::string_view text, std::size_t& pos) {
    std::string word;
    while (pos < text.size()) {
        const auto next = code_point_at(text, pos);
        pos += next.size;
        if (next.value >= 'A' && next.value <= 'Z') {
            word += static_cast<char>(next.value + 32);
        } else if (is_part_of_word(next.value)) {
            word += text.substr(pos - next.size, next.size);
        } else if (!word.empty()) {
            break;
        }
    }
    return word += ' ';
}

// `word` with its blank. Looked for without one in front, which stands all over the list.
bool is_listed(std::string_view words, std::string_view word) {
    auto at = words.find(word, 1);
    while (at != words.npos && words[at - 1] != ' ') at = words.find(word, at + 1);
    return at != words.npos;
}

}  // namespace

bool has_function_words(std::string_view primary) {
    return known_words(primary) != nullptr;
}

std::size_t count_function_words(std::string_view text, std::string_view primary,
                                 std::size_t enough) {
    const auto* known = known_words(primary);
    if (!known) return 0;
    std::vector<std::string> seen;
    for (std::size_t pos = 0; pos < text.size() && seen.size() < enough;) {
        auto word = next_word(text, pos);
        if (is_listed(known->words, word) &&
            std::find(seen.begin(), seen.end(), word) == seen.end())
            seen.push_back(std::move(word));
    }
    return seen.size();
}

}  // namespace glossd::text
