#include "engines/deepl/engine.hpp"

#include "engines/deepl/xml.hpp"
#include "engines/http_outcome.hpp"
#include "engines/json.hpp"
#include "engines/language_codes.hpp"
#include "engines/line_breaks.hpp"
#include "engines/settings.hpp"
#include "text/ascii.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include <fmt/format.h>

namespace glossd::engines {

namespace {

using model::ErrorKind;
using model::fail;
using model::OutcomeKind;
using model::Result;

// DeepL's limits: 50 texts and 128 KiB of body. An ampersand escaped is five bytes, the widest
// code point four; what tags add beyond that is answered with 413, and the batch is split.
constexpr int deepl_most_texts = 50;
constexpr std::size_t deepl_most_characters = 25'000;

class DeepL final : public Engine {
  public:
    explicit DeepL(config::EngineSettings settings) : settings_(std::move(settings)) {}

    EngineLimits limits() const override;
    std::string style() const override;
    model::Tone heeded(const model::Tone& tone) const override { return {tone.formality, "", ""}; }
    Result<void> supports(const model::Language& from, const model::Language& to) const override;
    model::Request request(const Batch& batch) const override;
    BatchReply read(const Batch& batch, const model::Reply& reply) const override;
    std::optional<model::Request> probe() const override;
    Result<void> read_probe(const model::Reply& reply,
                            const std::vector<LanguagePair>& pairs) const override;

  private:
    model::Headers headers() const;
    Result<void> check_quota(const nlohmann::json& usage) const;
    Result<void> check_dictionary(const nlohmann::json& glossary, const model::Language& from,
                                  const model::Language& to) const;

