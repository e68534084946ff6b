#include "cli/command.hpp"

#include "config/variables.hpp"

#include <cstdio>

#include <fmt/format.h>

namespace glossd::cli {

std::optional<config::Loaded> load_config(const Context& context) {
    const auto file = config::find_config(context.config_file);
    if (!file) {
        fmt::print(stderr, "glossd: {}\n", file.error().message);
        return std::nullopt;
    }
    auto loaded = config::load(*file, config::process_environment());
    if (!loaded) {
        for (const auto& diagnostic : loaded.error()) {
            fmt::print(stderr, "{}\n", diagnostic.to_text());
        }
        return std::nullopt;
    }
    for (const auto& warning : loaded->warnings) fmt::print(stderr, "{}\n", warning.to_text());
    return std::move(*loaded);
}

int report(const model::Error& error) {
    fmt::print(stderr, "glossd: {}\n", error.message);
    const bool operator_must_act =
        error.kind == model::ErrorKind::config || error.kind == model::ErrorKind::unsupported;
    return operator_must_act ? Exit::usage : Exit::failed;
}

std::string counted(long long count, const std::string& noun) {
    return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

}  // namespace glossd::cli
