#include "engines/google/engine.hpp"

#include "engines/google/languages.hpp"
#include "engines/google_errors.hpp"
#include "engines/html_form.hpp"
#include "engines/http_outcome.hpp"
#include "engines/json.hpp"
#include "engines/settings.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace glossd::engines {

namespace {

using google::google_code;
using model::ErrorKind;
using model::fail;
using model::OutcomeKind;
using model::Result;

constexpr std::string_view google_host = "https://translation.googleapis.com";
constexpr std::string_view google_keep = "translate=\"no\"";

// Google's limits: 128 texts and 100 KB a call; 5000 code points are its own advice.
constexpr int google_most_texts = 128;
constexpr std::size_t google_most_characters = 5000;

class Google final : public Engine {
  public:
    explicit Google(config::EngineSettings settings) : settings_(std::move(settings)) {}

    EngineLimits limits() const override {
        return {std::clamp(settings_.batch_max, 1, google_most_texts), google_most_characters};
    }
    std::string style() const override { return "google/v2/1"; }
    Result<void> supports(const model::Language& from, const model::Language& to) const override;
    model::Request request(const Batch& batch) const override;
    BatchReply read(const Batch& batch, const model::Reply& reply) const override;
    std::optional<model::Request> probe() const override;
    Result<void> read_probe(const model::Reply& reply,
                            const std::vector<LanguagePair>& pairs) const override;

  private:
    model::HttpRequest call(std::string_view path) const;

    config::EngineSettings settings_;  // base_url filled in
};

Result<void> Google::supports(const model::Language&, const model::Language& to) const {
    if (!to.empty()) return {};
    return fail(ErrorKind::unsupported, "the target language is not known");
}

model::HttpRequest Google::call(std::string_view path) const {
    model::HttpRequest request;
    request.url = fmt::format("{}/language/translate/v2{}", settings_.base_url, path);
    request.headers = {{"Content-Type", "application/json"}, {"Accept", "application/json"}};
    const auto& key = settings_.api_key.reveal();
    if (!key.empty()) request.headers.emplace_back("x-goog-api-key", key);
    return request;
}

model::Request Google::request(const Batch& batch) const {
    const HtmlForm form(batch, google_keep);
    OrderedJson body{{"q", form.texts()}, {"target", google_code(batch.to)}, {"format", "html"}};
    if (!batch.from.empty()) body["source"] = google_code(batch.from);
    auto request = call("");
    request.method = "POST";
    request.body = write_json(body);
    return request;
}

BatchReply Google::read(const Batch& batch, const model::Reply& reply) const {
    const auto http = http_reply(reply);
    if (!http) return {http.error(), {}, {}};
    const auto parsed = parse_json((*http)->body);
    const auto body = unwrapped(parsed.value_or(nlohmann::json()));
    if (status_kind((*http)->status) != OutcomeKind::ok || !member(body, "error").is_null()) {
        return {google_outcome(**http, body, settings_.api_key), {}, {}};
    }
    const auto failed = [](std::string message) {
        return BatchReply{{OutcomeKind::transient, std::move(message), std::nullopt}, {}, {}};
    };
    if (!parsed) return failed(parsed.error().message);
    const auto& translations = member(member(body, "data"), "translations");
    if (!translations.is_array()) return failed("the answer has no translations");
    std::vector<std::string> texts;
    for (const auto& translation : translations) {
        texts.push_back(string_at(translation, "translatedText"));
    }
    return HtmlForm(batch, google_keep).read(texts);
}

std::optional<model::Request> Google::probe() const {
    return call("/languages");
}

// `{"data":{"languages":[{"language":"en"}]}}`: each of them to each other.
Result<void> Google::read_probe(const model::Reply& reply,
                                const std::vector<LanguagePair>& pairs) const {
    const auto body = probe_json(reply, settings_.api_key);
    if (!body) return tl::make_unexpected(body.error());
    const auto& languages = member(member(*body, "data"), "languages");
    if (!languages.is_array() || languages.empty()) {
        return fail(
            ErrorKind::config,
            fmt::format("engine \"{}\": the service lists no languages; is `base_url` right?",
                        settings_.name));
    }
    const auto knows = [&](const model::Language& wanted) {
        return wanted.empty() ||
               std::any_of(languages.begin(), languages.end(), [&](const auto& language) {
                   return google::same_google_code(string_at(language, "language"),
                                                   google_code(wanted));
               });
    };
    std::string missing;
    for (const auto& pair : pairs) {
        if (knows(pair.first) && knows(pair.second)) continue;
        missing += fmt::format("{}\"{}\" to \"{}\"", missing.empty() ? "" : ", ",
                               pair.first.empty() ? "auto" : pair.first.tag(), pair.second.tag());
    }
    if (missing.empty()) return {};
    return fail(
        ErrorKind::unsupported,
        fmt::format(
            "engine \"{}\": the service does not translate {}; give the route another engine",
            settings_.name, missing));
}

}  // namespace

Result<EnginePtr> make_google(const config::EngineSettings& given) {
    auto settings = given;
    if (settings.base_url.empty()) settings.base_url = google_host;
    if (settings.base_url == google_host && settings.api_key.empty()) {
        return setting_error(settings, "api_key", "is missing: Google answers nobody without it");
    }
    if (auto checked = check_base_url(settings); !checked) {
        return tl::make_unexpected(checked.error());
    }
    return std::make_unique<const Google>(std::move(settings));
}

}  // namespace glossd::engines
