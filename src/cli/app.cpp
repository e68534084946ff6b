#include "cli/app.hpp"

#include "monitor/log.hpp"

#include <CLI/CLI.hpp>

namespace glossd::cli {

namespace {

void add_globals(CLI::App& app, Context& context) {
    app.set_version_flag("--version", std::string("glossd ") + GLOSSD_VERSION);
    app.add_option("-c,--config", context.config_file,
                   "configuration (default: glossd.toml, then /etc/glossd/glossd.toml)")
        ->type_name("FILE");
    app.add_option_function<std::string>(
           "--log-level",
           [](const std::string& name) { monitor::set_log_level(*monitor::level_of(name)); },
           "what is logged (default info)")
        ->type_name("LEVEL")
        ->check(CLI::IsMember({"debug", "info", "warning", "error"}));
    app.add_option_function<std::string>(
           "--log-format",
           [&context](const std::string& name) {
               context.log_format = name;
               monitor::set_log_format(*monitor::format_of(name));
           },
           "how (default auto: journal under systemd, else text); without it `log_format` counts")
        ->type_name("FORMAT")
        ->check(CLI::IsMember({"auto", "text", "json", "journal"}));
    app.require_subcommand(1);
    app.fallthrough();
}

}  // namespace

void build_app(CLI::App& app, Context& context) {
    app.name("glossd");
    app.description(
        "Follows feeds, translates every new post into many languages and publishes each "
        "translation to the account of that language.");
    add_globals(app, context);
    add_init(app, context);
    add_login(app, context);
    add_run(app, context);
    add_once(app, context);
    add_check(app, context);
    add_fetch(app, context);
    add_preview(app, context);
    add_publish(app, context);
    add_retract(app, context);
    add_explain(app, context);
    add_queue(app, context);
    add_performance(app, context);
    add_status(app, context);
    add_cache(app, context);
    add_backup(app, context);
    add_bench(app, context);
}

}  // namespace glossd::cli
