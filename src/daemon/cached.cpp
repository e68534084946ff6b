#include "daemon/cached.hpp"

#include "engines/engine.hpp"
#include "pipeline/glossaries.hpp"
#include "pipeline/memory_key.hpp"
#include "text/glossed_text.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>
#include <utility>

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

using Engines = std::map<std::string, engines::EnginePtr>;

model::Result<Engines> engines_of(const config::Config& config) {
    Engines made;
    for (const auto& settings : config.engines) {
        auto engine = engines::make_engine(settings);
        if (!engine) return tl::make_unexpected(engine.error());
        made.emplace(settings.name, std::move(*engine));
    }
    return made;
}

// Each engine alone, and with whatever judges translations on some route.
std::vector<std::pair<const engines::Engine*, const engines::Engine*>> with_verifiers(
    const config::Config& config, const Engines& engines) {
    std::set<const engines::Engine*> verifiers{nullptr};
    for (const auto& route : config.routes) {
        if (!route.verify_engine.empty()) verifiers.insert(engines.at(route.verify_engine).get());
    }
    std::vector<std::pair<const engines::Engine*, const engines::Engine*>> pairs;
    for (const auto& [name, engine] : engines) {
        for (const auto* verifier : verifiers) pairs.emplace_back(engine.get(), verifier);
    }
    return pairs;
}

}  // namespace

model::Result<std::vector<std::string>> memory_keys(const config::Config& config,
                                                    const std::string& key_or_text) {
    if (is_key(key_or_text)) return std::vector{from_hex(key_or_text)};
    // Sources tag their posts themselves; the usual tags are those of the configuration, and none.
    std::set<model::Language> from{model::Language()};
    for (const auto& source : config.sources) from.insert(source.language);
    const auto engines = engines_of(config);
    if (!engines) return tl::make_unexpected(engines.error());
    const auto pairs = with_verifiers(config, *engines);
    pipeline::Glossaries glossaries(config.glossaries);
    std::set<std::string> keys;  // targets may share them
    for (const auto& source : from) {
        for (const auto& target : config.targets) {
            const auto& to = target.language;
            const auto glossed = text::mask(key_or_text, glossaries.between(source, to));
            keys.insert(pipeline::by_hand_key(glossed.masked, source, to));
            for (const auto& [engine, verifier] : pairs) {
                const auto style =
                    pipeline::style_of(*engine, verifier, target.tone, glossed.terms());
                keys.insert(pipeline::memory_key(glossed.masked, source, to, style));
            }
        }
    }
    return std::vector(keys.begin(), keys.end());
}

}  // namespace glossd::daemon
