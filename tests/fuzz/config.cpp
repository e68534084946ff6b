// A configuration file: read whole, or refused with a place for every error.
#include "config/load.hpp"
#include "fuzz/target.hpp"

namespace glossd::fuzz {

void config(std::string_view input) {
    const auto loaded =
        config::load_text(input, "glossd.toml", {}, config::Secrets::may_be_missing);
    if (loaded) return;
    promise(!loaded.error().empty(), "a refused file has an error");
    for (const auto& diagnostic : loaded.error())
        promise(!diagnostic.message.empty(), "an error says something");
}

}  // namespace glossd::fuzz
