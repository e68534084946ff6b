#include "pipeline/tag_wishes.hpp"

#include "text/glossed_text.hpp"
#include "text/hashtags.hpp"
#include "text/mask.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

namespace glossd::pipeline {

namespace {

// What the glossary makes of a tag; nothing when it has no say, or keeps it.
std::optional<std::string> in_glossary(std::string_view tag, const text::TermIndex& terms) {
    const auto* term = terms.of_tag(tag);
    return term && !term->is_kept() ? text::tag_of(term->translation, tag) : std::nullopt;
}

}  // namespace

TagWishes::TagWishes(std::vector<Wish> wishes, Glossaries& glossaries)
    : given_(wishes.size()), wishes_(std::move(wishes)) {
    for (std::size_t i = 0; i < given_; ++i) {
        const auto policy = wishes_[i].hashtags;
        if (policy == model::Hashtags::keep) continue;
        const auto& terms = glossaries.between(wishes_[i].from, wishes_[i].to);
        TaggedText text{i, text::mask(wishes_[i].text, terms).masked, {}};
        if (policy == model::Hashtags::glossary) use_glossary(text, terms);
        if (policy == model::Hashtags::translate) ask(text, terms);
        texts_.push_back(std::move(text));
    }
}

bool TagWishes::any_in(const std::vector<Wish>& wishes) {
    return std::any_of(wishes.begin(), wishes.end(),
                       [](const Wish& wish) { return wish.hashtags != model::Hashtags::keep; });
}

// The operator has said it of each tag, so wherever it stands.
void TagWishes::use_glossary(TaggedText& text, const text::TermIndex& terms) const {
    const auto other = [&](std::string_view tag) { return in_glossary(tag, terms); };
    auto& masked = text.masked;
    masked.prefix = text::with_tags(masked.prefix, other);
    masked.suffix = text::with_tags(masked.suffix, other);
    for (auto& span : masked.spans) {
        if (span.kind == model::SpanKind::hashtag) span.text = other(span.text).value_or(span.text);
    }
}

void TagWishes::ask(TaggedText& text, const text::TermIndex& terms) {
    for (const auto number : text::tags_in_sentences(text.masked)) {
        auto& tag = text.masked.spans[number].text;
        const auto* term = terms.of_tag(tag);
        const auto words = term ? std::string() : text::tag_words(tag);
        if (term) {
            tag = in_glossary(tag, terms).value_or(tag);
        } else if (!words.empty()) {
            auto wish = wishes_[text.wish];
            wish.text = words;
            wish.limit = 0;
            wish.hashtags = model::Hashtags::keep;
            text.asked.emplace_back(number, wishes_.size());
            wishes_.push_back(std::move(wish));
        }
    }
}

std::vector<model::Result<Granted>> TagWishes::fold(
    std::vector<model::Result<Granted>> answers) const {
    for (const auto& text : texts_) {
        auto& answer = answers[text.wish];
        if (!answer || answer->copied) continue;
        auto masked = text.masked;
        for (const auto& [number, wish] : text.asked) {
            auto& tag = masked.spans[number].text;
            const auto& words = answers[wish];
            if (words && !words->copied) tag = text::tag_of(words->text, tag).value_or(tag);
        }
        if (auto restored = text::restore(answer->masked, masked))
            answer->text = std::move(*restored);
    }
    answers.resize(given_, model::fail(model::ErrorKind::cancelled, ""));
    return answers;
}

}  // namespace glossd::pipeline
