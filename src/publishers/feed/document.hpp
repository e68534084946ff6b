// A feed as a value, before it takes one of the three formats. Every string is valid UTF-8 without
// control characters; ids come from the target's name and the delivery's key, never from content.
#pragma once

#include "config/config.hpp"
#include "model/post.hpp"
#include "publishers/publisher.hpp"

#include <optional>
#include <string>
#include <vector>

namespace glossd::publishers::feed {

struct Entry {
    std::string id;
    std::string title;  // may be empty
    std::string text;   // what the content says, plain
    std::string html;   // the content
    std::string link;   // of the original; may be empty
    std::string author;
    std::string language;
    model::WallTime published;
    model::WallTime updated;  // when this translation was delivered
    std::vector<std::string> tags;
    std::vector<model::Media> media;

    bool operator==(const Entry&) const = default;
};

struct Document {
    std::string id;
    std::string title;
    std::string language;
    std::string self;            // the feed's own address, or empty
    model::WallTime updated;     // of its latest entry, never "now": equal items are equal bytes
    std::vector<Entry> entries;  // newest first

    bool operator==(const Document&) const = default;
};

Document make_document(const config::TargetSettings& settings,
                       const std::vector<DocumentItem>& items);

// The MIME type, or what stands for any where a format wants one.
std::string type_of(const model::Media& media);

}  // namespace glossd::publishers::feed
