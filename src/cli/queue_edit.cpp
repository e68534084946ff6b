#include "cli/queue_edit.hpp"

#include "api/edit_json.hpp"
#include "cli/ledger.hpp"
#include "pipeline/edit.hpp"
#include "runtime/scratch_directory.hpp"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <unistd.h>

namespace glossd::cli {

namespace {

using model::ErrorKind;
using model::Result;
using nlohmann::ordered_json;
using pipeline::EditOrder;

struct EditOptions {
    std::int64_t id = 0;
    std::optional<std::string> text;
    std::size_t segment = 0;  // from 1; 0: the usual one
    bool force = false;
    bool json = false;
};

Result<std::string> text_now(const config::Config& config, const EditOptions& options) {
    const auto reader = store::Reader::open(ledger_of(config));
    if (!reader) return tl::make_unexpected(reader.error());
    const auto segments = (*reader)->read(
        [&](const store::Tables& tables) { return pipeline::editable(tables, options.id); });
    if (!segments) return tl::make_unexpected(segments.error());
    const auto place =
        options.segment > 0 ? options.segment - 1 : pipeline::usual_segment(*segments);
    if (place < segments->size()) return (*segments)[place].text;
    return model::fail(ErrorKind::invalid_input, fmt::format("there is no segment {}; it has {}",
                                                             place + 1, segments->size()));
}

std::string editor() {
    for (const char* name : {"VISUAL", "EDITOR"}) {
        const char* value = std::getenv(name);
        if (value != nullptr && *value != 0) return value;
    }
    return "vi";
}

// What the person leaves in the file; nothing when it is as it was.
Result<std::optional<std::string>> edited_on_terminal(const std::string& before) {
    const auto directory = runtime::ScratchDirectory::make();
    if (!directory) return tl::make_unexpected(directory.error());
    const auto file = directory->file("translation.txt");
    std::ofstream(file) << before << '\n';
    // $EDITOR may have options; the path is ours and has no quotes in it.
    if (std::system((editor() + " '" + file + "'").c_str()) != 0) {
        return model::fail(ErrorKind::cancelled, "the editor failed; nothing was changed");
    }
    std::ifstream in(file);
    std::string after{std::istreambuf_iterator<char>(in), {}};
    while (!after.empty() && after.back() == '\n') after.pop_back();
    if (after == before) return std::nullopt;
    return after;
}

Result<std::optional<std::string>> new_text(const config::Config& config,
                                            const EditOptions& options) {
    if (options.text && *options.text != "-") return options.text;
    if (options.text || ::isatty(STDIN_FILENO) == 0) return text_or_standard_input("");
    const auto before = text_now(config, options);
    if (!before) return tl::make_unexpected(before.error());
    return edited_on_terminal(*before);
}

Result<ordered_json> place_edit(const config::Config& config, const EditOrder& order) {
    return change_ledger(
        config,
        {fmt::format("/api/v1/deliveries/{}/edit", order.delivery), api::to_json(order).dump()},
        [&](const OwnLedger& own) -> Result<ordered_json> {
            const auto edited = own.run<pipeline::Edited>([&](store::Tables& tables) {
                return pipeline::edit_by_hand(tables, config, order, model::wall_now());
            });
            if (!edited) return tl::make_unexpected(edited.error());
            return api::to_json(*edited);
        });
}

void print_edited(std::int64_t id, const ordered_json& edited) {
    const bool held = edited.value("state", "") == "held";
    fmt::print("Delivery {} is edited (version {}, {}); ", id, edited.value("version", 0),
               counted(edited.value("parts", 0LL), "part"));
    if (held) {
        fmt::print("it is held: glossd queue approve {} sends it.\n", id);
    } else {
        fmt::print("it goes out in its turn.\n");
    }
    if (edited.value("remembered", false)) {
        fmt::print("Remembered: the same text is translated so from now on, by any engine.\n");
    } else {
        fmt::print("Not remembered: {}.\n", edited.value("not_remembered", ""));
    }
    for (const auto& doubt : edited["doubts"]) {
        fmt::print("Check {}: {}\n", doubt.value("name", ""), doubt.value("detail", ""));
    }
}

int edit(const Context& context, const EditOptions& options) {
    const auto loaded = load_config(context);
    if (!loaded) return Exit::usage;
    const auto text = new_text(loaded->config, options);
    if (!text) return report(text.error());
    if (!*text) {
        fmt::print("Nothing was changed.\n");
        return Exit::done;
    }
    EditOrder order{options.id, {}, **text, options.force};
    if (options.segment > 0) order.segment = options.segment - 1;
    const auto edited = place_edit(loaded->config, order);
    if (!edited) {
        // What was written in an editor is nowhere else.
        if (!options.text) fmt::print(stderr, "{}\n", order.text);
        return report(edited.error());
    }
    if (options.json) {
        fmt::print("{}\n", edited->dump());
    } else {
        print_edited(options.id, *edited);
    }
    return Exit::done;
}

}  // namespace

void add_queue_edit(CLI::App& queue, Context& context) {
    auto* command = queue.add_subcommand("edit", "write another translation for a delivery");
    auto options = std::make_shared<EditOptions>();
    command->add_option("id", options->id, "the delivery's number")->required();
    command
        ->add_option("--text", options->text,
                     "the new text (default: $EDITOR on a terminal, else standard input)")
        ->type_name("TEXT");
    command
        ->add_option("--segment", options->segment,
                     "which of its texts, from 1 as `queue show` lists them (default: the body)")
        ->type_name("N")
        ->check(CLI::Range(1, 1000));
    command->add_flag("--force", options->force, "although links or names are lost or added");
    command->add_flag("--json", options->json, "one JSON object");
    command->callback([&context, options] {
        context.action = [&context, options] { return edit(context, *options); };
    });
}

}  // namespace glossd::cli
