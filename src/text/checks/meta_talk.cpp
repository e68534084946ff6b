// A model that talks about its task instead of doing it: refuses, introduces itself, announces the
// translation, or repeats what it was told to do. What the post itself says is no meta talk.
#include "text/checks/rules.hpp"

#include <algorithm>
#include <array>

#include <re2/re2.h>

namespace glossd::text::checks {

namespace {

re2::StringPiece whole(const std::string& text) {
    return {text.data(), text.size()};
}

std::size_t count_hits(const std::string& text, const RE2& pattern) {
    auto rest = whole(text);
    std::size_t count = 0;
    while (RE2::FindAndConsume(&rest, pattern)) ++count;
    return count;
}

// "As an AI language model, …"
const RE2& introduction() {
    static const RE2 pattern(
        R"((?i)\bas an? (?:ai|artificial intelligence|(?:large |ai )?language model)\b)"
        R"(|\bi(?:['’]m| am) (?:just |only )?an? (?:ai|(?:large |ai )?language model)\b)"
        R"(|\bcomo (?:un )?modelo de lenguaje|\bcomo (?:una )?(?:ia|inteligencia artificial), )"
        R"(|\ben tant qu['’]e? ?(?:ia|intelligence artificielle)\b|\ben tant que modèle de langage)"
        R"(|\bals (?:ki|künstliche intelligenz|ki-assistent)[, ](?:kann|bin|habe)|\bals sprachmodell\b)"
        R"(|\b(?:in quanto|come) (?:ia|intelligenza artificiale|modello linguistico), )"
        R"(|\bcomo (?:um )?modelo de linguagem|\bals taalmodel\b|\bals ai[ -]?taalmodel\b)"
        R"(|\bjako (?:model językowy|sztuczna inteligencja, |jazykový model|umělá inteligence, ))"
        R"(|как (?:языковая модель|искусственный интеллект, |ии, )|як (?:мовна модель|ші, ))"
        R"(|(?:作为|作為)(?:一个|一個|一款)?(?:ai|人工智能|人工智慧|(?:大型?)?(?:语言|語言)模型))"
        R"(|(?:ai|言語モデル|人工知能)として(?:、|、?私)|(?:ai|언어 ?모델)로서)"
        R"(|بصفتي نموذج|كنموذج لغوي|\bbir (?:yapay zeka|dil modeli) olarak|\bsom (?:en )?språkmodell)");
    return pattern;
}

// "I can't help with that." Only what belongs to an assistant, where one may say so.
const RE2& refusal() {
    static const RE2 pattern(
        R"((?i)\bi(?:['’]m| am)? ?(?:can['’]?t|cannot|can not|not able to|unable to|won['’]t)(?: be able to)? )"
        R"((?:help (?:you )?with|assist|translate|comply|fulfill|fulfil|process|provide (?:a |the )?transl))"
        R"(|\bno puedo (?:ayudar(?:te|le)? con|traducir|cumplir|asistir|procesar|proporcionar))"
        R"(|\bje ne (?:peux|puis) pas (?:(?:vous|t['’]) ?)?(?:aider (?:avec|à)|traduire|répondre à cette))"
        R"(|\b(?:ich kann|kann ich) (?:dabei|diese[nrms]?|das|dir|ihnen)[^.!?\n]{0,40} nicht (?:helfen|übersetzen|erfüllen))"
        R"(|\bnon posso (?:aiutar(?:ti|la|e)? con|tradurre|soddisfare|elaborare))"
        R"(|\bnão (?:posso|consigo) (?:ajudar com|ajudá-l[oa] com|traduzir|atender|processar))"
        R"(|\bik kan (?:je |u |dit |dat |hier)[^.!?\n]{0,30} niet (?:mee )?(?:helpen|vertalen))"
        R"(|\bnie mogę (?:pomóc (?:w|z)|przetłumaczyć|spełnić)|\bnemohu (?:s tím pomoci|přeložit))"
        R"(|не (?:могу|можу) (?:помочь с|допомогти з|перевести|перекласти|выполнить|виконати))"
        R"(|(?:无法|無法|不能)(?:翻译|翻譯|协助|協助|满足|滿足|完成|提供)(?:这|這|您|该|該|此)?)"
        R"(|(?:翻訳|お手伝い|対応|ご協力)(?:することは)?(?:できません|いたしかねます))"
        R"(|(?:번역|도와드릴|도움을 드릴) ?(?:할 )?수 없습니다)"
        R"(|لا (?:أستطيع|يمكنني) (?:مساعد|المساعد|ترجم)|(?:yardımcı olamam|çeviremem)|\bjag kan (?:tyvärr )?inte (?:hjälpa till med|översätta))");
    return pattern;
}

// "Here is the translation", "Translator's note".
const RE2& announcement() {
    static const RE2 pattern(
        R"((?i)\bhere(?:['’]s| is| are) (?:the|your|my|a) [^.!?\n]{0,30}translat)"
        R"(|\btranslator['’]s note\b|\bnote: (?:the|this|i) [^.!?\n]{0,40}(?:translat|original text))"
        R"(|\baquí (?:está|tienes|tiene) (?:la|tu|su|una) traducción|\bnota del traductor)"
        R"(|\bvoici (?:la|votre|ma|une) traduction|\bnote du traducteur)"
        R"(|\bhier ist (?:die|deine|ihre|eine) [^.!?\n]{0,20}übersetzung|\banmerkung des übersetzers)"
        R"(|\becco la (?:tua |sua )?traduzione|\baqui está (?:a|sua) (?:sua )?tradução)"
        R"(|\bhier is (?:de|je|uw) vertaling|\boto (?:twoje )?tłumaczenie)"
        R"(|вот (?:ваш |твой )?перевод|ось (?:ваш )?переклад|\bzde je překlad|\bhär är översättningen)"
        R"(|以下是[^。\n]{0,16}(?:翻译|翻譯|译文|譯文)|以下[がはに][^。\n]{0,16}翻訳|다음은 [^.\n]{0,16}번역)"
        R"(|إليك الترجمة|فيما يلي (?:ال)?ترجمة|\bişte çeviri)");
    return pattern;
}

// Languages whose own way of saying so the patterns know: without that, nobody can tell whether
// the post says it itself.
bool is_covered(const model::Language& language) {
    constexpr auto covered =
        std::to_array<std::string_view>({"ar", "cs", "de", "en", "es", "fr", "it", "ja", "ko", "nl",
                                         "pl", "pt", "ru", "sv", "tr", "uk", "zh"});
    return std::find(covered.begin(), covered.end(), language.primary()) != covered.end();
}

// The translation has it and the post has not.
bool comes_new(const Subject& subject, const RE2& pattern) {
    return RE2::PartialMatch(whole(subject.words_after()), pattern) &&
           !RE2::PartialMatch(whole(subject.words_before()), pattern);
}

// The request for a translation, in the words and signs that it is made of.
const RE2& prompt_pieces() {
    static const RE2 pattern(
        R"re((?i)"(?:items|id|t|hint|limit)"\s*:|\\"(?:items|id|t)\\"|translation engine for social)re"
        R"re(|untrusted data|numbered tags like|user message is one json|every item once, with its)re"
        R"re(|last tag of an item|copy each tag of an item|\bsystem prompt\s*:)re"
        R"re(|<\|[a-z_]{2,20}\|>|\[/?INST\]|<</?SYS>>|^\s*\[?\{\s*"|"\s*\}\s*\]?\s*\}?\s*$)re");
    return pattern;
}

}  // namespace

Finding does_not_talk_about_itself(const Subject& subject) {
    if (comes_new(subject, introduction()))
        return failed("the translation speaks as a language model");
    if (comes_new(subject, announcement()))
        return failed("the translation talks about being a translation");
    if (is_covered(subject.from()) && comes_new(subject, refusal()))
        return failed("the answer is a refusal, not a translation");
    return passed();
}

Finding holds_no_prompt(const Subject& subject) {
    const auto after = count_hits(subject.words_after(), prompt_pieces());
    if (after == 0 || after <= count_hits(subject.words_before(), prompt_pieces())) return passed();
    return failed("the translation holds a piece of the request");
}

}  // namespace glossd::text::checks
