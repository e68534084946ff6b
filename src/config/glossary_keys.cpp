#include "config/key_rows.hpp"

namespace glossd::config {

// Of a target: how it wants to be written to.
std::vector<Key> tone_keys() {
    using S = TargetSettings;
    using model::Formality;
    using model::Hashtags;
    using model::Tone;
    return {
        {.name = "formality",
         .field = one_of({"default", "formal", "informal"},
                         [](const Entry& entry, std::size_t index) {
                             std::get<S*>(entry)->tone.formality = static_cast<Formality>(index);
                         }),
         .help = "How readers are addressed, where the language knows a difference. For language "
                 "models and DeepL; the other engines know no tone.",
         .defaults = {{"default"}}},
        {.name = "audience",
         .field = text(slot(&S::tone, &Tone::audience), "one line of text", check_line_or_nothing),
         .help = "Who reads, like \"children from ten\". For language models.",
         .defaults = {{""}}},
        {.name = "instruction",
         .field =
             text(slot(&S::tone, &Tone::instruction), "one line of text", check_line_or_nothing),
         .help = "Your own words to a language model, like \"Use the words of sailors.\" The "
                 "checks stay as strict as ever.",
         .defaults = {{""}}},
        {.name = "hashtags",
         .field = choice<Hashtags>(slot(&S::hashtags), {{"keep", Hashtags::keep},
                                                        {"translate", Hashtags::translate},
                                                        {"glossary", Hashtags::glossary}}),
         .help = "keep: as they are; translate: those within a sentence, the others stay; "
                 "glossary: those that a [[glossary]] has, wherever they stand.",
         .defaults = {{"keep"}}},
    };
}

std::vector<Key> glossary_keys() {
    using S = GlossarySettings;
    return {
        name_key<S>("How messages name it."),
        {.name = "file",
         .field = path(slot(&S::file)),
         .help = "The terms, as CSV or TOML by the file's ending; read again with every reload. "
                 "[Glossary](glossary.md) says what stands in it.",
         .required = {always}},
        {.name = "from",
         .field = language(slot(&S::from)),
         .help = "For posts in this language; absent: in any."},
        {.name = "to",
         .field = language(slot(&S::to)),
         .help = "For translations into this language, \"es\" also into \"es-MX\"; absent: into "
                 "any, and then the file can only keep terms as they are."},
    };
}

}  // namespace glossd::config
