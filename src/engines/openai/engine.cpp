#include "engines/openai/engine.hpp"

#include "engines/http_outcome.hpp"
#include "engines/inline_tags.hpp"
#include "engines/json.hpp"
#include "engines/openai/answer.hpp"
#include "engines/openai/errors.hpp"
#include "engines/openai/prompt.hpp"
#include "engines/settings.hpp"
#include "engines/tokens.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

namespace glossd::engines {

namespace {

using model::ErrorKind;
using model::fail;
using model::Result;

constexpr std::string_view own_host = "https://api.openai.com/";

// More than this and models leave items out or wander from their tags.
constexpr std::size_t most_characters = 8000;

OrderedJson answer_schema() {
    const auto closed = [](OrderedJson properties, OrderedJson required) {
        return OrderedJson{{"type", "object"},
                           {"properties", std::move(properties)},
                           {"required", std::move(required)},
                           {"additionalProperties", false}};
    };
    const OrderedJson string{{"type", "string"}};
    const auto item = closed({{"id", string}, {"t", string}}, OrderedJson::array({"id", "t"}));
    return closed({{"items", {{"type", "array"}, {"items", item}}}}, OrderedJson::array({"items"}));
}

// Nested as OpenAI wants it; llama.cpp silently ignores the flat form.
OrderedJson response_format(std::string_view json_mode) {
    if (json_mode == "object") return {{"type", "json_object"}};
    return {
        {"type", "json_schema"},
        {"json_schema", {{"name", "translations"}, {"strict", true}, {"schema", answer_schema()}}}};
}

class OpenAi final : public Engine {
  public:
    OpenAi(config::EngineSettings settings, OrderedJson extra)
        : settings_(std::move(settings)), extra_(std::move(extra)) {}

    EngineLimits limits() const override;
    std::string style() const override;
    bool takes_hints() const override { return true; }
    bool can_shorten() const override { return true; }
    Result<void> supports(const model::Language& from, const model::Language& to) const override;
    model::Request request(const Batch& batch) const override;
    BatchReply read(const Batch& batch, const model::Reply& reply) const override;
    std::optional<model::Request> probe() const override;
    Result<void> read_probe(const model::Reply& reply,
                            const std::vector<LanguagePair>& pairs) const override;

  private:
    model::Headers headers() const;
    std::int64_t token_cap(const Batch& batch, std::int64_t prompt_tokens) const;

