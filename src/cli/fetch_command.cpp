#include "cli/command.hpp"
#include "cli/table.hpp"
#include "daemon/fetch.hpp"
#include "text/time_format.hpp"

#include <cstdio>
#include <filesystem>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace glossd::cli {

namespace {

using nlohmann::ordered_json;

void add(ordered_json& object, const char* name, const std::string& value) {
    if (!value.empty()) object[name] = value;
}

ordered_json media_json(const std::vector<model::Media>& media) {
    auto list = ordered_json::array();
    for (const auto& one : media) {
        ordered_json entry{{"url", one.url}, {"type", one.type}};
        if (one.alt) entry["alt"] = *one.alt;
        list.push_back(std::move(entry));
    }
    return list;
}

ordered_json to_json(const model::Post& post) {
    ordered_json object{
        {"id", post.id}, {"url", post.url}, {"title", post.title}, {"text", post.text}};
    add(object, "html", post.html);
    add(object, "language", post.language);
    if (post.published) object["published"] = text::to_rfc3339(*post.published);
    if (post.updated) object["updated"] = text::to_rfc3339(*post.updated);
    add(object, "author", post.author);
    object["tags"] = post.tags;
    object["links"] = post.links;
    object["media"] = media_json(post.media);
    add(object, "content_warning", post.content_warning);
    add(object, "reply_to", post.reply_to);
    object["repost"] = post.repost;
    add(object, "visibility", post.visibility);
    return object;
}

void print_post(const model::Post& post) {
    constexpr std::size_t line_width = 100;
    fmt::print("{}  {}\n", post.published ? text::to_rfc3339(*post.published) : "no date",
               one_line(post.title.empty() ? post.text : post.title, line_width));
    if (!post.url.empty()) fmt::print("    {}\n", post.url);
    if (!post.title.empty() && !post.text.empty()) {
        fmt::print("    {}\n", one_line(post.text, line_width));
    }
}

// A name of the configuration first; anything else is an address or a file.
std::optional<config::SourceSettings> settings_for(const Context& context,
                                                   const std::string& what) {
    const bool is_address = what.find("://") != std::string::npos;
    if (!is_address && !std::filesystem::exists(what)) {
        const auto loaded = load_config(context);
        if (!loaded) return std::nullopt;
        for (const auto& source : loaded->config.sources) {
            if (source.name == what) return source;
        }
        fmt::print(stderr, "glossd: \"{}\" is no source of {}, no address and no file\n", what,
                   loaded->config.file);
        return std::nullopt;
    }
    config::SourceSettings settings;
    settings.name = what;
    settings.type = "feed";
    settings.url = what;
    return settings;
}

int fetch(const Context& context, const std::string& what, bool json) {
    const auto settings = settings_for(context, what);
    if (!settings) return Exit::usage;
    const auto page = daemon::fetch(*settings);
    if (!page) return report(page.error());
    for (const auto& note : page->notes) fmt::print(stderr, "{}: {}\n", what, note);
    for (const auto& post : page->posts) {
        if (json) {
            fmt::print("{}\n",
                       to_json(post).dump(-1, ' ', false, ordered_json::error_handler_t::replace));
        } else {
            print_post(post);
        }
    }
    if (!json) fmt::print("{}\n", counted(static_cast<long long>(page->posts.size()), "post"));
    return Exit::done;
}

}  // namespace

void add_fetch(CLI::App& app, Context& context) {
    auto* command = app.add_subcommand(
        "fetch", "read a source and print its posts, oldest first; stores nothing");
    auto what = std::make_shared<std::string>();
    auto json = std::make_shared<bool>(false);
    command->add_option("source", *what, "a source of the configuration, an address or a file")
        ->required();
    command->add_flag("--json", *json, "one JSON object a line");
    command->callback([&context, what, json] {
        context.action = [&context, what, json] { return fetch(context, *what, *json); };
    });
}

}  // namespace glossd::cli
