#include "cli/interview.hpp"

#include "config/text_checks.hpp"
#include "model/language.hpp"

#include <algorithm>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace glossd::cli {

namespace {

using config::Checked;
using config::FirstConfig;

Checked check_language(const std::string& text) {
    const auto language = model::Language::parse(text);
    if (!language) return tl::make_unexpected(language.error().message);
    return language->tag();
}

// "es, fr" as "es,fr".
Checked check_languages(const std::string& text) {
    std::vector<std::string> seen;
    std::string all;
    for (std::size_t from = 0; from <= text.size();) {
        const auto end = std::min(text.find_first_of(", ", from), text.size());
        const auto word = text.substr(from, end - from);
        from = end + 1;
        if (word.empty()) continue;
        const auto tag = check_language(word);
        if (!tag) return tag;
        if (std::find(seen.begin(), seen.end(), *tag) != seen.end())
            return tl::make_unexpected(*tag + " stands there twice");
        seen.push_back(*tag);
        all += (all.empty() ? "" : ",") + *tag;
    }
    if (all.empty()) return tl::make_unexpected(std::string("a tag like es or pt-BR is expected"));
    return all;
}

std::vector<std::string> parts_of(const std::string& commas) {
    std::vector<std::string> parts;
    for (std::size_t from = 0; from <= commas.size();) {
        const auto end = std::min(commas.find(',', from), commas.size());
        parts.push_back(commas.substr(from, end - from));
        from = end + 1;
    }
    return parts;
}

// People leave the scheme out.
Checked check_server(const std::string& text) {
    return config::check_origin(config::has_scheme(text) ? text : "https://" + text);
}

Checked check_source(const std::string& text) {
    const auto meant = config::followed(text);
    if (!meant) return tl::make_unexpected(meant.error());
    std::error_code ignored;
    const bool is_path = meant->type == "feed" && !config::has_scheme(meant->place);
    if (is_path && !std::filesystem::exists(text, ignored)) {
        return tl::make_unexpected(
            std::string("there is no such file; an address begins with https://"));
    }
    return text;
}

std::string absolute(const std::string& path) {
    std::error_code failure;
    const auto whole = std::filesystem::absolute(path, failure);
    return failure ? path : whole.lexically_normal().string();
}

// The questions, in order; each gives false when the input has ended.
class Interview {
  public:
    Interview(const Questions& questions, std::string usual_state)
        : questions_(questions), usual_state_(std::move(usual_state)) {}

    std::optional<FirstConfig> run() {
        if (ask_source() && ask_target() && ask_engine() && ask_state()) return told_;
        return std::nullopt;
    }

  private:
    using Check = Questions::Check;

    bool ask(std::string& into, const std::string& question, const std::string& usual,
             const Check& check) {
        auto answer = questions_.ask(question, usual, check);
        if (answer) into = std::move(*answer);
        return answer.has_value();
    }

    bool choose(std::string& into, const std::string& question,
                const std::vector<std::string>& choices) {
        auto answer = questions_.choose(question, choices);
        if (answer) into = std::move(*answer);
        return answer.has_value();
    }

    bool ask_source() {
        std::string typed;
        std::string languages;
        const bool answered =
            ask(typed,
                "What shall be followed? The address of a feed, of a Mastodon or Bluesky profile, "
                "or @NAME on X",
                "", check_source) &&
            ask(told_.source_language, "Its language", "en", check_language) &&
            ask(languages, "Into which languages, with commas between them", "es", check_languages);
        if (!answered) return false;
        told_.source = *config::followed(typed);
        if (told_.source.type == "feed" && !config::has_scheme(told_.source.place))
            told_.source.place = absolute(told_.source.place);
        told_.languages = parts_of(languages);
        return true;
    }

    bool ask_target() {
        if (!choose(told_.target_type, "Publish on mastodon, x, feed (files) or webhook",
                    {"mastodon", "x", "feed", "webhook"}))
            return false;
        if (told_.target_type == "mastodon")
            return ask(told_.place, "The server of the accounts, like https://mastodon.social", "",
                       check_server);
        if (told_.target_type == "x")
            return ask(told_.client_id,
                       "The app's client ID for OAuth 2.0; Enter: its API key for OAuth 1.0a", "",
                       config::check_line_or_nothing);
        if (told_.target_type == "feed")
            return ask(told_.place, "The directory of the files", "feeds", config::check_line);
        return ask(told_.place, "The address that each translation is posted to", "",
                   config::check_url);
    }

    bool ask_engine() {
        if (!choose(told_.engine_type,
                    "Translate with apertium (offline, free), libretranslate, deepl, google, "
                    "azure, openai, gemini or anthropic",
                    {"apertium", "libretranslate", "deepl", "google", "azure", "openai", "gemini",
                     "anthropic"}))
            return false;
        const auto& type = told_.engine_type;
        told_.engine_key = type != "apertium" && type != "libretranslate";
        if (type == "libretranslate")
            return ask(told_.base_url, "Its address", "http://127.0.0.1:5000",
                       config::check_base_url);
        if (type == "azure")
            return ask(told_.region, "The region of its resource, like westeurope; Enter: global",
                       "", config::check_line_or_nothing);
        if (type == "gemini")
            return ask(told_.model, "The model", "gemini-3.5-flash-lite", config::check_line);
        if (type == "anthropic")
            return ask(told_.model, "The model", "claude-haiku-4-5", config::check_line);
        return type != "openai" || ask_openai();
    }

    bool ask_openai() {
        const auto base_url_or_nothing = [](const std::string& text) {
            return text.empty() ? Checked(text) : config::check_base_url(text);
        };
        std::string key = "yes";
        const bool answered =
            ask(told_.base_url,
                "Its address, for a service that speaks like OpenAI's; Enter: "
                "OpenAI itself",
                "", base_url_or_nothing) &&
            ask(told_.model, "The model", "gpt-5-mini", config::check_line) &&
            (told_.base_url.empty() || choose(key, "Does it want a key, yes or no", {"yes", "no"}));
        told_.engine_key = key == "yes";
        return answered;
    }

    bool ask_state() {
        return ask(told_.state, "The directory for what glossd remembers", usual_state_,
                   config::check_line);
    }

    const Questions& questions_;
    const std::string usual_state_;
    FirstConfig told_;
};

}  // namespace

std::optional<FirstConfig> interview(const Questions& questions, const std::string& usual_state) {
    return Interview(questions, usual_state).run();
}

}  // namespace glossd::cli
