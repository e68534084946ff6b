#include "engines/anthropic/engine.hpp"
#include "engines/apertium/engine.hpp"
#include "engines/azure/engine.hpp"
#include "engines/deepl/engine.hpp"
#include "engines/engine.hpp"
#include "engines/gemini/engine.hpp"
#include "engines/google/engine.hpp"
#include "engines/libretranslate/engine.hpp"
#include "engines/openai/engine.hpp"

#include <array>
#include <string>
#include <string_view>

#include <fmt/format.h>

namespace glossd::engines {

namespace {

struct Kind {
    std::string_view name;  // as in the config's `type`
    model::Result<EnginePtr> (*make)(const config::EngineSettings&);
};

constexpr Kind kinds[] = {
    {"anthropic", make_anthropic},
    {"apertium", make_apertium},
    {"azure", make_azure},
    {"deepl", make_deepl},
    {"gemini", make_gemini},
    {"google", make_google},
    {"libretranslate", make_libretranslate},
    {"openai", make_openai},
};

}  // namespace

model::Result<EnginePtr> make_engine(const config::EngineSettings& settings) {
    std::string names;
    for (const auto& kind : kinds) {
        if (kind.name == settings.type) return kind.make(settings);
        names += fmt::format("{}\"{}\"", names.empty() ? "" : ", ", kind.name);
    }
    return model::fail(model::ErrorKind::config,
                       fmt::format("engine \"{}\": there is no type \"{}\"; there are {}",
                                   settings.name, settings.type, names));
}

}  // namespace glossd::engines
