// What no configuration can do.
#include "config/keys.hpp"

#include <doctest/doctest.h>

using namespace glossd::config;

namespace {

// Of translations, by another engine.
bool is_of_translations(std::string_view key) {
    return key == "verify_engine" || key == "verify_threshold";
}

}  // namespace

TEST_CASE("no key turns the verification of certificates off") {
    for (const auto& section : sections()) {
        for (const auto& key : section.keys) {
            if (is_of_translations(key.name)) continue;
            CAPTURE(key.name);
            for (const auto* word : {"verify", "insecure", "tls", "ssl", "certificate", "trust"})
                CHECK(key.name.find(word) == std::string_view::npos);
        }
    }
}
