#include "api/by_hand_json.hpp"
#include "cli/command.hpp"
#include "cli/follow.hpp"
#include "cli/ledger.hpp"
#include "cli/post_name.hpp"
#include "config/find.hpp"
#include "config/units.hpp"
#include "daemon/fetch.hpp"
#include "text/normalise.hpp"
#include "text/time_format.hpp"

#include <cstdio>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace glossd::cli {

namespace {

using model::ErrorKind;
using model::fail;
using model::Result;
using nlohmann::ordered_json;
using pipeline::PublishOrder;

struct PublishOptions {
    std::string what;
    std::string source;
    std::vector<std::string> targets;
    std::string language;
    std::string wait = "60s";
    bool again = false;
    bool json = false;
};

// The one that was named, or the only one there is.
Result<const config::SourceSettings*> source_for_text(const config::Config& config,
                                                      const std::string& name) {
    if (!name.empty()) return config::find_source(config, name);
    if (config.sources.size() == 1) return &config.sources.front();
    std::string names;
    for (const auto& source : config.sources) names += (names.empty() ? "" : ", ") + source.name;
    return fail(ErrorKind::config,
                "say whose targets and engines the text is for: --source with "
                "one of " +
                    names);
}

Result<PublishOrder> order_of_text(const config::Config& config, const PublishOptions& options,
                                   const std::string& text) {
    const auto source = source_for_text(config, options.source);
    if (!source) return tl::make_unexpected(source.error());
    PublishOrder order;
    order.source = (*source)->name;
    auto& post = order.content;
    const auto now = model::wall_now();
    post.id = "by-hand:" + text::to_rfc3339(now);
    post.text = text::clean_utf8(text);
    while (!post.text.empty() && post.text.back() == '\n') post.text.pop_back();
    post.published = now;
    if (!options.language.empty()) {
        const auto language = model::Language::parse(options.language);
        if (!language) {
            return fail(ErrorKind::config, "--language: " + language.error().message);
        }
        post.language = language->tag();
    }
    if (post.text.empty()) return fail(ErrorKind::config, "there is no text to publish");
    return order;
}

// What the sources show at this moment.
Result<PublishOrder> order_of_shown(const config::Config& config, const PublishOptions& options) {
    for (const auto& source : config.sources) {
        if (!options.source.empty() && source.name != options.source) continue;
        const auto page = daemon::fetch(source);
        if (!page) return tl::make_unexpected(page.error());
        for (const auto& post : page->posts) {
            if (post.url != options.what) continue;
            PublishOrder order;
            order.source = source.name;
            order.content = post;
            return order;
        }
    }
    return fail(ErrorKind::not_found, "neither the ledger nor a source has a post at " +
                                          options.what + "; publish its text instead");
}

Result<PublishOrder> make_order(const config::Config& config, const PublishOptions& options) {
    if (!names_a_post(options.what)) {
        return order_of_text(config, options, text_or_standard_input(options.what));
    }
    const auto found = find_post(config, options.what);
    if (!found && found.error().kind != ErrorKind::not_found) {
        return tl::make_unexpected(found.error());
    }
    if (found && *found) {
        PublishOrder order;
        order.source = options.source;
        order.post = **found;
        return order;
    }
    if (options.what.find("://") != std::string::npos) return order_of_shown(config, options);
    return fail(ErrorKind::not_found, "there is no post " + options.what);
}

Result<pipeline::Planned> place(const config::Config& config, const PublishOrder& order) {
    const auto placed = change_ledger(
        config, {"/api/v1/publish", api::to_json(order).dump()},
        [&](const OwnLedger& own) -> Result<ordered_json> {
            const auto planned = own.run<pipeline::Planned>([&](store::Tables& tables) {
                return pipeline::plan_by_hand(tables, config, order, model::wall_now());
            });
            if (!planned) return tl::make_unexpected(planned.error());
            return api::to_json(*planned);
        });
    if (!placed) return tl::make_unexpected(placed.error());
    return api::planned_of(*placed);
}

int publish(const Context& context, const PublishOptions& options) {
    const auto wait = config::parse_duration(options.wait);
    if (!wait) {
        fmt::print(stderr, "glossd: --wait: {}\n", wait.error());
        return Exit::usage;
    }
    const auto loaded = load_config(context);
    if (!loaded) return Exit::usage;
    const auto& config = loaded->config;
    if (!options.source.empty() && !config::find_source(config, options.source)) {
        fmt::print(stderr, "glossd: there is no source \"{}\" in {}\n", options.source,
                   config.file);
        return Exit::usage;
    }
    for (const auto& target : options.targets) {
        if (const auto known = config::known_target(config, target); !known) {
            return report(known.error());
        }
    }
    auto order = make_order(config, options);
    if (!order) return report(order.error());
    order->targets = options.targets;
    order->again = options.again;
    const auto planned = place(config, *order);
    if (!planned) return report(planned.error());
    if (!options.json) fmt::print("Post {}\n", planned->post);
    std::fflush(stdout);
    return follow(config, planned->post, *wait, options.json);
}

}  // namespace

void add_publish(CLI::App& app, Context& context) {
    auto* command =
        app.add_subcommand("publish", "send one old post, or a text of your own, to the targets");
    auto options = std::make_shared<PublishOptions>();
    command
        ->add_option("what", options->what,
                     "a post's number or address, or a text; without it (or with -), standard "
                     "input is read")
        ->type_name("WHAT");
    command
        ->add_option("--source", options->source,
                     "whose targets and engines (default: the post's own, or the only source)")
        ->type_name("NAME");
    command->add_option("--target", options->targets, "only this target (may be repeated)")
        ->type_name("NAME")
        ->allow_extra_args(false);
    command->add_option("--language", options->language, "of the text (default: the source's)")
        ->type_name("TAG");
    command->add_flag("--again", options->again, "although the same content was published lately");
    command
        ->add_option("--wait", options->wait,
                     "how long to wait until it is published (default 60s)")
        ->type_name("TIME");
    command->add_flag("--json", options->json, "one JSON object a delivery");
    command->callback([&context, options] {
        context.action = [&context, options] { return publish(context, *options); };
    });
}

}  // namespace glossd::cli
