// A glossary as CSV, and a text that may have its terms.
#include "config/glossary_file.hpp"
#include "fuzz/target.hpp"
#include "text/glossed_text.hpp"
#include "text/mask.hpp"
#include "text/normalise.hpp"

namespace glossd::fuzz {

void glossary(std::string_view input) {
    const auto post = text::nfc(text::clean_utf8(take_field(input)));
    config::GlossarySettings settings;
    settings.name = "fuzz";
    settings.file = "fuzz.csv";
    config::Report report;
    config::TermReader reader(settings, report);
    config::read_glossary_csv(input, reader);

    const auto glossed = text::mask(post, text::TermIndex(reader.take()));
    promise(text::restore(glossed.masked.text, glossed.masked) == post,
            "a text with its terms set aside can be put back");
    const auto pinned = text::pin(glossed.masked, glossed.forced);
    const auto back = text::unpin(pinned.text.text, pinned);
    promise(text::masks_match(back, glossed.masked), "pins leave the spans of a text alone");
}

}  // namespace glossd::fuzz
