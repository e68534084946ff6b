#include "pipeline/pictures.hpp"

#include <doctest/doctest.h>

namespace glossd::pipeline {
namespace {

using publishers::MediaRule;

const MediaRule image_rule{2, {"image/png", "image/gif"}, 1000, 3000, false, 100};

std::vector<model::Media> media(const std::vector<std::pair<std::string, std::string>>& all) {
    std::vector<model::Media> made;
    for (const auto& one : all) made.push_back({one.first, one.second, std::nullopt, 0});
    return made;
}

std::vector<std::string> addresses(const Candidates& found) {
    std::vector<std::string> all;
    for (const auto& image : found.images) all.push_back(image.address);
    return all;
}

std::vector<std::string> addresses(const Chosen& chosen) {
    std::vector<std::string> all;
    for (const auto& image : chosen.images) all.push_back(image.address);
    return all;
}

Chosen chosen_of(const std::vector<PictureOrWhy>& pictures, const MediaRule& by) {
    std::vector<Candidate> images;
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        const auto address = "https://h/" + std::to_string(i);
        images.push_back({i, address, image_file(7, address)});
    }
    return choose(images, pictures, by);
}

TEST_CASE("only what may be an image is fetched, and the rest is named") {
    const auto found = candidates(7,
                                  media({{"https://h/film.mp4", "video/mp4"},
                                         {"https://h/a", "image/jpeg"},
                                         {"https://h/talk.MP3?x=1", ""},
                                         {"https://h/b.avif", "image/avif"},
                                         {"https://h/c", ""}}),
                                  image_rule);
    CHECK(addresses(found) == std::vector<std::string>{"https://h/a", "https://h/c"});
    CHECK(found.images[1].place == 4);
    CHECK(found.notes ==
          std::vector<std::string>{"https://h/film.mp4 is not attached: it is video/mp4",
                                   "https://h/talk.MP3?x=1 is not attached: it is a .mp3 file",
                                   "https://h/b.avif is not attached: it is image/avif"});
}

TEST_CASE("more images than the account takes are not fetched") {
    const auto found = candidates(
        7, media({{"https://h/a", ""}, {"https://h/b", ""}, {"https://h/c", ""}}), image_rule);
    CHECK(addresses(found).size() == 2);
    CHECK(found.notes ==
          std::vector<std::string>{"https://h/c is left out: the account takes 2 images"});
    CHECK(candidates(7, media({{"https://h/a", ""}}), {}) == Candidates{});
}

TEST_CASE("a file belongs to one post and one address") {
    CHECK(image_file(7, "https://h/a") == image_file(7, "https://h/a"));
    CHECK(image_file(7, "https://h/a").starts_with("7-"));
    CHECK(image_file(7, "https://h/a") != image_file(7, "https://h/b"));
    CHECK(image_file(7, "https://h/a") != image_file(8, "https://h/a"));
}

TEST_CASE("what cannot be had or is not taken is a problem with its reason") {
    const auto chosen = chosen_of(
        {Picture{"image/png", 1000}, Picture{"image/png", 1001}, Picture{"image/webp", 10},
         Picture{"image/gif", 3000}, tl::make_unexpected(std::string("HTTP 404"))},
        image_rule);
    CHECK(addresses(chosen) == std::vector<std::string>{"https://h/0", "https://h/3"});
    CHECK(chosen.places == std::vector<std::size_t>{0, 3});
    CHECK(chosen.images[0].type == "image/png");
    CHECK(chosen.problems ==
          std::vector<std::string>{"https://h/1: it has 1001 bytes, and the account takes 1000",
                                   "https://h/2: the account takes no image/webp",
                                   "https://h/4: HTTP 404"});
    CHECK(chosen.notes.empty());
}

TEST_CASE("where a GIF goes alone, what stands first decides") {
    auto alone = image_rule;
    alone.gif_alone = true;
    const Picture png{"image/png", 10};
    const Picture gif{"image/gif", 10};
    CHECK(addresses(chosen_of({gif, png, gif}, alone)) == std::vector<std::string>{"https://h/0"});
    const auto mixed = chosen_of({png, gif, png}, alone);
    CHECK(addresses(mixed) == std::vector<std::string>{"https://h/0", "https://h/2"});
    CHECK(mixed.places == std::vector<std::size_t>{0, 2});
    CHECK(mixed.notes ==
          std::vector<std::string>{"https://h/1 is left out: a GIF goes with no other image"});
    CHECK(addresses(chosen_of({png, gif, png}, image_rule)).size() == 3);
}

}  // namespace
}  // namespace glossd::pipeline
