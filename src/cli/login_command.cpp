#include "cli/command.hpp"
#include "cli/login.hpp"

#include <memory>

#include <CLI/CLI.hpp>
#include <unistd.h>

namespace glossd::cli {

namespace {

struct LoginArguments {
    std::string name;
    bool source = false;
    bool engine = false;
    bool target = false;
    LoginOptions login;
};

int login(const Context& context, const LoginArguments& options) {
    const auto loaded = load_config(context, config::Secrets::may_be_missing);
    if (!loaded) return Exit::usage;
    const auto section = options.source   ? "source"
                         : options.engine ? "engine"
                         : options.target ? "target"
                                          : "";
    const auto account = find_account(loaded->config, options.name, section);
    if (!account) return report(account.error());
    const auto done = Login(loaded->config, *account, options.login, Prompt(STDIN_FILENO)).run();
    return done ? Exit::done : report(done.error());
}

}  // namespace

void add_login(CLI::App& app, Context& context) {
    auto* command = app.add_subcommand(
        "login", "get a token for a configured account and store it in a file with mode 0600");
    auto options = std::make_shared<LoginArguments>();
    command->add_option("name", options->name, "a source, engine or target of the configuration")
        ->required();
    auto* source = command->add_flag("--source", options->source, "the source of that name");
    auto* engine = command->add_flag("--engine", options->engine, "the engine of that name");
    command->add_flag("--target", options->target, "the target of that name")
        ->excludes(source)
        ->excludes(engine);
    engine->excludes(source);
    auto* oauth1 = command->add_flag("--oauth1", options->login.oauth1,
                                     "X: OAuth 1.0a, by a PIN; the tokens do not end");
    command
        ->add_flag("--oauth2", options->login.oauth2,
                   "X: OAuth 2.0, by the address a browser ends on")
        ->excludes(oauth1);
    command
        ->add_option("--client-id", options->login.client_id,
                     "X, OAuth 2.0: of the app, when the configuration has none")
        ->excludes(oauth1)
        ->type_name("ID");
    command
        ->add_option("--redirect-uri", options->login.redirect_uri,
                     "X, OAuth 2.0: the callback address in the app's settings")
        ->excludes(oauth1)
        ->type_name("ADDRESS")
        ->capture_default_str();
    command->add_flag("--force", options->login.force, "store it even if it is another account");
    command->callback([&context, options] {
        context.action = [&context, options] { return login(context, *options); };
    });
}

}  // namespace glossd::cli
