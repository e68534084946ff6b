// A translation that a person wrote, for a post with links and names.
#include "text/remask.hpp"

#include "fuzz/target.hpp"
#include "text/mask.hpp"
#include "text/normalise.hpp"

namespace glossd::fuzz {

void remask(std::string_view input) {
    const auto original = text::mask(text::clean_utf8(take_field(input)));
    const auto written = text::nfc(text::clean_utf8(input));
    const auto remasked = text::remask(written, original);
    if (!remasked.keeps_spans()) {
        promise(!text::span_faults(remasked).empty(), "lost or added spans are named");
        return;
    }
    if (!remasked.fits) return;
    const auto back = text::restore(remasked.masked, original);
    // White space at its ends, and by the links and names around it, is that of the post.
    promise(back.has_value() && without_space(*back) == without_space(written),
            "what was written comes back");
}

}  // namespace glossd::fuzz
