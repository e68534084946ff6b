#include "engines/openai/engine.hpp"

#include "engines/http_outcome.hpp"
#include "engines/inline_tags.hpp"
#include "engines/json.hpp"
#include "engines/llm_engine.hpp"
#include "engines/llm_prompt.hpp"
#include "engines/openai/answer.hpp"
#include "engines/openai/errors.hpp"
#include "engines/settings.hpp"
#include "engines/tokens.hpp"
#include "text/percent.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

namespace glossd::engines {

namespace {

using model::ErrorKind;
using model::fail;
using model::Result;

constexpr std::string_view openai_host = "https://api.openai.com/";
constexpr int openai_most_output = 8192;  // local servers often stop there, whatever the model

// Nested as OpenAI wants it; llama.cpp silently ignores the flat form.
std::string schema_format(const char* name, bool verify) {
    return write_json(
        {{"type", "json_schema"},
         {"json_schema", {{"name", name}, {"strict", true}, {"schema", answer_schema(verify)}}}});
}

const std::string& response_format(std::string_view json_mode, bool verify) {
    static const std::string object = R"({"type":"json_object"})";
    static const auto translations = schema_format("translations", false);
    static const auto verdicts = schema_format("verdicts", true);
    if (json_mode == "object") return object;
    return verify ? verdicts : translations;
}

class OpenAi final : public LlmEngine {
  public:
    using LlmEngine::LlmEngine;

    model::Request request(const Batch& batch) const override;
    BatchReply read(const Batch& batch, const model::Reply& reply) const override;
    std::optional<model::Request> probe() const override;
    Result<void> read_probe(const model::Reply& reply,
                            const std::vector<LanguagePair>& pairs) const override;

  protected:
    int most_output() const override { return openai_most_output; }

  private:
    bool is_azure() const { return !settings().api_version.empty(); }
    model::Headers headers() const;
    std::string url(std::string_view base, std::string_view path) const;
    std::int64_t token_cap(const Batch& batch, std::string_view tag_name) const;
};

model::Headers OpenAi::headers() const {
    model::Headers headers{{"Content-Type", "application/json"}, {"Accept", "application/json"}};
    const auto& key = settings().api_key.reveal();
    if (key.empty()) return headers;
    if (is_azure()) {
        headers.emplace_back("api-key", key);
    } else {
        headers.emplace_back("Authorization", "Bearer " + key);
    }
    return headers;
}

std::string OpenAi::url(std::string_view base, std::string_view path) const {
    auto address = fmt::format("{}{}", base, path);
    if (is_azure()) address += "?api-version=" + text::percent_encode(settings().api_version);
    return address;
}

// Generous: a cap too small loses a paid answer, a cap too large costs nothing unless the model
// runs away. Models that think spend the reserve before the first word.
std::int64_t OpenAi::token_cap(const Batch& batch, std::string_view tag_name) const {
    constexpr std::int64_t reserve = 2048;
    const auto estimate = estimate_tokens(batch);
    const auto cap = 2 * estimate.output + reserve;
    if (settings().context_window <= 0) return cap;
    const auto prompt = estimate_tokens(system_prompt(batch, tag_name));
    const auto left = settings().context_window - prompt - estimate.input;
    return std::clamp(left, std::min(estimate.output + 64, cap), cap);
}

model::Request OpenAi::request(const Batch& batch) const {
    const auto name = tag_name(batch);
    JsonMembers body;
    body.add("model", write_json(settings().model));
    body.add("messages", R"([{"role":"system","content":)" + system_prompt_json(batch, name) +
                             R"(},{"role":"user","content":)" +
                             write_json(user_message(batch, name)) + "}]");
    body.add(settings().token_cap_field, std::to_string(token_cap(batch, name)));
    if (settings().temperature) body.add("temperature", write_json(*settings().temperature));
    if (settings().json_mode != "none") {
        body.add("response_format", response_format(settings().json_mode, batch.verify));
    }
    return post(url(settings().base_url, "/chat/completions"), headers(), std::move(body));
}

BatchReply OpenAi::read(const Batch& batch, const model::Reply& reply) const {
    const auto http = http_reply(reply);
    if (!http) return {http.error(), {}, {}};
    return openai::read_completion(batch, **http, settings().api_key);
}

// Azure lists models beside its deployments, not below one.
std::optional<model::Request> OpenAi::probe() const {
    const std::string_view base = settings().base_url;
    model::HttpRequest request;
    request.url =
        url(base.substr(0, is_azure() ? base.find("/deployments/") : base.npos), "/models");
    request.headers = headers();
    return request;
}

// Names differ by decoration: Ollama adds ":latest", Gemini "models/".
bool is_model(std::string_view offered, std::string_view wanted) {
    return offered == wanted || offered == fmt::format("{}:latest", wanted) ||
           offered == fmt::format("models/{}", wanted);
}

Result<void> OpenAi::read_probe(const model::Reply& reply, const std::vector<LanguagePair>&) const {
    const auto body = probe_json(reply, settings().api_key);
    if (!body) return tl::make_unexpected(body.error());
    const auto& models = member(*body, "data");
    if (!models.is_array() || models.empty()) return {};  // not every server lists its models
    if (is_azure()) return {};  // those it could deploy, by other names than its deployments'
    std::string known;
    for (const auto& model : models) {
        const auto id = string_at(model, "id");
        if (is_model(id, settings().model)) return {};
        constexpr std::size_t enough = 300;
        if (known.size() < enough) known += (known.empty() ? "" : ", ") + id;
    }
    return fail(ErrorKind::config,
                fmt::format("engine \"{}\": the service has no model \"{}\"; it has {}",
                            settings().name, settings().model, known));
}

}  // namespace

Result<EnginePtr> make_openai(const config::EngineSettings& given) {
    auto settings = given;
    if (settings.base_url.empty()) settings.base_url = std::string(openai_host) + "v1";
    const bool is_own_host = settings.base_url.starts_with(openai_host);
    const bool is_azure = !settings.api_version.empty();
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
        settings.token_cap_field = is_own_host || is_azure ? "max_completion_tokens" : "max_tokens";
    }
    if (auto checked = check_base_url(settings); !checked) {
        return tl::make_unexpected(checked.error());
    }
    auto extra = extra_body(settings, {"model", "messages", "stream"});
    if (!extra) return tl::make_unexpected(extra.error());
    return std::make_unique<const OpenAi>(std::move(settings), std::move(*extra));
}

}  // namespace glossd::engines