    config::EngineSettings settings_;  // defaults filled in
    OrderedJson extra_;
};

EngineLimits OpenAi::limits() const {
    auto characters = most_characters;
    if (settings_.context_window > 0) {
        // A third for the question, two thirds for an answer in a language that needs more; one
        // character is at most about one token.
        constexpr int prompt_and_reserve = 700;
        const auto left = std::max(settings_.context_window - prompt_and_reserve, 300);
        characters = std::min(characters, static_cast<std::size_t>(left) / 3);
    }
    return {std::max(settings_.batch_max, 1), characters};
}

std::string OpenAi::style() const {
    return fmt::format("openai/{}/{}", settings_.model, openai::prompt_version);
}

Result<void> OpenAi::supports(const model::Language&, const model::Language& to) const {
    if (to.empty()) return fail(ErrorKind::unsupported, "the target language is not known");
    return {};
}

model::Headers OpenAi::headers() const {
    model::Headers headers{{"Content-Type", "application/json"}, {"Accept", "application/json"}};
    const auto& key = settings_.api_key.reveal();
    if (!key.empty()) headers.emplace_back("Authorization", "Bearer " + key);
    return headers;
}

// Generous: a cap too small loses a paid answer, a cap too large costs nothing unless the model
// runs away. Models that think spend the reserve before the first word.
std::int64_t OpenAi::token_cap(const Batch& batch, std::int64_t prompt_tokens) const {
    constexpr std::int64_t reserve = 2048;
    const auto estimate = estimate_tokens(batch);
    const auto cap = 2 * estimate.output + reserve;
    if (settings_.context_window <= 0) return cap;
    const auto left = settings_.context_window - prompt_tokens - estimate.input;
    return std::clamp(left, std::min(estimate.output + 64, cap), cap);
}

model::Request OpenAi::request(const Batch& batch) const {
    const auto name = tag_name(batch);
    const auto prompt = openai::system_prompt(batch, name);
    OrderedJson body{
        {"model", settings_.model},
        {"messages",
         OrderedJson::array({{{"role", "system"}, {"content", prompt}},
                             {{"role", "user"}, {"content", openai::user_message(batch, name)}}})},
        {settings_.token_cap_field, token_cap(batch, estimate_tokens(prompt))}};
    if (settings_.temperature) body["temperature"] = *settings_.temperature;
    if (settings_.json_mode != "none") {
        body["response_format"] = response_format(settings_.json_mode);
    }
    body.merge_patch(extra_);

    model::HttpRequest request;
    request.method = "POST";
    request.url = settings_.base_url + "/chat/completions";
    request.headers = headers();
    request.body = write_json(body);
    return request;
}

BatchReply OpenAi::read(const Batch& batch, const model::Reply& reply) const {
    const auto http = http_reply(reply);
    if (!http) return {http.error(), {}, {}};
    return openai::read_completion(batch, **http, settings_.api_key);
}

std::optional<model::Request> OpenAi::probe() const {
    model::HttpRequest request;
    request.url = settings_.base_url + "/models";
    request.headers = headers();
    return request;
}

// Names differ by decoration: Ollama adds ":latest", Gemini "models/".
bool is_model(std::string_view offered, std::string_view wanted) {
    return offered == wanted || offered == fmt::format("{}:latest", wanted) ||
           offered == fmt::format("models/{}", wanted);
}

Result<void> OpenAi::read_probe(const model::Reply& reply, const std::vector<LanguagePair>&) const {
    const auto body = probe_json(reply, settings_.api_key);
    if (!body) return tl::make_unexpected(body.error());
    const auto& models = member(*body, "data");
    if (!models.is_array() || models.empty()) return {};  // not every server lists its models
    std::string known;
    for (const auto& model : models) {
        const auto id = string_at(model, "id");
        if (is_model(id, settings_.model)) return {};
        constexpr std::size_t enough = 300;
        if (known.size() < enough) known += (known.empty() ? "" : ", ") + id;
    }
    return fail(ErrorKind::config,
                fmt::format("engine \"{}\": the service has no model \"{}\"; it has {}",
                            settings_.name, settings_.model, known));
}

Result<OrderedJson> extra_body(const config::EngineSettings& settings) {
    if (settings.extra_body.empty()) return OrderedJson::object();
    auto extra = OrderedJson::parse(settings.extra_body, nullptr, false);
    if (!extra.is_object()) {
        return setting_error(settings, "extra_body",
                             "must be a JSON object, like "
                             "{\"reasoning_effort\": \"none\"}");
    }
    for (const auto* ours : {"model", "messages", "stream"}) {
        if (extra.contains(ours)) {
            return setting_error(settings, "extra_body", fmt::format("must not set `{}`", ours));
        }
    }
    return extra;
}

}  // namespace

Result<EnginePtr> make_openai(const config::EngineSettings& given) {
    auto settings = given;
    if (settings.base_url.empty()) settings.base_url = std::string(own_host) + "v1";
    const bool is_own_host = settings.base_url.starts_with(own_host);
    if (settings.model.empty()) {
        return setting_error(settings, "model",
                             "is missing: the model's name as the service knows it");
    }
    if (is_own_host && settings.api_key.empty()) {
        return setting_error(settings, "api_key", "is missing: OpenAI answers nobody without it");
    }
    if (settings.json_mode.empty()) settings.json_mode = "schema";
    constexpr std::array<std::string_view, 3> modes{"schema", "object", "none"};
    if (std::find(modes.begin(), modes.end(), settings.json_mode) == modes.end()) {
        return setting_error(settings, "json_mode", "must be \"schema\", \"object\" or \"none\"");
    }
    if (settings.token_cap_field.empty()) {
        settings.token_cap_field = is_own_host ? "max_completion_tokens" : "max_tokens";
    }
    if (auto checked = check_base_url(settings); !checked) {
        return tl::make_unexpected(checked.error());
    }
    auto extra = extra_body(settings);
    if (!extra) return tl::make_unexpected(extra.error());
    return std::make_unique<const OpenAi>(std::move(settings), std::move(*extra));
}

}  // namespace glossd::engines
