#include "text/hash.hpp"

#include <doctest/doctest.h>

using namespace glossd::text;

TEST_CASE("SHA-256 gives the digests of FIPS 180-4") {
    CHECK(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(sha256("abc").size() == 32);
    CHECK(static_cast<unsigned char>(sha256("abc")[0]) == 0xBA);
}

TEST_CASE("fields do not flow into one another") {
    CHECK(sha256_fields({"ab", "c"}) != sha256_fields({"a", "bc"}));
    CHECK(sha256_fields({"a", ""}) != sha256_fields({"a"}));
    CHECK(sha256_fields({}) != sha256_fields({""}));
    CHECK(sha256_fields({"a", "b"}) == sha256_fields({"a", "b"}));
    CHECK(sha256_fields({"a", "b"}) != sha256_fields({"b", "a"}));
}
