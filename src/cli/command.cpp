#include "cli/command.hpp"

#include "config/variables.hpp"
#include "monitor/log.hpp"

#include <cstdio>
#include <iostream>
#include <iterator>

#include <fmt/format.h>

namespace glossd::cli {

namespace {

// For a person at a terminal as it is; for the journal with its priority.
void complain(monitor::Level level, const std::string& text) {
    if (monitor::format_of("auto") == monitor::Format::journal) {
        monitor::log(level, text);
    } else {
        fmt::print(stderr, "{}\n", text);
    }
}

}  // namespace

std::optional<config::Loaded> load_config(const Context& context, config::Secrets secrets) {
    const auto file = config::find_config(context.config_file);
    if (!file) {
        complain(monitor::Level::error, "glossd: " + file.error().message);
        return std::nullopt;
    }
    auto loaded = config::load(*file, config::process_environment(), secrets);
    if (!loaded) {
        for (const auto& diagnostic : loaded.error()) {
            complain(monitor::Level::error, diagnostic.to_text());
        }
        return std::nullopt;
    }
    if (context.log_format.empty()) {
        monitor::set_log_format(*monitor::format_of(loaded->config.glossd.log_format));
    }
    for (const auto& warning : loaded->warnings) {
        complain(monitor::Level::warning, warning.to_text());
    }
    return std::move(*loaded);
}

int report(const model::Error& error) {
    complain(monitor::Level::error, "glossd: " + error.message);
    const bool operator_must_act =
        error.kind == model::ErrorKind::config || error.kind == model::ErrorKind::unsupported;
    return operator_must_act ? Exit::usage : Exit::failed;
}

std::string text_or_standard_input(const std::string& text) {
    if (!text.empty() && text != "-") return text;
    return {std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>()};
}

std::string counted(long long count, const std::string& noun) {
    return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

std::string program_with(const std::string& config_file) {
    const auto found = config::find_config(std::nullopt);
    return found && *found == config_file ? "glossd" : "glossd -c " + config_file;
}

}  // namespace glossd::cli
