#include "pipeline/image_type.hpp"

#include <string>

#include <doctest/doctest.h>

namespace glossd::pipeline {
namespace {

using namespace std::string_literals;

TEST_CASE("an image is what its first bytes say") {
    CHECK(image_type("\xFF\xD8\xFF\xE0 rest"s) == "image/jpeg");
    CHECK(image_type("\x89PNG\r\n\x1A\n rest"s) == "image/png");
    CHECK(image_type("GIF89a rest"s) == "image/gif");
    CHECK(image_type("RIFF\x10\0\0\0WEBPVP8 "s) == "image/webp");
    for (const auto& other : {""s, "RIFF"s, "RIFF\x10\0\0\0WAVEfmt "s, "<html>"s, "\x89PN"s,
                              "\0\0\0\x1C"s + "ftypavif", "\0\0\0\x18"s + "ftypheic"}) {
        CAPTURE(other);
        CHECK(image_type(other).empty());
    }
}

TEST_CASE("what is no image is named for the operator") {
    CHECK(what_else("\0\0\0\x1C"s + "ftypavif") == "AVIF");
    CHECK(what_else("\0\0\0\x18"s + "ftypheic") == "HEIC");
    CHECK(what_else("\0\0\0\x18"s + "ftypisom") == "a video");
    CHECK(what_else("ID3\x03"s) == "audio");
    CHECK(what_else("  <!DOCTYPE html><html>"s) == "a web page");
    CHECK(what_else("<svg xmlns"s) == "SVG");
    CHECK(what_else(""s) == "no image we know");
}

}  // namespace
}  // namespace glossd::pipeline
