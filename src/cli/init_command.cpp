#include "cli/command.hpp"
#include "cli/interview.hpp"
#include "config/first_config.hpp"
#include "daemon/checkup.hpp"
#include "net/file_exchange.hpp"

#include <cstdio>
#include <filesystem>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <unistd.h>

namespace glossd::cli {

namespace {

using config::FirstConfig;

struct InitOptions {
    std::string file;
    bool force = false;
};

// A configuration of the system has its state where systemd makes it; any other beside itself.
std::string usual_state(const std::string& file) {
    std::error_code failure;
    const auto path = std::filesystem::absolute(file, failure).lexically_normal().string();
    return path.starts_with("/etc/") ? "/var/lib/glossd" : "state";
}

model::Result<void> write(const std::string& file, const FirstConfig& told,
                          const std::string& text) {
    if (told.target_type == "feed") {
        const auto directory = std::filesystem::path(file).parent_path() / told.place;
        std::error_code failure;
        std::filesystem::create_directories(directory, failure);
        if (failure) {
            return model::fail(
                model::ErrorKind::io,
                fmt::format("{} cannot be made: {}", directory.string(), failure.message()));
        }
    }
    const auto written = net::perform_file(model::FileWriteRequest{file, text});
    if (const auto* failure = std::get_if<model::ExchangeFailure>(&written))
        return tl::make_unexpected(failure->error);
    return {};
}

// As if everything had logged in: what is wrong then is wrong for another reason.
config::Config after_login(config::Config config) {
    const auto fill = [](config::Secret& secret) {
        if (!secret.origin().empty()) secret = config::Secret("to come", secret.origin());
    };
    const auto fill_all = [&](config::OAuthSettings& oauth) {
        for (auto* secret : {&oauth.api_key, &oauth.api_secret, &oauth.access_token,
                             &oauth.access_secret, &oauth.client_secret, &oauth.refresh_token}) {
            fill(*secret);
        }
    };
    for (auto& engine : config.engines) fill(engine.api_key);
    for (auto& source : config.sources) fill(source.token);
    for (auto& target : config.targets) {
        fill(target.token);
        fill_all(target.oauth);
    }
    return config;
}

void print_next(const std::string& file, const FirstConfig& told) {
    const auto glossd = program_with(file);
    fmt::print("\nNext:\n");
    for (const auto& name : config::logins_of(told)) fmt::print("    {} login {}\n", glossd, name);
    fmt::print("    {0} check --online\n    {0} once --dry-run\n    {0} run\n", glossd);
}

int init(const InitOptions& options) {
    const auto& file = options.file;
    std::error_code ignored;
    if (!options.force && std::filesystem::exists(file, ignored)) {
        return report(model::Error{model::ErrorKind::config,
                                   file + " exists already; --force writes it anew"});
    }
    fmt::print("This writes {}. Enter takes what stands in brackets.\n\n", file);
    const auto told = interview(Questions(Prompt(STDIN_FILENO)), usual_state(file));
    if (!told) {
        return report(model::Error{model::ErrorKind::invalid_input,
                                   "the input has ended; nothing was written"});
    }
    const auto text = config::first_config_text(*told);
    const auto loaded = config::load_text(text, file, config::process_environment(),
                                          config::Secrets::may_be_missing);
    if (!loaded) {
        for (const auto& diagnostic : loaded.error())
            fmt::print(stderr, "{}\n", diagnostic.to_text());
        return Exit::failed;
    }
    if (const auto written = write(file, *told, text); !written) return report(written.error());
    fmt::print("\n{}\nWritten to {}.\n", text, file);
    for (const auto& finding : daemon::check_offline(after_login(loaded->config))) {
        if (!finding.good) fmt::print("Attention: {}: {}\n", finding.what, finding.message);
    }
    print_next(file, *told);
    return Exit::done;
}

}  // namespace

void add_init(CLI::App& app, Context& context) {
    auto* command = app.add_subcommand("init", "write a first configuration by asking");
    auto options = std::make_shared<InitOptions>();
    command->add_option("file", options->file,
                        "where to (default: the file of -c, else glossd.toml)");
    command->add_flag("--force", options->force, "replace a file that exists");
    command->callback([&context, options] {
        context.action = [&context, options] {
            if (options->file.empty()) options->file = context.config_file.value_or("glossd.toml");
            return init(*options);
        };
    });
}

}  // namespace glossd::cli
