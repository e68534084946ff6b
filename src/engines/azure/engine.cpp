#include "engines/azure/engine.hpp"

#include "engines/azure/errors.hpp"
#include "engines/azure/languages.hpp"
#include "engines/html_form.hpp"
#include "engines/http_outcome.hpp"
#include "engines/json.hpp"
#include "engines/settings.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace glossd::engines {

namespace {

using azure::azure_code;
using model::ErrorKind;
using model::fail;
using model::OutcomeKind;
using model::Result;

constexpr std::string_view azure_host = "https://api.cognitive.microsofttranslator.com";
constexpr std::string_view azure_keep = "class=\"notranslate\"";

// Azure's limits: 1000 texts and 50,000 characters a call, markup counted. Half of them leave
// room for that.
constexpr int azure_most_texts = 1000;
constexpr std::size_t azure_most_characters = 25'000;

class Azure final : public Engine {
  public:
    explicit Azure(config::EngineSettings settings) : settings_(std::move(settings)) {}

    EngineLimits limits() const override {
        return {std::clamp(settings_.batch_max, 1, azure_most_texts), azure_most_characters};
    }
    std::string style() const override { return "azure/v3/1"; }
    Result<void> supports(const model::Language& from, const model::Language& to) const override;
    model::Request request(const Batch& batch) const override;
    BatchReply read(const Batch& batch, const model::Reply& reply) const override;
    std::optional<model::Request> probe() const override;
    Result<void> read_probe(const model::Reply& reply,
                            const std::vector<LanguagePair>& pairs) const override;

  private:
    model::HttpRequest translate(const std::string& query, const OrderedJson& body) const;

    config::EngineSettings settings_;  // base_url filled in
};

Result<void> Azure::supports(const model::Language& from, const model::Language& to) const {
    const auto explain = [&](const model::Error& error) {
        return fail(ErrorKind::unsupported,
                    fmt::format("engine \"{}\" cannot translate \"{}\" to \"{}\": {}; give the "
                                "route another engine for this pair",
                                settings_.name, from.empty() ? "any language" : from.tag(),
                                to.tag(), error.message));
    };
    if (!from.empty()) {
        if (const auto code = azure_code(from); !code) return explain(code.error());
    }
    if (const auto code = azure_code(to); !code) return explain(code.error());
    return {};
}

model::HttpRequest Azure::translate(const std::string& query, const OrderedJson& body) const {
    model::HttpRequest request;
    request.method = "POST";
    request.url = fmt::format("{}/translate?api-version=3.0{}", settings_.base_url, query);
    request.headers = {{"Content-Type", "application/json"}, {"Accept", "application/json"}};
    const auto add = [&](const char* name, const std::string& value) {
        if (!value.empty()) request.headers.emplace_back(name, value);
    };
    add("Ocp-Apim-Subscription-Key", settings_.api_key.reveal());
    add("Ocp-Apim-Subscription-Region", settings_.region);
    request.body = write_json(body);
    return request;
}

model::Request Azure::request(const Batch& batch) const {
    const HtmlForm form(batch, azure_keep);
    auto body = OrderedJson::array();
    for (const auto& text : form.texts()) body.push_back({{"Text", text}});
    auto query = "&textType=html&to=" + azure_code(batch.to).value_or(batch.to.tag());
    if (!batch.from.empty()) query += "&from=" + azure_code(batch.from).value_or(batch.from.tag());
    return translate(query, body);
}

BatchReply Azure::read(const Batch& batch, const model::Reply& reply) const {
    const auto http = http_reply(reply);
    if (!http) return {http.error(), {}, {}};
    const auto parsed = parse_json((*http)->body);
    const auto body = parsed.value_or(nlohmann::json());
    if (status_kind((*http)->status) != OutcomeKind::ok || !member(body, "error").is_null()) {
        return {azure::error_outcome(**http, body, settings_.api_key), {}, {}};
    }
    const auto failed = [](std::string message) {
        return BatchReply{{OutcomeKind::transient, std::move(message), std::nullopt}, {}, {}};
    };
    if (!parsed) return failed(parsed.error().message);
    if (!body.is_array()) return failed("the answer is no list of translations");
    std::vector<std::string> texts;
    for (const auto& answer : body) {
        const auto& translations = member(answer, "translations");
        const bool has_text = translations.is_array() && !translations.empty();
        texts.push_back(has_text ? string_at(translations[0], "text") : std::string());
    }
    return HtmlForm(batch, azure_keep).read(texts);
}

// The list of languages needs no key, so it would prove nothing: one character is translated.
std::optional<model::Request> Azure::probe() const {
    return translate("&from=en&to=es", OrderedJson::array({{{"Text", "a"}}}));
}

Result<void> Azure::read_probe(const model::Reply& reply,
                               const std::vector<LanguagePair>& pairs) const {
    const auto body = probe_json(reply, settings_.api_key);
    if (!body) {
        const bool is_refused =
            settings_.region.empty() && body.error().message.find("(401000)") != std::string::npos;
        return fail(
            body.error().kind,
            body.error().message + (is_refused ? "; a regional resource needs its `region`" : ""));
    }
    if (!body->is_array()) {
        return fail(
            ErrorKind::config,
            fmt::format("engine \"{}\": what answers is no Translator; is `base_url` right?",
                        settings_.name));
    }
    for (const auto& [from, to] : pairs) {
        if (auto able = supports(from, to); !able) return able;
    }
    return {};
}

}  // namespace

Result<EnginePtr> make_azure(const config::EngineSettings& given) {
    auto settings = given;
    if (settings.base_url.empty()) settings.base_url = azure_host;
    if (settings.base_url == azure_host && settings.api_key.empty()) {
        return setting_error(settings, "api_key", "is missing: Azure answers nobody without it");
    }
    if (auto checked = check_base_url(settings); !checked) {
        return tl::make_unexpected(checked.error());
    }
    return std::make_unique<const Azure>(std::move(settings));
}

}  // namespace glossd::engines
