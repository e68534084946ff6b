#include "cli/command.hpp"
#include "config/find.hpp"
#include "config/variables.hpp"
#include "daemon/preview.hpp"

#include <algorithm>
#include <cstdio>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

namespace glossd::cli {

namespace {

struct PreviewOptions {
    std::vector<std::string> targets;
    std::string text;
    std::string to;
    std::string from = "en";
    std::string platform = "mastodon";
    std::string engine = "apertium";
    std::string base_url;
    std::string model;
    bool json = false;
    bool no_translate = false;
};

// As a TOML basic string.
std::string quoted(const std::string& text) {
    return nlohmann::json(text).dump();
}

// A configuration of one engine and one target, for a preview without a file. It goes through the
// loader like any other, so that kinds and languages are checked in one place.
std::string made_up_config(const PreviewOptions& options) {
    auto text = fmt::format(
        "[[source]]\nname = \"preview\"\ntype = \"feed\"\nurl = \"preview\"\nlanguage = {}\n"
        "[[engine]]\nname = \"preview\"\ntype = {}\n",
        quoted(options.from), quoted(options.engine));
    if (!options.base_url.empty()) text += "base_url = " + quoted(options.base_url) + "\n";
    if (!options.model.empty()) text += "model = " + quoted(options.model) + "\n";
    text += fmt::format("[[target]]\nname = \"preview\"\ntype = {}\nlanguage = {}\n",
                        quoted(options.platform), quoted(options.to));
    // Nothing is sent to these; they are there because the kind asks for them.
    if (options.platform == "mastodon") {
        text += "server = \"https://mastodon.invalid\"\ntoken = { env = \"PREVIEW\" }\n";
    }
    if (options.platform == "webhook") text += "url = \"https://webhook.invalid\"\n";
    if (options.platform == "feed") text += "path = \"preview.xml\"\n";
    return text;
}

std::optional<config::Config> config_without_file(const PreviewOptions& options) {
    auto environment = config::process_environment();
    environment.emplace("PREVIEW", "unused");
    auto loaded = config::load_text(made_up_config(options), "preview", environment);
    if (loaded) return std::move(loaded->config);
    for (const auto& diagnostic : loaded.error()) {
        fmt::print(stderr, "glossd: {}: {}\n", diagnostic.key, diagnostic.message);
    }
    return std::nullopt;
}

bool targets_exist(const config::Config& config, const std::vector<std::string>& names) {
    return std::all_of(names.begin(), names.end(), [&](const std::string& name) {
        const auto known = config::known_target(config, name);
        if (!known) report(known.error());
        return known.has_value();
    });
}

int preview(const Context& context, const PreviewOptions& options) {
    daemon::PreviewOptions wanted;
    wanted.targets = options.targets;
    wanted.translate = !options.no_translate;
    config::Config config;
    if (options.to.empty()) {
        auto loaded = load_config(context);
        if (!loaded || !targets_exist(loaded->config, options.targets)) return Exit::usage;
        config = std::move(loaded->config);
    } else {
        auto made = config_without_file(options);
        if (!made) return Exit::usage;
        config = std::move(*made);
        wanted.ask_servers = false;
        wanted.keep = false;
    }
    wanted.text = text_or_standard_input(options.text);
    const auto previewed = daemon::preview(config, wanted);
    if (!previewed) return report(previewed.error());
    fmt::print("{}",
               options.json ? daemon::to_json_lines(*previewed) : daemon::to_text(*previewed));
    const bool all_well = std::all_of(previewed->begin(), previewed->end(),
                                      [](const auto& one) { return one.problem.empty(); });
    return all_well ? Exit::done : Exit::failed;
}

}  // namespace

void add_preview(CLI::App& app, Context& context) {
    auto* command = app.add_subcommand("preview", "what each target would receive for a text");
    auto options = std::make_shared<PreviewOptions>();
    command->add_option("text", options->text, "the text; without it, standard input is read");
    command->add_option("--target", options->targets, "only this target (may be repeated)")
        ->type_name("NAME")
        ->allow_extra_args(false);
    command->add_flag("--json", options->json, "one JSON object a target");
    command->add_flag("--no-translate", options->no_translate, "only fit the text to the target");
    auto* to = command
                   ->add_option("--to", options->to,
                                "language; works without a configuration, with the options below")
                   ->type_name("LANGUAGE");
    command->add_option("--from", options->from, "language of the text (default en)")
        ->needs(to)
        ->type_name("LANGUAGE");
    command->add_option("--platform", options->platform, "kind of target: mastodon, webhook, feed")
        ->needs(to)
        ->type_name("KIND");
    command->add_option("--engine", options->engine, "kind of engine (default apertium)")
        ->needs(to)
        ->type_name("TYPE");
    command->add_option("--base-url", options->base_url, "where the engine is")
        ->needs(to)
        ->type_name("URL");
    command->add_option("--model", options->model, "the engine's model")
        ->needs(to)
        ->type_name("NAME");
    command->callback([&context, options] {
        context.action = [&context, options] { return preview(context, *options); };
    });
}

}  // namespace glossd::cli
