#include "text/remask.hpp"

#include "text/mask.hpp"
#include "text/mask_tags.hpp"

#include <doctest/doctest.h>

using namespace glossd::text;
using Names = std::vector<std::string>;

namespace {

// The masked form with tags, when the text fits and restores to itself.
std::string remasked_tags(const std::string& original, const std::string& translated) {
    const auto masked = mask(original);
    const auto found = remask(translated, masked);
    if (!found.fits) return "does not fit";
    const auto restored = restore(found.masked, masked);
    REQUIRE(restored);
    CHECK(*restored == translated);
    return masks_as_tags(found.masked);
}

}  // namespace

TEST_CASE("a person's translation becomes the masked one that restores to it") {
    CHECK(remasked_tags("Hello there", "Hola") == "Hola");
    CHECK(remasked_tags("Read https://a.example/x now", "Lee ya https://a.example/x !") ==
          "Lee ya <x0/> !");
    CHECK(remasked_tags("Ask @ana or @bob today", "Hoy pregunta a @bob o a @ana, ya") ==
          "Hoy pregunta a <x1/> o a <x0/>, ya");
}

TEST_CASE("what stands around a text is not part of its translation") {
    CHECK(remasked_tags("@ana read this https://a.example #news",
                        "@ana lee esto https://a.example #news") == "lee esto");
    CHECK(remasked_tags("Read this\n\nhttps://a.example/1", "Lee esto\n\nhttps://a.example/1") ==
          "Lee esto");
}

TEST_CASE("a link that begins like another is told from it") {
    CHECK(remasked_tags("See https://a.example/x/y and https://a.example/x here",
                        "Ve https://a.example/x y https://a.example/x/y aquí") ==
          "Ve <x1/> y <x0/> aquí");
}

TEST_CASE("a span lost or added is named") {
    const auto original = mask("Ask @ana about https://a.example today");
    const auto found = remask("Pregunta a @eva hoy", original);
    CHECK_FALSE(found.fits);
    CHECK(found.lost == Names{"@ana", "https://a.example"});
    CHECK(found.added == Names{"@eva"});
    CHECK(span_faults(found) == "loses @ana, https://a.example; adds @eva");
    CHECK(span_faults(remask("@ana: https://a.example", original)).empty());
}

TEST_CASE("a span said twice is one too many") {
    const auto found = remask("@ana y @ana hoy", mask("Ask @ana today"));
    CHECK(found.added == Names{"@ana"});
    CHECK_FALSE(found.fits);
}

TEST_CASE("a hashtag taken into the sentence keeps the spans but cannot be remembered") {
    const auto found = remask("Las #news de hoy", mask("What is new today #news"));
    CHECK(found.keeps_spans());
    CHECK_FALSE(found.fits);
}

TEST_CASE("masks and tags are two ways to write the same") {
    const auto masked = mask("Read https://a.example/1 and https://a.example/2 now").text;
    CHECK(masks_as_tags(masked) == "Read <x0/> and <x1/> now");
    CHECK(tags_as_masks(masks_as_tags(masked)) == masked);
    for (const std::string plain :
         {"<x01/>", "<x/>", "<x1>", "a < b", "<x99999999999999999999/>"}) {
        CHECK(tags_as_masks(plain) == plain);
    }
}
