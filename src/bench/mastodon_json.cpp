#include "bench/mastodon_json.hpp"

#include "bench/mastodon_html.hpp"
#include "bench/mastodon_media.hpp"
#include "bench/timestamp.hpp"
#include "text/mask.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace glossd::bench {

namespace {

using nlohmann::json;

constexpr std::size_t first_account = 1001;

json or_null(const std::string& text) {
    return text.empty() ? json() : json(text);
}

std::string software_version(const MastodonOptions& options) {
    return options.snac ? "4.0.0 (not true; really snac/2.94)" : "4.5.0";
}

json configuration(const MastodonOptions& options) {
    return {{"statuses",
             {{"max_characters", options.max_characters},
              {"max_media_attachments", 4},
              {"characters_reserved_per_url", options.characters_reserved_per_url}}},
            {"media_attachments",
             {{"supported_mime_types", options.media_types},
              {"description_limit", options.description_limit},
              {"image_size_limit", options.image_size_limit}}}};
}

json tags_of(const MastodonSite& site, const Status& status) {
    auto tags = json::array();
    for (const auto& span : text::find_spans(status.text)) {
        if (span.kind != model::SpanKind::hashtag) continue;
        const auto name = status.text.substr(span.begin + 1, span.end - span.begin - 1);
        tags.push_back({{"name", name}, {"url", site.base_url + "/tags/" + name}});
    }
    return tags;
}

json mentions_of(const MastodonSite& site, const Status& status) {
    auto mentions = json::array();
    for (const auto& span : text::find_spans(status.text)) {
        if (span.kind != model::SpanKind::mention) continue;
        const auto name = status.text.substr(span.begin + 1, span.end - span.begin - 1);
        const auto* account = account_named(site.options, name);
        if (account == nullptr) continue;
        mentions.push_back({{"id", account_id(site.options, name)},
                            {"username", name},
                            {"acct", name},
                            {"url", site.base_url + "/@" + name}});
    }
    return mentions;
}

std::string content_of(const MastodonSite& site, const Status& status) {
    const auto& options = site.options;
    const auto is_local = [&](std::string_view user) {
        return account_named(options, std::string(user)) != nullptr;
    };
    const auto dialect = options.snac ? Dialect::snac : Dialect::mastodon;
    return render_content(status.text, {dialect, site.base_url, is_local});
}

json application_of(const MastodonSite& site, const Status& status) {
    if (site.options.snac || status.application.empty()) return nullptr;
    return {{"name", status.application}, {"website", nullptr}};
}

json attachments_of(const Status& status) {
    auto all = json::array();
    for (const auto& attachment : status.media) all.push_back(attachment_json(attachment, true));
    return all;
}

}  // namespace

std::string account_id(const MastodonOptions& options, const std::string& username) {
    const auto* account = account_named(options, username);
    if (account == nullptr) return "";
    const auto place = static_cast<std::size_t>(account - options.accounts.data());
    return std::to_string(first_account + place);
}

const MastodonAccount* account_named(const MastodonOptions& options, const std::string& username) {
    const auto& all = options.accounts;
    const auto found = std::find_if(all.begin(), all.end(), [&](const MastodonAccount& account) {
        return account.username == username;
    });
    return found == all.end() ? nullptr : &*found;
}

const MastodonAccount* account_of_id(const MastodonOptions& options, const std::string& id) {
    const auto& all = options.accounts;
    const auto found = std::find_if(all.begin(), all.end(), [&](const MastodonAccount& account) {
        return account_id(options, account.username) == id;
    });
    return found == all.end() ? nullptr : &*found;
}

json account_json(const MastodonSite& site, const MastodonAccount& account) {
    const auto url = site.base_url + "/@" + account.username;
    return {{"id", account_id(site.options, account.username)},
            {"username", account.username},
            {"acct", account.username},
            {"display_name", account.username},
            {"locked", false},
            {"bot", true},
            {"url", url},
            {"uri", site.base_url + "/users/" + account.username},
            {"note", ""}};
}

json credential_account_json(const MastodonSite& site, const MastodonAccount& account) {
    auto result = account_json(site, account);
    result["source"] = {
        {"privacy", "public"}, {"sensitive", false}, {"language", account.language}, {"note", ""}};
    return result;
}

json status_json(const MastodonSite& site, const Status& status, const Status* answered) {
    const auto& options = site.options;
    const auto url = fmt::format("{}/@{}/{}", site.base_url, status.account, status.id);
    const auto answered_account = answered == nullptr ? "" : account_id(options, answered->account);
    return {
        {"id", status.id},
        {"uri", fmt::format("{}/users/{}/statuses/{}", site.base_url, status.account, status.id)},
        {"url", url},
        {"created_at", iso_timestamp(status.created, 3)},
        {"edited_at", nullptr},
        {"account", account_json(site, *account_named(options, status.account))},
        {"content", content_of(site, status)},
        {"spoiler_text", status.spoiler_text},
        {"sensitive", !status.spoiler_text.empty()},
        {"visibility", status.visibility},
        {"language", or_null(status.language)},
        {"in_reply_to_id", or_null(status.in_reply_to_id)},
        {"in_reply_to_account_id", or_null(answered_account)},
        {"reblog", nullptr},
        {"application", application_of(site, status)},
        {"media_attachments", attachments_of(status)},
        {"mentions", mentions_of(site, status)},
        {"tags", tags_of(site, status)},
        {"emojis", json::array()},
        {"poll", nullptr},
        {"card", nullptr}};
}

json instance_v1_json(const MastodonSite& site) {
    return {{"uri", site.base_url},
            {"title", "stand-in"},
            {"version", software_version(site.options)},
            {"configuration", configuration(site.options)}};
}

json instance_v2_json(const MastodonSite& site) {
    return {{"domain", site.base_url},
            {"title", "stand-in"},
            {"version", software_version(site.options)},
            {"source_url", "https://github.com/mastodon/mastodon"},
            {"api_versions", {{"mastodon", 7}}},
            {"configuration", configuration(site.options)}};
}

}  // namespace glossd::bench
