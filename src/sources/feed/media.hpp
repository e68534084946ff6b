// Pictures, sound and video that belong to a post: enclosures, Media RSS, attachments, images in
// the body. Pure; any thread. One address stands once, with whatever any mention of it knew.
#pragma once

#include "model/post.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <pugixml.hpp>

namespace glossd::sources::feed {

// Merges with the same address; an address that is no http(s) one is left out.
void add_media(model::Post& post, model::Media media);
void add_picture(model::Post& post, std::string address);  // of which nothing else is known

// `enclosure` of RSS or `link rel=enclosure` of Atom; `reference` is its address as written.
model::Media read_enclosure(pugi::xml_node node, std::string_view reference,
                            const std::string& base);

// Media RSS (rssboard.org/media-rss): every media:content, one of each media:group.
void add_media_rss(model::Post& post, pugi::xml_node item, const std::string& base);

// The thumbnail of a post that has nothing else to show.
void add_thumbnail(model::Post& post, pugi::xml_node item, const std::string& base);

std::optional<std::string> alt_text(std::string_view text);
std::uint64_t read_size(std::string_view digits);  // bytes; 0 when it is no number

}  // namespace glossd::sources::feed
