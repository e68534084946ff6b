// Setting spans aside and putting them back is the identity.
#include "fuzz/target.hpp"
#include "text/mask.hpp"
#include "text/normalise.hpp"

namespace glossd::fuzz {

void spans(std::string_view input) {
    const auto clean = text::clean_utf8(input);
    std::size_t end = 0;
    for (const auto& span : text::find_spans(clean)) {
        promise(span.begin >= end && span.begin < span.end && span.end <= clean.size(),
                "spans stand in order and apart");
        end = span.end;
    }
    const auto masked = text::mask(clean);
    promise(text::masks_match(masked.text, masked), "an untouched text has all its spans");
    const auto back = text::restore(masked.text, masked);
    promise(back.has_value(), "an untouched text can be restored");
    // Code stays byte for byte; the rest is NFC.
    promise(text::nfc(*back) == text::nfc(clean), "and is what it was");
}

}  // namespace glossd::fuzz