    config::EngineSettings settings_;  // base_url filled in
};

EngineLimits DeepL::limits() const {
    return {std::clamp(settings_.batch_max, 1, deepl_most_texts), deepl_most_characters};
}

std::string DeepL::style() const {
    return settings_.glossary_id.empty() ? "deepl/v2/1" : "deepl/v2/1/" + settings_.glossary_id;
}

Result<void> DeepL::supports(const model::Language& from, const model::Language& to) const {
    const auto explain = [&](const model::Error& error) {
        return fail(ErrorKind::unsupported,
                    fmt::format("engine \"{}\" cannot translate \"{}\" to \"{}\": {}; give the "
                                "route another engine for this pair",
                                settings_.name, from.empty() ? "any language" : from.tag(),
                                to.tag(), error.message));
    };
    if (!from.empty()) {
        if (const auto code = deepl_source(from); !code) return explain(code.error());
    }
    if (const auto code = deepl_target(to); !code) return explain(code.error());
    return {};
}

model::Headers DeepL::headers() const {
    model::Headers headers{{"Content-Type", "application/json"}, {"Accept", "application/json"}};
    const auto& key = settings_.api_key.reveal();
    if (!key.empty()) headers.emplace_back("Authorization", "DeepL-Auth-Key " + key);
    return headers;
}

model::Request DeepL::request(const Batch& batch) const {
    const auto sent = mask_line_breaks(batch);
    const TagNumbers tags(sent);
    auto texts = OrderedJson::array();
    for (std::size_t i = 0; i < sent.items.size(); ++i) texts.push_back(deepl::write_xml(tags, i));

    OrderedJson body{{"text", std::move(texts)},
                     {"target_lang", deepl_target(batch.to).value_or(batch.to.tag())},
                     {"tag_handling", "xml"},
                     {"tag_handling_version", "v2"},
                     {"ignore_tags", OrderedJson::array({"x"})},
                     {"splitting_tags", OrderedJson::array({"n"})},
                     {"preserve_formatting", true},
                     {"show_billed_characters", true}};
    if (!batch.from.empty()) {
        body["source_lang"] = deepl_source(batch.from).value_or(batch.from.tag());
        if (!settings_.glossary_id.empty()) body["glossary_id"] = settings_.glossary_id;
    }
    // Plain "more" and "less" are errors where the target knows no such thing.
    if (batch.tone.formality == model::Formality::formal) body["formality"] = "prefer_more";
    if (batch.tone.formality == model::Formality::informal) body["formality"] = "prefer_less";
    if (!settings_.context.empty()) body["context"] = settings_.context;

    model::HttpRequest request;
    request.method = "POST";
    request.url = settings_.base_url + "/v2/translate";
    request.headers = headers();
    request.body = write_json(body);
    return request;
}

// One answer; `sent` is the batch with masked line breaks, `tags` its numbers.
ItemReply read_translation(const Batch& batch, const Batch& sent, const TagNumbers& tags,
                           std::size_t item, const std::string& xml) {
    const auto pieces = deepl::read_xml(xml);
    if (!pieces) return failed_item(batch.items[item].id, pieces.error().message);
    auto reply = tags.accept(item, *pieces);
    reply.text = restore_line_breaks(reply.text, batch.items[item].text, sent.items[item].text);
    return reply;
}

BatchReply DeepL::read(const Batch& batch, const model::Reply& reply) const {
    const auto http = http_reply(reply);
    if (!http) return {http.error(), {}, {}};
    if (auto outcome = status_outcome(**http, settings_.api_key); outcome.kind != OutcomeKind::ok) {
        return {std::move(outcome), {}, {}};
    }
    const auto failed = [](std::string message) {
        return BatchReply{{OutcomeKind::transient, std::move(message), std::nullopt}, {}, {}};
    };
    const auto body = parse_json((*http)->body);
    if (!body) return failed(body.error().message);
    const auto& translations = member(*body, "translations");
    if (!translations.is_array()) return failed("the answer has no translations");

    BatchReply answer;
    for (const auto& translation : translations) {
        answer.usage.characters += number_at(translation, "billed_characters");
    }
    if (translations.size() != batch.items.size()) {
        // Nobody can say which is which.
        answer.items = failed_items(
            batch, fmt::format("{} answers to {} texts", translations.size(), batch.items.size()));
        return answer;
    }
    const auto sent = mask_line_breaks(batch);
    const TagNumbers tags(sent);
    for (std::size_t i = 0; i < batch.items.size(); ++i) {
        answer.items.push_back(
            read_translation(batch, sent, tags, i, string_at(translations[i], "text")));
    }
    return answer;
}

// Of a glossary when there is one: only that can be missing; both tell a key that is refused.
std::optional<model::Request> DeepL::probe() const {
    model::HttpRequest request;
    request.url =
        settings_.base_url +
        (settings_.glossary_id.empty() ? "/v2/usage" : "/v3/glossaries/" + settings_.glossary_id);
    request.headers = headers();
    return request;
}

Result<void> DeepL::check_quota(const nlohmann::json& usage) const {
    // The account's, and on the paid plans the key's own.
    for (const std::string whose : {"", "api_key_"}) {
        const auto used = number_at(usage, (whose + "character_count").c_str());
        const auto limit = number_at(usage, (whose + "character_limit").c_str());
        if (limit > 0 && used >= limit) {
            return fail(ErrorKind::config,
                        fmt::format("engine \"{}\": the quota is used up: {} of {} characters",
                                    settings_.name, used, limit));
        }
    }
    return {};
}

// As dictionaries have it: "pt" serves PT-BR and PT-PT.
std::string without_variant(const Result<std::string>& code) {
    return text::to_lower(code.value_or("").substr(0, code.value_or("").find('-')));
}

Result<void> DeepL::check_dictionary(const nlohmann::json& glossary, const model::Language& from,
                                     const model::Language& to) const {
    const auto source = without_variant(deepl_source(from));
    const auto target = without_variant(deepl_target(to));
    const auto& dictionaries = member(glossary, "dictionaries");
    const bool there =
        from.empty() ||
        std::any_of(dictionaries.begin(), dictionaries.end(), [&](const auto& dictionary) {
            return text::to_lower(string_at(dictionary, "source_lang")) == source &&
                   text::to_lower(string_at(dictionary, "target_lang")) == target;
        });
    if (there) return {};
    return fail(ErrorKind::config,
                fmt::format("engine \"{}\": the glossary {} has no dictionary from \"{}\" to "
                            "\"{}\"; add one at DeepL, or give this pair an engine without "
                            "glossary_id",
                            settings_.name, settings_.glossary_id, from.tag(), to.tag()));
}

Result<void> DeepL::read_probe(const model::Reply& reply,
                               const std::vector<LanguagePair>& pairs) const {
    const auto body = probe_json(reply, settings_.api_key);
    if (!body) return tl::make_unexpected(body.error());
    if (auto enough = check_quota(*body); !enough) return enough;
    for (const auto& [from, to] : pairs) {
        if (auto able = supports(from, to); !able) return able;
        if (settings_.glossary_id.empty()) continue;
        if (auto there = check_dictionary(*body, from, to); !there) return there;
    }
    return {};
}

}  // namespace

Result<EnginePtr> make_deepl(const config::EngineSettings& given) {
    auto settings = given;
    if (settings.base_url.empty()) {
        const auto& key = settings.api_key.reveal();
        if (key.empty()) {
            return setting_error(settings, "api_key",
                                 "is missing: DeepL answers nobody without it");
        }
        settings.base_url =
            key.ends_with(":fx") ? "https://api-free.deepl.com" : "https://api.deepl.com";
    }
    if (auto checked = check_base_url(settings); !checked) {
        return tl::make_unexpected(checked.error());
    }
    return std::make_unique<const DeepL>(std::move(settings));
}

}  // namespace glossd::engines
