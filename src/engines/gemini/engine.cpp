#include "engines/gemini/engine.hpp"

#include "engines/gemini/answer.hpp"
#include "engines/gemini/thinking.hpp"
#include "engines/http_outcome.hpp"
#include "engines/inline_tags.hpp"
#include "engines/json.hpp"
#include "engines/llm_engine.hpp"
#include "engines/llm_prompt.hpp"
#include "engines/settings.hpp"
#include "engines/tokens.hpp"
#include "text/ascii.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace glossd::engines {

namespace {

using model::ErrorKind;
using model::fail;
using model::Result;

constexpr std::string_view gemini_host = "https://generativelanguage.googleapis.com";
constexpr int gemini_most_output = 65'536;

// The posts are the operator's to publish; what cannot be switched off still blocks.
OrderedJson safety_settings() {
    auto settings = OrderedJson::array();
    for (const auto* category :
         {"HARASSMENT", "HATE_SPEECH", "SEXUALLY_EXPLICIT", "DANGEROUS_CONTENT"}) {
        settings.push_back(
            {{"category", fmt::format("HARM_CATEGORY_{}", category)}, {"threshold", "BLOCK_NONE"}});
    }
    return settings;
}

// `text` is a JSON string.
std::string parts(const std::string& text) {
    return R"({"parts":[{"text":)" + text + "}]}";
}

class Gemini final : public LlmEngine {
  public:
    Gemini(config::EngineSettings settings, OrderedJson extra, gemini::Thinking thinking)
        : LlmEngine(std::move(settings), std::move(extra)), thinking_(std::move(thinking)) {}

    model::Request request(const Batch& batch) const override;
    BatchReply read(const Batch& batch, const model::Reply& reply) const override;
    std::optional<model::Request> probe() const override;
    Result<void> read_probe(const model::Reply& reply,
                            const std::vector<LanguagePair>& pairs) const override;

  protected:
    int most_output() const override { return gemini_most_output; }

  private:
    model::Headers headers() const;
    std::string url() const;
    std::int64_t token_cap(const Batch& batch) const;
    OrderedJson generation_config(const Batch& batch) const;

    gemini::Thinking thinking_;
};

model::Headers Gemini::headers() const {
    model::Headers headers{{"Content-Type", "application/json"}, {"Accept", "application/json"}};
    const auto& key = settings().api_key.reveal();
    if (!key.empty()) headers.emplace_back("x-goog-api-key", key);
    return headers;
}

std::string Gemini::url() const {
    return fmt::format("{}/v1beta/models/{}", settings().base_url, settings().model);
}

// Half as much again as expected, and the reserve. A text that comes again with a hint may have
// been cut off by that: it gets twice the room.
std::int64_t Gemini::token_cap(const Batch& batch) const {
    const auto answer = estimate_tokens(batch).output;
    auto cap = answer + (answer + 1) / 2 + thinking_.reserve;
    if (!batch.hint.empty()) cap *= 2;
    return std::min<std::int64_t>(cap, gemini_most_output);
}

OrderedJson Gemini::generation_config(const Batch& batch) const {
    OrderedJson config{{"responseMimeType", "application/json"},
                       {"responseJsonSchema", answer_schema(batch.verify)},
                       {"maxOutputTokens", token_cap(batch)}};
    if (settings().temperature) config["temperature"] = *settings().temperature;
    if (!thinking_.config.is_null()) config["thinkingConfig"] = thinking_.config;
    return config;
}

model::Request Gemini::request(const Batch& batch) const {
    const auto name = tag_name(batch);
    static const auto safety = write_json(safety_settings());
    JsonMembers body;
    body.add("systemInstruction", parts(system_prompt_json(batch, name)));
    body.add("contents",
             R"([{"role":"user",)" + parts(write_json(user_message(batch, name))).substr(1) + "]");
    body.add("generationConfig", write_json(generation_config(batch)));
    body.add("safetySettings", safety);
    return post(url() + ":generateContent", headers(), std::move(body));
}

BatchReply Gemini::read(const Batch& batch, const model::Reply& reply) const {
    const auto http = http_reply(reply);
    if (!http) return {http.error(), {}, {}};
    return gemini::read_generation(batch, **http, settings().api_key);
}

std::optional<model::Request> Gemini::probe() const {
    model::HttpRequest request;
    request.url = url();
    request.headers = headers();
    return request;
}

Result<void> Gemini::read_probe(const model::Reply& reply, const std::vector<LanguagePair>&) const {
    const auto* http = std::get_if<model::HttpReply>(&reply);
    if (http && http->status == 404) {
        return fail(ErrorKind::config,
                    fmt::format("engine \"{}\": the service has no model \"{}\"; {}/v1beta/models "
                                "lists those it has",
                                settings().name, settings().model, settings().base_url));
    }
    const auto body = probe_json(reply, settings().api_key);
    if (!body) return tl::make_unexpected(body.error());
    const auto& methods = member(*body, "supportedGenerationMethods");
    const bool generates = !methods.is_array() || std::find(methods.begin(), methods.end(),
                                                            "generateContent") != methods.end();
    if (generates) return {};
    return fail(ErrorKind::config, fmt::format("engine \"{}\": the model \"{}\" writes no text",
                                               settings().name, settings().model));
}

// It becomes part of an address.
bool is_model_name(std::string_view name) {
    return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
        return text::is_alnum(c) || c == '-' || c == '.' || c == '_';
    });
}

// Model lists write "models/..." before each name, examples "/v1beta" behind the host.
void tidy(config::EngineSettings& settings) {
    constexpr std::string_view decoration = "models/";
    constexpr std::string_view version = "/v1beta";
    auto& base = settings.base_url;
    if (base.empty()) base = gemini_host;
    if (base.ends_with(version)) base.resize(base.size() - version.size());
    if (settings.model.starts_with(decoration)) settings.model.erase(0, decoration.size());
}

}  // namespace

Result<EnginePtr> make_gemini(const config::EngineSettings& given) {
    auto settings = given;
    tidy(settings);
    if (settings.model.empty()) {
        return setting_error(settings, "model", "is missing: like \"gemini-3.5-flash-lite\"");
    }
    if (!is_model_name(settings.model)) {
        return setting_error(settings, "model",
                             "is no model's name: letters, digits, '-', '.' and '_' only");
    }
    if (settings.base_url == gemini_host && settings.api_key.empty()) {
        return setting_error(settings, "api_key", "is missing: Gemini answers nobody without it");
    }
    if (settings.temperature && !gemini::takes_temperature(settings.model)) {
        return setting_error(settings, "temperature",
                             "is not for Gemini 3 and newer: they want their own");
    }
    if (auto checked = check_base_url(settings); !checked) {
        return tl::make_unexpected(checked.error());
    }
    auto thinking = gemini::thinking_for(settings);
    if (!thinking) return tl::make_unexpected(thinking.error());
    auto extra = extra_body(settings, {"systemInstruction", "system_instruction", "contents"});
    if (!extra) return tl::make_unexpected(extra.error());
    return std::make_unique<const Gemini>(std::move(settings), std::move(*extra),
                                          std::move(*thinking));
}

}  // namespace glossd::engines
