#include "bench/mastodon_posting.hpp"

#include "text/ascii.hpp"
#include "text/graphemes.hpp"
#include "text/length.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace glossd::bench {

namespace {

using Fields = std::map<std::string, std::string>;

std::optional<Fields> json_fields(const std::string& body) {
    const auto parsed = nlohmann::json::parse(body, nullptr, false);
    if (!parsed.is_object()) return std::nullopt;
    Fields fields;
    for (const auto& [name, value] : parsed.items()) {
        if (value.is_string()) {
            fields[name] = value.get<std::string>();
        } else if (value.is_number_integer()) {
            fields[name] = value.dump();
        }
    }
    return fields;
}

std::optional<Fields> read_fields(const Request& request) {
    const auto type = request.header("Content-Type");
    if (type.starts_with("application/json")) return json_fields(request.body);
    if (!type.starts_with("application/x-www-form-urlencoded")) return std::nullopt;
    Fields fields;
    for (const auto& [name, value] : parse_form(request.body)) fields.emplace(name, value);
    return fields;
}

std::vector<std::string> media_ids_of(const std::string& body) {
    const auto parsed = nlohmann::json::parse(body, nullptr, false);
    std::vector<std::string> ids;
    if (!parsed.is_object() || !parsed.contains("media_ids")) return ids;
    for (const auto& id : parsed["media_ids"]) {
        if (id.is_string()) ids.push_back(id.get<std::string>());
    }
    return ids;
}

bool is_visibility(std::string_view word) {
    constexpr std::array<std::string_view, 4> words{"public", "unlisted", "private", "direct"};
    return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

std::optional<Posting> read_posting(const Request& request) {
    auto fields = read_fields(request);
    if (!fields) return std::nullopt;
    auto& f = *fields;
    Posting posting{std::string(text::trim(f["status"])),
                    std::string(text::trim(f["spoiler_text"])),
                    f["visibility"],
                    f["language"],
                    f["in_reply_to_id"],
                    media_ids_of(request.body)};
    if (posting.visibility.empty()) posting.visibility = "public";
    return posting;
}

std::optional<std::string> validation_error(const Posting& posting,
                                            const MastodonOptions& options) {
    if (posting.text.empty() && posting.spoiler_text.empty() && posting.media_ids.empty()) {
        return "Validation failed: Text can't be blank";
    }
    if (!is_visibility(posting.visibility)) {
        return "Validation failed: Visibility is not included in the list";
    }
    const text::LengthRule rule{text::Counting::mastodon, options.max_characters,
                                options.characters_reserved_per_url};
    const auto length =
        text::count_graphemes(posting.spoiler_text) + text::count(rule, posting.text);
    if (length > options.max_characters) {
        return fmt::format("Validation failed: Text character limit of {} exceeded",
                           options.max_characters);
    }
    return std::nullopt;
}

}  // namespace glossd::bench
