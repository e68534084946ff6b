#include "api/story_json.hpp"
#include "cli/command.hpp"
#include "cli/ledger.hpp"
#include "cli/post_name.hpp"

#include <memory>
#include <string>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace glossd::cli {

namespace {

using nlohmann::ordered_json;

struct ExplainOptions {
    std::string what;
    bool json = false;
};

std::string value_of(const ordered_json& object, const char* key) {
    return object.value(key, std::string());
}

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
    std::string text;
    for (const auto& word : words) text += (text.empty() ? "" : ", ") + word.get<std::string>();
    return text;
}

std::string post_text(const ordered_json& post, const ordered_json& language) {
    auto text = fmt::format("Post {} from {}: {}\n", post["id"].get<std::int64_t>(),
                            value_of(post, "source"), value_of(post, "source_id"));
    if (!value_of(post, "url").empty()) text += "  address    " + value_of(post, "url") + "\n";
    if (post.contains("published")) text += "  published  " + value_of(post, "published") + "\n";
    text += "  read       " + value_of(post, "seen") + "\n";
    const auto used = value_of(language, "used");
    text += fmt::format("  language   {}: {}\n", used.empty() ? "unknown" : used,
                        value_of(language, "because"));
    for (const auto& vote : language["votes"])
        text += fmt::format("    {} says {} ({:.2f})\n", value_of(vote, "of"),
                            value_of(vote, "language"), vote["confidence"].get<double>());
    if (post["images"] > 0) text += fmt::format("  images     {}\n", post["images"].dump());
    if (post["texts_cleared"] == true) text += "  texts      removed after `retention`\n";
    return text;
}

std::string segment_text(const ordered_json& segment) {
    auto text = fmt::format("\nRead as {}{}:\n{}", value_of(segment, "kind"),
                            segment["to_translate"] == true ? "" : ", nothing to translate",
                            indented(value_of(segment, "text"), "  "));
    for (const auto& span : segment["spans"])
        text += fmt::format("  kept {}: {}\n", value_of(span, "kind"), value_of(span, "text"));
    return text;
}

std::string translation_text(const ordered_json& segment) {
    const auto by = segment["copied"] == true ? std::string("copied, nothing to translate")
                                              : "by " + value_of(segment, "engine");
    return fmt::format("  {}, {}{}:\n{}", value_of(segment, "kind"), by,
                       segment["cached"] == true ? ", from memory" : "",
                       indented(value_of(segment, "text"), "    "));
}

std::string part_text(const ordered_json& part) {
    auto text =
        fmt::format("  part {}: {}", part["number"].get<int>() + 1, value_of(part, "state"));
    if (part.contains("attempt_started")) text += ", sent " + value_of(part, "attempt_started");
    if (part.contains("remote_url")) text += ", " + value_of(part, "remote_url");
    return text + fmt::format(" (key {})\n", value_of(part, "key"));
}

std::string delivery_text(const ordered_json& delivery) {
    const auto language = value_of(delivery, "language");
    auto text =
        fmt::format("\nTo {}{}: {}, delivery {}, attempts {}\n", value_of(delivery, "target"),
                    language.empty() ? ", which the configuration has no more" : " in " + language,
                    value_of(delivery, "state"), delivery["id"].get<std::int64_t>(),
                    delivery["attempts"].get<int>());
    if (delivery.contains("reason")) text += "  reason: " + value_of(delivery, "reason") + "\n";
    if (delivery.contains("next_try"))
        text += "  next try: " + value_of(delivery, "next_try") + "\n";
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
