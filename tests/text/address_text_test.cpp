#include "text/address_text.hpp"

#include <doctest/doctest.h>

using glossd::text::shows_address;

TEST_CASE("an address is known in every shortening") {
    const std::string address = "https://www.example.org/a/B%20c?d=1";
    for (const std::string shown :
         {"https://www.example.org/a/B%20c?d=1", "example.org/a/b%20c?d=1", "EXAMPLE.ORG/a/",
          "example.org", "example.o…", "example.org/…?d=1"}) {
        CAPTURE(shown);
        CHECK(shows_address(shown, address));
    }
}

TEST_CASE("words, other hosts and parts of a host are no address") {
    for (const std::string shown :
         {"", "…", "...", "https://…", "example", "example…", "example.com", "example.org.evil",
          "example.org a", "example.org/b", "a/B c"}) {
        CAPTURE(shown);
        CHECK_FALSE(shows_address(shown, "https://example.org/a/"));
    }
    CHECK_FALSE(shows_address("example.org", "https://example.org.evil.example/"));
    CHECK_FALSE(shows_address("example.org/a…z", "https://example.org/a"));
}
