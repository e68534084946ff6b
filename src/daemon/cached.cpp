#include "daemon/cached.hpp"

#include "engines/engine.hpp"
#include "pipeline/glossaries.hpp"
#include "pipeline/memory_key.hpp"
#include "text/glossed_text.hpp"

#include <algorithm>
#include <charconv>
#include <set>

namespace glossd::daemon {

namespace {

constexpr std::size_t hex_key_size = 64;

bool is_key(const std::string& text) {
    return text.size() == hex_key_size &&
           text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

std::string from_hex(const std::string& hex) {
    std::string bytes;
    for (std::size_t i = 0; i < hex.size(); i += 2) {
        unsigned byte = 0;
        std::from_chars(hex.data() + i, hex.data() + i + 2, byte, 16);
        bytes += static_cast<char>(byte);
    }
    return bytes;
}

}  // namespace

model::Result<std::vector<std::string>> memory_keys(const config::Config& config,
                                                    const std::string& key_or_text) {
    if (is_key(key_or_text)) return std::vector{from_hex(key_or_text)};
    // Sources tag their posts themselves; the usual tags are those of the configuration, and none.
    std::set<model::Language> from{model::Language()};
    for (const auto& source : config.sources) from.insert(source.language);
    pipeline::Glossaries glossaries(config.glossaries);
    std::set<std::string> keys;  // targets may share them
    for (const auto& settings : config.engines) {
        const auto engine = engines::make_engine(settings);
        if (!engine) return tl::make_unexpected(engine.error());
        for (const auto& source : from) {
            for (const auto& target : config.targets) {
                const pipeline::Wish wish{.text = key_or_text,
                                          .from = source,
                                          .to = target.language,
                                          .chain = {},
                                          .tone = target.tone};
                const auto glossed =
                    text::mask(key_or_text, glossaries.between(source, target.language));
                keys.insert(pipeline::memory_key(wish, glossed, **engine));
            }
        }
    }
    return std::vector(keys.begin(), keys.end());
}

}  // namespace glossd::daemon
