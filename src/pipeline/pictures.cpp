#include "pipeline/pictures.hpp"

#include "text/ascii.hpp"
#include "text/hash.hpp"
#include "text/url.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include <fmt/format.h>

namespace glossd::pipeline {

using publishers::MediaRule;

namespace {

// What an address without a type ends in tells enough not to fetch a film.
constexpr std::array<std::string_view, 15> other_endings{".mp4", ".m4v",  ".mov",  ".webm", ".mkv",
                                                         ".avi", ".mp3",  ".m4a",  ".ogg",  ".oga",
                                                         ".wav", ".flac", ".avif", ".heic", ".pdf"};

// Why a medium is no image that is attached, from what the source says of it.
std::optional<std::string> other_kind(const model::Media& medium) {
    const auto type = text::to_lower(medium.type.substr(0, medium.type.find(';')));
    if (type == "image/avif" || type == "image/heic" || type == "image/heif" ||
        type == "image/svg+xml")
        return type;
    if (!type.empty() && type != "application/octet-stream" && !type.starts_with("image/"))
        return type;
    if (!type.empty()) return std::nullopt;
    const auto url = text::parse_url(medium.url);
    const auto path = url ? text::to_lower(url->path) : std::string();
    for (const auto ending : other_endings) {
        if (path.ends_with(ending)) return "a " + std::string(ending) + " file";
    }
    return std::nullopt;
}

// Why the account will not take it.
std::optional<std::string> too_much(const Picture& picture, const MediaRule& rule) {
    const bool known =
        std::find(rule.types.begin(), rule.types.end(), picture.type) != rule.types.end();
    if (!known) return fmt::format("the account takes no {}", picture.type);
    const auto largest = picture.type == "image/gif" ? rule.largest_gif : rule.largest;
    if (picture.size <= largest) return std::nullopt;
    return fmt::format("it has {} bytes, and the account takes {}", picture.size, largest);
}

// One GIF, or others without it: what the post shows first decides.
void keep_gif_alone(Chosen& chosen) {
    const auto is_gif = [](const publishers::Image& one) { return one.type == "image/gif"; };
    if (chosen.images.size() < 2) return;
    const bool gif_first = is_gif(chosen.images.front());
    Chosen kept;
    for (std::size_t i = 0; i < chosen.images.size(); ++i) {
        const auto& one = chosen.images[i];
        if (gif_first ? i == 0 : !is_gif(one)) {
            kept.images.push_back(one);
            kept.places.push_back(chosen.places[i]);
        } else {
            chosen.notes.push_back(
                fmt::format("{} is left out: a GIF goes with no other image", one.address));
        }
    }
    chosen.images = std::move(kept.images);
    chosen.places = std::move(kept.places);
}

}  // namespace

std::string image_file(std::int64_t post, const std::string& address) {
    constexpr std::size_t digits = 24;
    return fmt::format("{}-{}", post, text::sha256_hex(address).substr(0, digits));
}

Candidates candidates(std::int64_t post, const std::vector<model::Media>& media,
                      const MediaRule& rule) {
    Candidates found;
    for (std::size_t i = 0; i < media.size() && rule.most > 0; ++i) {
        const auto& medium = media[i];
        if (const auto other = other_kind(medium)) {
            found.notes.push_back(fmt::format("{} is not attached: it is {}", medium.url, *other));
        } else if (found.images.size() == rule.most) {
            found.notes.push_back(
                fmt::format("{} is left out: the account takes {} images", medium.url, rule.most));
        } else {
            found.images.push_back({i, medium.url, image_file(post, medium.url)});
        }
    }
    return found;
}

Chosen choose(const std::vector<Candidate>& images, const std::vector<PictureOrWhy>& pictures,
              const MediaRule& rule) {
    Chosen chosen;
    for (std::size_t i = 0; i < images.size(); ++i) {
        const auto& [place, address, file] = images[i];
        const auto why = pictures[i] ? too_much(*pictures[i], rule)
                                     : std::optional<std::string>(pictures[i].error());
        if (why) {
            chosen.problems.push_back(fmt::format("{}: {}", address, *why));
            continue;
        }
        chosen.images.push_back({file, address, pictures[i]->type, {}});
        chosen.places.push_back(place);
    }
    if (rule.gif_alone) keep_gif_alone(chosen);
    return chosen;
}

}  // namespace glossd::pipeline
