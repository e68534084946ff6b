// Addresses: what is read is written the same, and cleaning twice changes nothing.
#include "text/url.hpp"

#include "fuzz/target.hpp"

namespace glossd::fuzz {

void url(std::string_view input) {
    const auto reference = take_field(input);
    const auto base = input.empty() ? std::string_view("https://example.org/a/b?c#d") : input;
    if (const auto read = text::parse_url(reference)) {
        const auto again = text::parse_url(read->text());
        promise(again.has_value(), "an address that was read can be read again");
        promise(*again == *read, "and is the same");
    }
    const auto clean = text::without_tracking(reference);
    promise(text::without_tracking(clean) == clean, "a clean address stays as it is");
    const auto resolved = text::resolve_url(base, reference);
    promise(resolved.empty() || text::parse_url(resolved).has_value(),
            "a resolved address is an address");
}

}  // namespace glossd::fuzz
