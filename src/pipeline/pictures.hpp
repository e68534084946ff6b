// Pictures: which images of a post a target attaches, and what is said about the rest. Pure. Looked
// at twice: before anything is fetched, and when it is known what the files are.
#pragma once

#include "config/config.hpp"
#include "model/post.hpp"
#include "publishers/publisher.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace glossd::pipeline {

// One medium of a post that is worth fetching.
struct Candidate {
    std::size_t place = 0;  // in Post::media
    std::string address;
    std::string file;  // its name in the folder of images

    bool operator==(const Candidate&) const = default;
};

struct Candidates {
    std::vector<Candidate> images;   // at most what the account takes of one post
    std::vector<std::string> notes;  // one sentence for each medium that is left out

    bool operator==(const Candidates&) const = default;
};

// What lies in a file, or why there is none.
struct Picture {
    std::string type;  // MIME type
    std::uint64_t size = 0;

    bool operator==(const Picture&) const = default;
};
using PictureOrWhy = tl::expected<Picture, std::string>;

// "<post>-<hash of the address>": of one post, so that it goes when the post is done, and so that
// an address whose image changes gives a later post its own. `post`: its id in the ledger.
std::string image_file(std::int64_t post, const std::string& address);

Candidates candidates(std::int64_t post, const std::vector<model::Media>& media,
                      const publishers::MediaRule& rule);

struct Chosen {
    std::vector<publishers::Image> images;  // without their alt texts
    std::vector<std::size_t> places;        // of each, in Post::media
    std::vector<std::string> notes;         // left out, as the account's rule wants it
    std::vector<std::string> problems;      // cannot be had, or the account does not take it

    bool operator==(const Chosen&) const = default;
};

// `pictures` as `images`.
Chosen choose(const std::vector<Candidate>& images, const std::vector<PictureOrWhy>& pictures,
              const publishers::MediaRule& rule);

}  // namespace glossd::pipeline
