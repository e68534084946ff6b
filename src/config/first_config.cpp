#include "config/first_config.hpp"

#include "config/value.hpp"

#include <string_view>

#include <fmt/format.h>

namespace glossd::config {

namespace {

constexpr std::string_view source_name = "news";

std::string line(std::string_view key, std::string_view value) {
    return fmt::format("{} = {}\n", key, toml_string(value));
}

std::string secret(const FirstConfig& told, std::string_view key, const std::string& file) {
    return fmt::format("{} = {{ file = {} }}\n", key,
                       toml_string(told.state + "/credentials/" + file));
}

std::string engine_name(const FirstConfig& told) {
    return told.engine_type == "apertium" ? "offline" : told.engine_type;
}

std::string source_text(const FirstConfig& told) {
    std::string text = "\n# What is followed.\n[[source]]\n";
    text += line("name", source_name) + line("type", told.source.type);
    const bool is_x = told.source.type == "x";
    text += line(is_x ? "username" : "url", told.source.place);
    if (is_x) text += secret(told, "token", fmt::format("source.{}.token", source_name));
    return text + line("language", told.source_language) +
           "# The first pass only notes what is there; with this it publishes the newest three:\n"
           "# first_run = \"latest:3\"\n";
}

std::string engine_text(const FirstConfig& told) {
    std::string text = "\n# What translates.\n[[engine]]\n";
    text += line("name", engine_name(told)) + line("type", told.engine_type);
    if (!told.base_url.empty()) text += line("base_url", told.base_url);
    if (!told.region.empty()) text += line("region", told.region);
    if (!told.model.empty()) text += line("model", told.model);
    if (told.engine_key)
        text += secret(told, "api_key", fmt::format("engine.{}.api_key", engine_name(told)));
    return text;
}

// The app's keys are in one file for all accounts.
std::string x_text(const FirstConfig& told, const std::string& name) {
    const auto own = "target." + name + ".";
    if (told.client_id.empty()) {
        return secret(told, "api_key", "x.api_key") + secret(told, "api_secret", "x.api_secret") +
               secret(told, "access_token", own + "access_token") +
               secret(told, "access_secret", own + "access_secret");
    }
    return line("client_id", told.client_id) + secret(told, "client_secret", "x.client_secret") +
           secret(told, "refresh_token", own + "refresh_token");
}

std::string target_text(const FirstConfig& told, const std::string& language) {
    std::string text = "\n[[target]]\n";
    text += line("name", language) + line("type", told.target_type) + line("language", language);
    if (told.target_type == "mastodon") {
        text += line("server", told.place) + secret(told, "token", "target." + language + ".token");
    }
    if (told.target_type == "x") text += x_text(told, language);
    if (told.target_type == "feed") text += line("path", told.place + "/" + language + ".xml");
    if (told.target_type == "webhook") text += line("url", told.place);
    return text;
}

}  // namespace

std::string first_config_text(const FirstConfig& told) {
    std::string text =
        "# Written by `glossd init`. `glossd check` says what is wrong with it, and\n"
        "# `glossd check --print` shows every setting. After a change: systemctl reload glossd\n"
        "\n[glossd]\n";
    text += "# What glossd remembers. Keep it: without it posts may go out twice.\n";
    text += line("state", told.state) + source_text(told) + engine_text(told);
    text += "\n# Where the translations go, one a language.";
    for (const auto& language : told.languages) text += target_text(told, language);
    return text;
}

std::vector<std::string> logins_of(const FirstConfig& told) {
    std::vector<std::string> names;
    if (told.source.type == "x") names.emplace_back(source_name);
    if (told.engine_key) names.push_back(engine_name(told));
    if (told.target_type == "mastodon" || told.target_type == "x")
        names.insert(names.end(), told.languages.begin(), told.languages.end());
    return names;
}

}  // namespace glossd::config
