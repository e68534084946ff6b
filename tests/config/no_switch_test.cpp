// What no configuration can do.
#include "config/keys.hpp"

#include <doctest/doctest.h>

using namespace glossd::config;

TEST_CASE("no key turns the verification of certificates off") {
    for (const auto& section : sections()) {
        for (const auto& key : section.keys) {
            CAPTURE(key.name);
            for (const auto* word : {"verify", "insecure", "tls", "ssl", "certificate", "trust"})
                CHECK(key.name.find(word) == std::string_view::npos);
        }
    }
}
