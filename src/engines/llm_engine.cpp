#include "engines/llm_engine.hpp"

#include "engines/llm_prompt.hpp"
#include "engines/settings.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace glossd::engines {

namespace {

// More than this and models leave items out or wander from their tags.
constexpr std::size_t most_characters = 8000;

}  // namespace

EngineLimits LlmEngine::limits() const {
    return {std::max(settings_.batch_max, 1), most_characters, most_output(),
            settings_.context_window};
}

std::string LlmEngine::style() const {
    return fmt::format("{}/{}/{}", settings_.type, settings_.model, prompt_version);
}

model::Result<void> LlmEngine::supports(const model::Language&, const model::Language& to) const {
    if (!to.empty()) return {};
    return model::fail(model::ErrorKind::unsupported, "the target language is not known");
}

model::Request LlmEngine::post(std::string url, model::Headers headers, JsonMembers body) const {
    body.merge(extra_);
    model::HttpRequest request;
    request.method = "POST";
    request.url = std::move(url);
    request.headers = std::move(headers);
    request.body = body.text();
    return request;
}

model::Result<OrderedJson> extra_body(const config::EngineSettings& settings,
                                      std::initializer_list<const char*> ours) {
    if (settings.extra_body.empty()) return OrderedJson::object();
    auto extra = OrderedJson::parse(settings.extra_body, nullptr, false);
    if (!extra.is_object()) {
        return setting_error(settings, "extra_body", "must be a JSON object");
    }
    for (const auto* name : ours) {
        if (extra.contains(name)) {
            return setting_error(settings, "extra_body", fmt::format("must not set `{}`", name));
        }
    }
    return extra;
}

}  // namespace glossd::engines
