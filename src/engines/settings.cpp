#include "engines/settings.hpp"

#include "text/url.hpp"

#include <fmt/format.h>

namespace glossd::engines {

tl::unexpected<model::Error> setting_error(const config::EngineSettings& settings,
                                           std::string_view key, std::string_view problem) {
    return model::fail(model::ErrorKind::config,
                       fmt::format("engine \"{}\": `{}` {}", settings.name, key, problem));
}

model::Result<void> check_base_url(const config::EngineSettings& settings) {
    if (const auto url = text::parse_url(settings.base_url); !url) {
        return setting_error(settings, "base_url", "is no address: " + url.error().message);
    }
    return {};
}

}  // namespace glossd::engines
