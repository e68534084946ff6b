// What models put around a translation although nobody asked: fences, labels, quotation marks.
#include "text/ascii.hpp"
#include "text/checks/rules.hpp"

#include <algorithm>
#include <array>

#include <re2/re2.h>

namespace glossd::text::checks {

namespace {

// "Translation:", "**Traducción (es):**", "Here is the Spanish translation:", in the languages
// that models fall back to. Only at the start, and only with the colon.
const RE2& label_pattern() {
    static const RE2 pattern(
        R"((?i)^[*_#\s]*(?:(?:here(?:'s|’s| is| are) (?:the|your|my|a)[^:：\n]{0,40} )?)"
        R"((?:translation|translated text)|(?:aquí (?:está|tienes) (?:la|tu) )?traducción)"
        R"(|(?:voici (?:la|votre) )?traduction|(?:hier ist (?:die|deine|ihre) )?übersetzung)"
        R"(|(?:ecco la )?traduzione|(?:aqui está a )?tradução|traducció|vertaling|tłumaczenie)"
        R"(|översättning|oversettelse|oversættelse|překlad|preklad|traducere|fordítás|käännös)"
        R"(|çeviri|terjemahan|bản dịch|перевод|переклад|превод|μετάφραση|תרגום|الترجمة|ترجمة|अनुवाद)"
        R"(|翻訳|译文|譯文|翻译|翻譯|번역)(?: \([^()\n]{1,24}\)| [^\s:：]{1,24}){0,3}[*_]*\s*[:：][*_]*\s*)");
    return pattern;
}

re2::StringPiece piece_of(std::string_view text) {
    return {text.data(), text.size()};
}

bool has_label(std::string_view text) {
    return RE2::PartialMatch(piece_of(text), label_pattern());
}

std::string_view without_label(std::string_view text) {
    auto rest = piece_of(text);
    return RE2::Consume(&rest, label_pattern()) ? std::string_view(rest.data(), rest.size()) : text;
}

constexpr std::string_view fence = "```";

std::string_view without_fence(std::string_view text) {
    if (!text.starts_with(fence) || !text.ends_with(fence)) return text;
    const auto line = text.find('\n');
    if (line == text.npos || line + fence.size() >= text.size()) return text;
    return trim(text.substr(line, text.size() - line - fence.size()));
}

struct Quotes {
    std::string_view open;
    std::string_view close;
};

constexpr auto quotes = std::to_array<Quotes>({{"\"", "\""},
                                               {"“", "”"},
                                               {"„", "“"},
                                               {"„", "”"},
                                               {"«", "»"},
                                               {"»", "«"},
                                               {"‘", "’"},
                                               {"'", "'"},
                                               {"「", "」"},
                                               {"『", "』"}});

bool is_quoted(std::string_view text, const Quotes& one) {
    return text.size() > one.open.size() + one.close.size() && text.starts_with(one.open) &&
           text.ends_with(one.close);
}

// Only a pair around the whole: "A" and "B" are two quotations.
std::string_view without_quotes(std::string_view text) {
    for (const auto& one : quotes) {
        if (!is_quoted(text, one)) continue;
        const auto inside =
            text.substr(one.open.size(), text.size() - one.open.size() - one.close.size());
        if (inside.find(one.open) == inside.npos && inside.find(one.close) == inside.npos)
            return trim(inside);
    }
    return text;
}

bool starts_or_ends_quoted(std::string_view text) {
    return std::any_of(quotes.begin(), quotes.end(), [&](const Quotes& one) {
        return text.starts_with(one.open) || text.ends_with(one.close);
    });
}

}  // namespace

Finding is_unwrapped(const Subject& subject) {
    const auto before = trim(subject.original().text);
    const auto whole = trim(subject.translated());
    auto text = whole;
    if (before.find(fence) == before.npos) text = without_fence(text);
    if (!has_label(before)) text = without_label(text);
    if (!starts_or_ends_quoted(before)) text = without_quotes(text);
    if (text == whole || text.empty()) return passed();
    return repaired("took off what stood around the translation", std::string(text));
}

}  // namespace glossd::text::checks
