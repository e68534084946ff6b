#include "engines/anthropic/engine.hpp"

#include "engines/anthropic/answer.hpp"
#include "engines/http_outcome.hpp"
#include "engines/inline_tags.hpp"
#include "engines/json.hpp"
#include "engines/llm_engine.hpp"
#include "engines/llm_prompt.hpp"
#include "engines/settings.hpp"
#include "engines/tokens.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace glossd::engines {

namespace {

using model::ErrorKind;
using model::fail;
using model::Result;

constexpr std::string_view anthropic_host = "https://api.anthropic.com";
constexpr int anthropic_most_output = 32'000;  // all current models write that much

class Anthropic final : public LlmEngine {
  public:
    using LlmEngine::LlmEngine;

    model::Request request(const Batch& batch) const override;
    BatchReply read(const Batch& batch, const model::Reply& reply) const override;
    std::optional<model::Request> probe() const override;
    Result<void> read_probe(const model::Reply& reply,
                            const std::vector<LanguagePair>& pairs) const override;

  protected:
    int most_output() const override { return anthropic_most_output; }

  private:
    model::Headers headers() const;
};

model::Headers Anthropic::headers() const {
    model::Headers headers{{"Content-Type", "application/json"},
                           {"Accept", "application/json"},
                           {"anthropic-version", "2023-06-01"}};
    const auto& key = settings().api_key.reveal();
    if (!key.empty()) headers.emplace_back("x-api-key", key);
    return headers;
}

// Generous, because our guess is of another tokenizer and newer ones need 30 % more; thoughts
// share the cap. A text that comes again with a hint may have been cut off: twice the room.
std::int64_t token_cap(const Batch& batch) {
    constexpr std::int64_t reserve = 2048;
    auto cap = 2 * estimate_tokens(batch).output + reserve;
    if (!batch.hint.empty()) cap *= 2;
    return std::min<std::int64_t>(cap, anthropic_most_output);
}

std::string user_turn(const std::string& text) {
    return R"([{"role":"user","content":)" + write_json(text) + "}]";
}

std::string output_config(bool verify) {
    return write_json({{"format", {{"type", "json_schema"}, {"schema", answer_schema(verify)}}}});
}

model::Request Anthropic::request(const Batch& batch) const {
    static const auto translations = output_config(false);
    static const auto verdicts = output_config(true);
    const auto name = tag_name(batch);
    JsonMembers body;
    body.add("model", write_json(settings().model));
    body.add("max_tokens", std::to_string(token_cap(batch)));
    body.add("system", system_prompt_json(batch, name));
    body.add("messages", user_turn(user_message(batch, name)));
    body.add("output_config", batch.verify ? verdicts : translations);
    return post(settings().base_url + "/v1/messages", headers(), std::move(body));
}

BatchReply Anthropic::read(const Batch& batch, const model::Reply& reply) const {
    const auto http = http_reply(reply);
    if (!http) return {http.error(), {}, {}};
    return anthropic::read_message(batch, **http, settings().api_key);
}

// Counting tokens costs nothing and needs both the key and the model.
std::optional<model::Request> Anthropic::probe() const {
    JsonMembers body;
    body.add("model", write_json(settings().model));
    body.add("messages", user_turn("Hello"));
    model::HttpRequest request;
    request.method = "POST";
    request.url = settings().base_url + "/v1/messages/count_tokens";
    request.headers = headers();
    request.body = body.text();
    return request;
}

Result<void> Anthropic::read_probe(const model::Reply& reply,
                                   const std::vector<LanguagePair>&) const {
    const auto* http = std::get_if<model::HttpReply>(&reply);
    if (http && http->status == 404) {
        return fail(ErrorKind::config, fmt::format("engine \"{}\": the service has no model \"{}\"",
                                                   settings().name, settings().model));
    }
    const auto body = probe_json(reply, settings().api_key);
    if (!body) return tl::make_unexpected(body.error());
    if (member(*body, "input_tokens").is_number()) return {};
    return fail(ErrorKind::config,
                fmt::format("engine \"{}\": what answers does not speak Anthropic's protocol; is "
                            "`base_url` right?",
                            settings().name));
}

}  // namespace

Result<EnginePtr> make_anthropic(const config::EngineSettings& given) {
    auto settings = given;
    auto& base = settings.base_url;
    if (base.empty()) base = anthropic_host;
    constexpr std::string_view version = "/v1";  // examples write it behind the host
    if (base.ends_with(version)) base.resize(base.size() - version.size());
    if (settings.model.empty()) {
        return setting_error(settings, "model", "is missing: like \"claude-haiku-4-5\"");
    }
    if (base == anthropic_host && settings.api_key.empty()) {
        return setting_error(settings, "api_key",
                             "is missing: Anthropic answers nobody without it");
    }
    if (auto checked = check_base_url(settings); !checked) {
        return tl::make_unexpected(checked.error());
    }
    auto extra = extra_body(settings, {"model", "system", "messages", "stream"});
    if (!extra) return tl::make_unexpected(extra.error());
    return std::make_unique<const Anthropic>(std::move(settings), std::move(*extra));
}

}  // namespace glossd::engines
