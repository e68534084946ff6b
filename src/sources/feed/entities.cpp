#include "sources/feed/entities.hpp"

#include "text/entities.hpp"
#include "text/normalise.hpp"
#include "text/utf8.hpp"

#include <algorithm>

namespace glossd::sources::feed {

namespace {

constexpr std::size_t longest_reference = 64;  // with '&' and ';'

}  // namespace

void Entities::append(std::string& out, std::string_view text) {
    while (!text.empty()) {
        const auto plain = std::min(text.find('&'), text.size());
        text::append_escaped(out, text.substr(0, plain));
        text.remove_prefix(plain);
        if (text.empty()) return;
        const auto end = text.substr(0, longest_reference).find(';');
        const auto decoded =
            end == std::string_view::npos ? std::nullopt : text_of(text.substr(1, end - 1));
        text::append_escaped(out, decoded ? std::string_view(*decoded) : "&");
        text.remove_prefix(decoded ? end + 1 : 1);
    }
}

std::optional<std::string> Entities::text_of(std::string_view name) {
    std::string out;
    if (const auto character = text::named_entity(name)) {
        text::append_utf8(out, *character);
        return out;
    }
    const std::string reference = "&" + std::string(name) + ";";
    out = text::decode_entities(reference);
    if (out != reference) return text::clean_utf8(out);
    return declared_.contains(std::string(name)) ? std::optional(std::string{}) : std::nullopt;
}

}  // namespace glossd::sources::feed
