#include "engines/libretranslate/engine.hpp"

#include "engines/http_outcome.hpp"
#include "engines/json.hpp"
#include "engines/language_codes.hpp"
#include "engines/libretranslate/cutting.hpp"
#include "engines/settings.hpp"
#include "text/url.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include <fmt/format.h>

namespace glossd::engines {

namespace {

using libretranslate::Cutting;
using libretranslate::Spans;
using model::ErrorKind;
using model::fail;
using model::Outcome;
using model::OutcomeKind;
using model::Result;

class LibreTranslate final : public Engine {
  public:
    LibreTranslate(config::EngineSettings settings, std::string host)
        : settings_(std::move(settings)), host_(std::move(host)) {}

    EngineLimits limits() const override;
    std::string style() const override;
    bool takes_hints() const override { return true; }
    Result<void> supports(const model::Language& from, const model::Language& to) const override;
    model::Request request(const Batch& batch) const override;
    BatchReply read(const Batch& batch, const model::Reply& reply) const override;
    std::optional<model::Request> probe() const override;
    Result<void> read_probe(const model::Reply& reply,
                            const std::vector<LanguagePair>& pairs) const override;

  private:
    config::EngineSettings settings_;
    std::string host_;
};

// What one call carries of a batch.
Batch sendable(const Batch& batch) {
    auto sent = batch;
    if (sent.from.empty() && sent.items.size() > 1) sent.items.resize(1);
    return sent;
}

Cutting cut(const Batch& sent) {
    return {sent, sent.hint.empty() ? Spans::marked : Spans::cut_out};
}

bool contains(std::string_view text, std::string_view phrase) {
    return text.find(phrase) != std::string_view::npos;
}

// The server uses 400 and 403 for several things and tells them apart in words only.
OutcomeKind kind_of(const model::HttpReply& reply, const ErrorBody& body) {
    const std::string_view said = body.message;
    if (reply.status == 400 && contains(said, "API key")) return OutcomeKind::unauthorized;
    if (reply.status == 400 && contains(said, "exceeds")) return OutcomeKind::too_large;
    if (contains(said, "Slowdown")) return OutcomeKind::rate_limited;
    // Banned for a while after too many refused calls.
    if (reply.status == 403 && contains(said, "limit")) return OutcomeKind::rate_limited;
    return status_kind(reply.status);
}

EngineLimits LibreTranslate::limits() const {
    constexpr std::size_t polite = 10'000;  // the server's own --char-limit is not known
    return {std::max(settings_.batch_max, 1), polite};
}

std::string LibreTranslate::style() const {
    return fmt::format("libretranslate/{}/1", host_);
}

Result<void> LibreTranslate::supports(const model::Language&, const model::Language& to) const {
    if (to.empty()) return fail(ErrorKind::unsupported, "the target language is not known");
    return {};
}

model::Request LibreTranslate::request(const Batch& batch) const {
    const auto sent = sendable(batch);
    OrderedJson body{{"q", cut(sent).queries()},
                     {"source", batch.from.empty() ? "auto" : libretranslate_code(batch.from)},
                     {"target", libretranslate_code(batch.to)},
                     {"format", "text"}};
    if (!settings_.api_key.empty()) body["api_key"] = settings_.api_key.reveal();

    model::HttpRequest request;
    request.method = "POST";
    request.url = settings_.base_url + "/translate";
    request.headers = {{"Content-Type", "application/json"}, {"Accept", "application/json"}};
    request.body = write_json(body);
    return request;
}

// `translatedText`: an array for an array; some versions answer one text with a string.
std::vector<std::string> translated_texts(const nlohmann::json& body) {
    const auto& texts = member(body, "translatedText");
    if (texts.is_string()) return {texts.get<std::string>()};
    std::vector<std::string> answers;
    if (texts.is_array()) {
        for (const auto& text : texts) {
            answers.push_back(text.is_string() ? text.get<std::string>() : std::string());
        }
    }
    return answers;
}

BatchReply LibreTranslate::read(const Batch& batch, const model::Reply& reply) const {
    const auto http = http_reply(reply);
    if (!http) return {http.error(), {}, {}};
    const auto parsed = parse_json((*http)->body);
    const auto error = read_error_body((*http)->body);
    if (const auto kind = kind_of(**http, error); kind != OutcomeKind::ok) {
        return {http_outcome(kind, **http, error, settings_.api_key), {}, {}};
    }
    if (!parsed) return {{OutcomeKind::transient, parsed.error().message, std::nullopt}, {}, {}};

    const auto sent = sendable(batch);
    const auto cutting = cut(sent);
    const auto answers = translated_texts(*parsed);
    BatchReply answer;
    if (answers.size() != cutting.queries().size()) {
        answer.items = failed_items(
            batch, fmt::format("{} answers to {} texts", answers.size(), cutting.queries().size()));
        return answer;
    }
    answer.items = failed_items(batch, "its language is unknown: such texts go one a call");
    for (std::size_t i = 0; i < sent.items.size(); ++i) {
        answer.items[i] = cutting.assemble(i, answers);
    }
    return answer;
}

std::optional<model::Request> LibreTranslate::probe() const {
    model::HttpRequest request;
    request.url = settings_.base_url + "/languages";
    request.headers = {{"Accept", "application/json"}};
    return request;
}

// `[{"code","name","targets":[...]}]`; an empty `from` asks whether anything leads to `to`.
bool offers(const nlohmann::json& languages, const LanguagePair& pair) {
    const auto to = libretranslate_code(pair.second);
    return std::any_of(languages.begin(), languages.end(), [&](const nlohmann::json& language) {
        const auto from = libretranslate_code(pair.first);
        if (!pair.first.empty() && !same_libretranslate_code(string_at(language, "code"), from)) {
            return false;
        }
        const auto& targets = member(language, "targets");
        return std::any_of(targets.begin(), targets.end(), [&](const nlohmann::json& target) {
            return target.is_string() &&
                   same_libretranslate_code(target.get_ref<const std::string&>(), to);
        });
    });
}

Result<void> LibreTranslate::read_probe(const model::Reply& reply,
                                        const std::vector<LanguagePair>& pairs) const {
    const auto languages = probe_json(reply, settings_.api_key);
    if (!languages) return tl::make_unexpected(languages.error());
    if (!languages->is_array() || languages->empty()) {
        return fail(
            ErrorKind::config,
            fmt::format("engine \"{}\": the server lists no languages; is `base_url` right?",
                        settings_.name));
    }
    std::string missing;
    for (const auto& pair : pairs) {
        if (offers(*languages, pair)) continue;
        missing += fmt::format("{}\"{}\" to \"{}\"", missing.empty() ? "" : ", ",
                               pair.first.empty() ? "auto" : pair.first.tag(), pair.second.tag());
    }
    if (missing.empty()) return {};
    return fail(ErrorKind::unsupported,
                fmt::format("engine \"{}\": the server does not translate {}; install the language "
                            "there or give the route another engine",
                            settings_.name, missing));
}

}  // namespace

Result<EnginePtr> make_libretranslate(const config::EngineSettings& settings) {
    if (settings.base_url.empty()) {
        return setting_error(
            settings, "base_url",
            "is missing: where the server listens, like \"http://localhost:5000\"");
    }
    if (auto checked = check_base_url(settings); !checked) {
        return tl::make_unexpected(checked.error());
    }
    const auto url = text::parse_url(settings.base_url);
    return std::make_unique<const LibreTranslate>(settings, url ? url->host : std::string());
}

}  // namespace glossd::engines
