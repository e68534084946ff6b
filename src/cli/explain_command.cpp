#include "api/story_json.hpp"
#include "cli/command.hpp"
#include "cli/json_text.hpp"
#include "cli/ledger.hpp"
#include "cli/post_name.hpp"
#include "model/trail.hpp"

#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace glossd::cli {

namespace {

using nlohmann::ordered_json;

struct ExplainOptions {
    std::string what;
    bool json = false;
};

// Each line of it further in.
std::string indented(const std::string& text, const std::string& margin) {
    std::string result = margin;
    for (const char c : text) {
        result += c;
        if (c == '\n') result += margin;
    }
    return result + "\n";
}

std::string joined(const ordered_json& words) {
    return fmt::format("{}", fmt::join(words.get<std::vector<std::string>>(), ", "));
}

std::string post_text(const ordered_json& post, const ordered_json& language) {
    auto text = fmt::format("Post {} from {}: {}\n", post["id"].get<std::int64_t>(),
                            text_of(post, "source"), text_of(post, "source_id"));
    if (!text_of(post, "url").empty()) text += "  address    " + text_of(post, "url") + "\n";
    if (post.contains("published")) text += "  published  " + text_of(post, "published") + "\n";
    text += "  read       " + text_of(post, "seen") + "\n";
    const auto used = text_of(language, "used");
    text += fmt::format("  language   {}: {}\n", used.empty() ? "unknown" : used,
                        text_of(language, "because"));
    for (const auto& vote : language["votes"])
        text += fmt::format("    {} says {} ({:.2f})\n", text_of(vote, "of"),
                            text_of(vote, "language"), vote["confidence"].get<double>());
    if (post["images"] > 0) text += fmt::format("  images     {}\n", post["images"].dump());
    if (post["texts_cleared"] == true) text += "  texts      removed after `retention`\n";
    return text;
}

std::string segment_text(const ordered_json& segment) {
    auto text = fmt::format("\nRead as {}{}:\n{}", text_of(segment, "kind"),
                            segment["to_translate"] == true ? "" : ", nothing to translate",
                            indented(text_of(segment, "text"), "  "));
    for (const auto& span : segment["spans"])
        text += fmt::format("  kept {}: {}\n", text_of(span, "kind"), text_of(span, "text"));
    return text;
}

std::string translation_text(const ordered_json& segment) {
    const auto by = segment["copied"] == true ? std::string("copied, nothing to translate")
                                              : "by " + text_of(segment, "engine");
    auto text = fmt::format("  {}, {}{}:\n{}", text_of(segment, "kind"), by,
                            segment["cached"] == true ? ", from memory" : "",
                            indented(text_of(segment, "text"), "    "));
    for (const auto& step : segment.value("trail", ordered_json::array())) {
        text += "    " +
                model::to_text({text_of(step, "engine"), text_of(step, "what"),
                                text_of(step, "outcome"), text_of(step, "detail")}) +
                "\n";
    }
    return text;
}

std::string part_text(const ordered_json& part) {
    auto text = fmt::format("  part {}: {}", part["number"].get<int>() + 1, text_of(part, "state"));
    if (part.contains("attempt_started")) text += ", sent " + text_of(part, "attempt_started");
    if (part.contains("remote_url")) text += ", " + text_of(part, "remote_url");
    return text + fmt::format(" (key {})\n", text_of(part, "key"));
}

std::string delivery_text(const ordered_json& delivery) {
    const auto language = text_of(delivery, "language");
    auto text =
        fmt::format("\nTo {}{}: {}, delivery {}, attempts {}\n", text_of(delivery, "target"),
                    language.empty() ? ", which the configuration has no more" : " in " + language,
                    text_of(delivery, "state"), delivery["id"].get<std::int64_t>(),
                    delivery["attempts"].get<int>());
    if (delivery.contains("reason")) text += "  reason: " + text_of(delivery, "reason") + "\n";
    if (delivery.contains("next_try"))
        text += "  next try: " + text_of(delivery, "next_try") + "\n";
    if (!delivery["engines"].empty())
        text += "  engines of the route, in turn: " + joined(delivery["engines"]) + "\n";
    for (const auto& segment : delivery["segments"]) text += translation_text(segment);
    for (const auto& part : delivery["parts"]) text += part_text(part);
    for (const auto& line : delivery["history"]) text += "  " + line.get<std::string>() + "\n";
    return text;
}

std::string story_text(const ordered_json& story) {
    auto text = post_text(story["post"], story["language"]);
    for (const auto& segment : story["segments"]) text += segment_text(segment);
    for (const auto& delivery : story["deliveries"]) text += delivery_text(delivery);
    if (story["deliveries"].empty())
        text +=
            "\nNothing was planned for it: it was filtered, too old or before the first run; "
            "`glossd publish` sends it all the same.\n";
    else if (!story["not_planned"].empty())
        text +=
            "\nNot planned, though routes lead there now: " + joined(story["not_planned"]) + "\n";
    return text;
}

int explain(const Context& context, const ExplainOptions& options) {
    const auto loaded = load_config(context);
    if (!loaded) return Exit::usage;
    const auto found = find_post(loaded->config, options.what);
    if (!found) return report(found.error());
    if (!*found) return no_such_post(options.what);
    const auto reader = store::Reader::open(ledger_of(loaded->config));
    if (!reader) return report(reader.error());
    const auto story = (*reader)->read([&](const store::Tables& tables) {
        return api::story_json(loaded->config, tables, **found);
    });
    if (!story) return report(story.error());
    if (!*story) return no_such_post(options.what);
    fmt::print("{}", options.json ? (*story)->dump() + "\n" : story_text(**story));
    return Exit::done;
}

}  // namespace

void add_explain(CLI::App& app, Context& context) {
    auto* command = app.add_subcommand("explain", "everything that was decided about a post");
    auto options = std::make_shared<ExplainOptions>();
    command
        ->add_option("post", options->what,
                     "its number in the ledger, its address, or the address of a copy")
        ->required();
    command->add_flag("--json", options->json, "JSON, for programs");
    command->callback([&context, options] {
        context.action = [&context, options] { return explain(context, *options); };
    });
}

}  // namespace glossd::cli
