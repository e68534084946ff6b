#include "config/key_rows.hpp"
#include "config/nearest.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace glossd::config {

namespace {

constexpr const char* notices_expected =
    "a list of names of [[target]]s, { command = \"…\" } and { webhook = \"https://…\" }";

std::optional<AlertNotice> read_target(const Value& item, Context& context) {
    const auto& name = *item.text();
    const auto known = names_in(context, "target");
    if (std::find(known.begin(), known.end(), name) != known.end()) {
        return AlertNotice{AlertNotice::Kind::target, name};
    }
    context.fail(item.place, fmt::format("not \"{}\": there is no target of that name{}", name,
                                         hint(name, known)));
    return std::nullopt;
}

std::optional<AlertNotice> read_notice(const Value& item, Context& context) {
    if (item.text() != nullptr) return read_target(item, context);
    const auto* table = item.table();
    if (table == nullptr || table->size() != 1 || table->front().value.text() == nullptr) {
        context.fail(item.place,
                     fmt::format("must be {}, not {}", notices_expected, describe(item)));
        return std::nullopt;
    }
    const auto& [key, place, value] = table->front();
    const bool webhook = key == "webhook";
    if (!webhook && key != "command") {
        context.fail(place, fmt::format("unknown key `{}`; there is `command` and `webhook`", key));
        return std::nullopt;
    }
    const auto checked = webhook ? check_url(*value.text()) : check_line(*value.text());
    if (!checked) {
        context.fail(value.place, fmt::format("`{}` {}", key, checked.error()));
        return std::nullopt;
    }
    return AlertNotice{webhook ? AlertNotice::Kind::webhook : AlertNotice::Kind::command, *checked};
}

// As it would stand in the file, but for passwords.
std::string show_notices(const std::vector<AlertNotice>& notices) {
    std::string text;
    for (const auto& notice : notices) {
        if (!text.empty()) text += ", ";
        if (notice.kind == AlertNotice::Kind::target) {
            text += toml_string(notice.value);
            continue;
        }
        const bool webhook = notice.kind == AlertNotice::Kind::webhook;
        text += fmt::format("{{ {} = {} }}", webhook ? "webhook" : "command",
                            toml_string(webhook ? hide_password(notice.value) : notice.value));
    }
    return "[" + text + "]";
}

Field notices(Slot<std::vector<AlertNotice>> slot) {
    Field field{Shape::list, notices_expected, {}};
    field.read = [slot = std::move(slot)](const Entry& entry, const Value& value,
                                          Context& context) -> std::optional<std::string> {
        if (value.list() == nullptr) {
            context.fail(value.place,
                         fmt::format("must be {}, not {}", notices_expected, describe(value)));
            return std::nullopt;
        }
        std::vector<AlertNotice> read;
        for (const auto& item : *value.list()) {
            if (auto notice = read_notice(item, context)) read.push_back(std::move(*notice));
        }
        if (read.size() < value.list()->size()) return std::nullopt;
        auto shown = show_notices(read);
        slot(entry) = std::move(read);
        return shown;
    };
    return field;
}

}  // namespace

std::vector<Key> alert_keys() {
    using namespace std::chrono_literals;
    using S = AlertSettings;
    return {
        {.name = "error_rate",
         .field = number(slot(&S::error_rate), 0, 1),
         .help = "The share of a service's calls that may fail within five minutes; 0: not "
                 "watched. Being told to slow down is no failure.",
         .defaults = {{"0.2"}}},
        {.name = "lag",
         .field = duration(slot(&S::lag), 0s, 30 * day),
         .help = "How long a target's oldest delivery may wait; \"0s\": not watched.",
         .defaults = {{"15m"}}},
        {.name = "notify",
         .field = notices(slot(&S::notify)),
         .help = "Who is told besides the log: a target by its name (it gets a post), a command "
                 "(the alert as JSON on its standard input) or a webhook (the same by POST).",
         .defaults = {{""}}},
        {.name = "digest",
         .field = text(slot(&S::digest), "a time of day like \"08:00\"", check_clock),
         .help = "When the same are told once a day what the last 24 hours came to, in the "
                 "server's time; \"\": never.",
         .defaults = {{""}}},
    };
}

}  // namespace glossd::config
