#include "api/by_hand_json.hpp"
#include "cli/command.hpp"
#include "cli/follow.hpp"
#include "cli/ledger.hpp"
#include "cli/post_name.hpp"
#include "config/units.hpp"

#include <cstdio>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace glossd::cli {

namespace {

using model::Result;
using nlohmann::ordered_json;
using pipeline::Retracted;

struct RetractOptions {
    std::string what;
    std::string wait = "60s";
    bool json = false;
};

Result<ordered_json> ask(const config::Config& config, std::int64_t post) {
    return change_ledger(
        config, {fmt::format("/api/v1/posts/{}/retract", post)},
        [&](const OwnLedger& own) -> Result<ordered_json> {
            const auto retracted = own.run<std::vector<Retracted>>([&](store::Tables& tables) {
                return pipeline::retract_by_hand(tables, post, model::wall_now());
            });
            if (!retracted) return tl::make_unexpected(retracted.error());
            return api::to_json(*retracted);
        });
}

int retract(const Context& context, const RetractOptions& options) {
    const auto wait = config::parse_duration(options.wait);
    if (!wait) {
        fmt::print(stderr, "glossd: --wait: {}\n", wait.error());
        return Exit::usage;
    }
    const auto loaded = load_config(context);
    if (!loaded) return Exit::usage;
    const auto found = find_post(loaded->config, options.what);
    if (!found) return report(found.error());
    if (!*found) return no_such_post(options.what);
    const auto asked = ask(loaded->config, **found);
    if (!asked) return report(asked.error());
    if (!options.json) fmt::print("Post {}\n", **found);
    std::fflush(stdout);
    return follow(loaded->config, **found, *wait, options.json);
}

}  // namespace

void add_retract(CLI::App& app, Context& context) {
    auto* command = app.add_subcommand("retract", "delete every copy of a post everywhere");
    auto options = std::make_shared<RetractOptions>();
    command
        ->add_option("post", options->what,
                     "its number, its address, or the address of a published copy")
        ->type_name("POST")
        ->required();
    command
        ->add_option("--wait", options->wait,
                     "how long to wait until all are deleted (default 60s)")
        ->type_name("TIME");
    command->add_flag("--json", options->json, "one JSON object a delivery");
    command->callback([&context, options] {
        context.action = [&context, options] { return retract(context, *options); };
    });
}

}  // namespace glossd::cli
