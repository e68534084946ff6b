#include "config/glossary_pair.hpp"

namespace glossd::config {

namespace {

// The language itself, or one that it says more about: "es" of "es-MX".
bool covers(const model::Language& named, const model::Language& language) {
    const auto& wide = named.tag();
    const auto& narrow = language.tag();
    if (wide.empty() || narrow.compare(0, wide.size(), wide) != 0) return wide.empty();
    return narrow.size() == wide.size() || narrow[wide.size()] == '-';
}

}  // namespace

bool is_for(const GlossarySettings& glossary, const model::Language& from,
            const model::Language& to) {
    return covers(glossary.to, to) && (from.empty() || covers(glossary.from, from));
}

}  // namespace glossd::config
