#include "publishers/mastodon/facts.hpp"

#include "platform/mastodon_account.hpp"
#include "publishers/http_reply.hpp"
#include "publishers/mastodon/media.hpp"

#include <optional>
#include <utility>

namespace glossd::publishers::mastodon {

using model::Outcome;
using model::OutcomeKind;

namespace {

// Beyond this a limit is a mistake; snac says 100,000.
constexpr std::int64_t sane = 100'000'000;

enum class FactsStep { instance_v2, instance_v1, account };

struct State {
    FactsStep step = FactsStep::instance_v2;
    text::LengthRule length = usual_length;
    std::string software;
    MediaRule media = usual_media();
};

std::vector<std::string> types_in(const Json& list) {
    std::vector<std::string> types;
    for (const auto& type : list) {
        if (type.is_string()) types.push_back(type.get<std::string>());
    }
    return types;
}

State read_state(const Progress& progress) {
    State state;
    const auto json = parse_json(progress.state);
    const auto step = string_at(json, "step");
    if (step == "instance_v1") state.step = FactsStep::instance_v1;
    if (step != "account") return state;
    state.step = FactsStep::account;
    state.length.limit = static_cast<std::size_t>(number_at(json, "limit").value_or(0));
    state.length.url_length = static_cast<std::size_t>(number_at(json, "url_length").value_or(0));
    state.software = string_at(json, "software");
    const auto& media = member(json, "media");
    state.media.most = static_cast<std::size_t>(number_at(media, "most").value_or(0));
    state.media.largest = static_cast<std::size_t>(number_at(media, "largest").value_or(0));
    state.media.largest_gif = state.media.largest;
    state.media.longest_alt = static_cast<std::size_t>(number_at(media, "longest_alt").value_or(0));
    state.media.types = types_in(member(media, "types"));
    return state;
}

Progress account_step(const text::LengthRule& length, const MediaRule& media,
                      const std::string& software) {
    return {write_json({{"step", "account"},
                        {"limit", length.limit},
                        {"url_length", length.url_length},
                        {"software", software},
                        {"media",
                         {{"most", media.most},
                          {"largest", media.largest},
                          {"longest_alt", media.longest_alt},
                          {"types", media.types}}}})};
}

std::optional<std::size_t> positive(const Json& object, const char* key) {
    const auto value = number_at(object, key);
    if (!value || *value < 1 || *value > sane) return std::nullopt;
    return static_cast<std::size_t>(*value);
}

// Nothing when the instance does not say how long a status may be.
std::optional<text::LengthRule> length_of(const Json& instance) {
    const auto& statuses = member(member(instance, "configuration"), "statuses");
    auto limit = positive(statuses, "max_characters");
    if (!limit) limit = positive(instance, "max_toot_chars");  // Pleroma, Akkoma
    if (!limit) return std::nullopt;
    auto length = usual_length;
    length.limit = *limit;
    length.url_length =
        positive(statuses, "characters_reserved_per_url").value_or(length.url_length);
    return length;
}

MediaRule media_of(const Json& instance) {
    const auto& configuration = member(instance, "configuration");
    const auto& attachments = member(configuration, "media_attachments");
    auto rule = usual_media();
    rule.most =
        positive(member(configuration, "statuses"), "max_media_attachments").value_or(rule.most);
    rule.largest = positive(attachments, "image_size_limit").value_or(rule.largest);
    rule.largest_gif = rule.largest;
    rule.longest_alt = positive(attachments, "description_limit").value_or(rule.longest_alt);
    if (auto types = types_in(member(attachments, "supported_mime_types")); !types.empty())
        rule.types = std::move(types);
    return rule;
}

Prepared read_instance(FactsStep step, const model::HttpReply& reply) {
    const auto instance = reply.status == 200 ? parse_json(reply.body) : Json();
    const auto length = length_of(instance);
    if (!length && step == FactsStep::instance_v2) {
        return Progress{write_json({{"step", "instance_v1"}})};
    }
    return account_step(length.value_or(usual_length), media_of(instance),
                        string_at(instance, "version"));
}

Prepared read_account(const Api& api, State state, const model::HttpReply& reply) {
    const auto account = reply.status == 200 ? parse_json(reply.body) : Json();
    auto id = id_at(account, "id");
    if (id.empty()) {
        auto outcome = outcome_of(OutcomeKind::rejected, reply, api.token());
        outcome.message =
            api.server() + " does not answer as a Mastodon server: " + std::move(outcome.message);
        return outcome;
    }
    return AccountFacts{state.length, std::move(id),
                        platform::mastodon_handle(api.server(), account), std::move(state.software),
                        std::move(state.media)};
}

}  // namespace

model::HttpRequest facts_request(const Api& api, const Progress& progress) {
    switch (read_state(progress).step) {
        case FactsStep::instance_v2:
            return api.get("/api/v2/instance");
        case FactsStep::instance_v1:
            return api.get("/api/v1/instance");
        case FactsStep::account:
            break;
    }
    return api.get("/api/v1/accounts/verify_credentials");
}

Prepared read_facts(const Api& api, const Progress& progress, const model::Reply& reply) {
    const auto http = reply_to_read(reply);
    if (!http) return http.error();
    if (auto trouble = api.trouble(**http)) return std::move(*trouble);
    auto state = read_state(progress);
    if (state.step == FactsStep::account) return read_account(api, std::move(state), **http);
    return read_instance(state.step, **http);
}

}  // namespace glossd::publishers::mastodon
