#include "config/field.hpp"

#include "config/nearest.hpp"
#include "config/secret.hpp"
#include "config/units.hpp"

#include <algorithm>
#include <charconv>
#include <limits>

#include <fmt/format.h>

namespace glossd::config {

namespace {

constexpr int most_latest = 10'000;

using Shown = std::optional<std::string>;

// The one form of every complaint about a value.
Shown refuse(Context& context, const Value& value, const std::string& expects,
             const std::string& why = "") {
    context.fail(value.place, fmt::format("must be {}, not {}{}{}", expects, describe(value),
                                          why.empty() ? "" : ": ", why));
    return std::nullopt;
}

// A field whose value is a string that `read` understands; `read` gives what is shown.
template <class Read>
Field text_field(std::string expects, Read read) {
    Field field{Shape::text, expects, {}};
    field.read = [expects, read](const Entry& entry, const Value& value, Context& context) {
        if (value.text() == nullptr) return refuse(context, value, expects);
        const Checked shown = read(entry, *value.text(), context);
        if (!shown) return refuse(context, value, expects, shown.error());
        return Shown(toml_string(hide_password(*shown)));
    };
    return field;
}

// A field whose value is a list of strings; `read` gives each as it is kept.
template <class Read>
Field list_field(Slot<std::vector<std::string>> slot, std::string expects, Read read) {
    Field field{Shape::list, expects, {}};
    field.read = [=](const Entry& entry, const Value& value, Context& context) -> Shown {
        if (value.list() == nullptr) return refuse(context, value, expects);
        std::vector<std::string> kept;
        bool good = true;
        for (const auto& item : *value.list()) {
            if (item.text() == nullptr) {
                refuse(context, item, expects);
                good = false;
            } else if (const Checked checked = read(*item.text(), kept, context)) {
                kept.push_back(*checked);
            } else {
                refuse(context, item, expects, checked.error());
                good = false;
            }
        }
        if (!good) return std::nullopt;
        slot(entry) = kept;
        return to_toml(value);
    };
    return field;
}

template <class T>
std::string range(T least, T most) {
    if (most == std::numeric_limits<T>::max()) return fmt::format("at least {}", least);
    return fmt::format("from {} to {}", least, most);
}

template <class T>
Field whole_number(Slot<T> slot, T least, T most) {
    Field field{Shape::integer, "a whole number, " + range(least, most), {}};
    field.read = [=, expects = field.expects](const Entry& entry, const Value& value,
                                              Context& context) -> Shown {
        const auto* number = std::get_if<std::int64_t>(&value.data);
        if (number == nullptr || *number < least || *number > most) {
            return refuse(context, value, expects);
        }
        slot(entry) = static_cast<T>(*number);
        return to_toml(value);
    };
    return field;
}

Field real_number(std::function<void(const Entry&, double)> store, double least, double most) {
    Field field{Shape::number, "a number, " + range(least, most), {}};
    field.read = [=, expects = field.expects](const Entry& entry, const Value& value,
                                              Context& context) -> Shown {
        const auto* whole = std::get_if<std::int64_t>(&value.data);
        const auto* real = std::get_if<double>(&value.data);
        const double number = whole ? static_cast<double>(*whole) : real ? *real : 0;
        // Written so that nan, which compares as false, is refused.
        if ((!whole && !real) || !(number >= least && number <= most)) {
            return refuse(context, value, expects);
        }
        store(entry, number);
        return to_toml(value);
    };
    return field;
}

Checked resolved_path(const std::string& text, const Context& context) {
    if (const auto line = check_line(text); !line) return line;
    if (text[0] == '~') return tl::make_unexpected(std::string("`~` means nothing here"));
    return resolve_path(context, text);
}

std::optional<FirstRun> parse_first_run(std::string_view text) {
    if (text == "skip") return FirstRun{FirstRun::Kind::skip, 0};
    if (text == "all") return FirstRun{FirstRun::Kind::all, 0};
    constexpr std::string_view latest = "latest:";
    if (text.substr(0, latest.size()) != latest) return std::nullopt;
    text.remove_prefix(latest.size());
    int number = 0;
    const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool fits = status == std::errc() && end == text.data() + text.size() && number >= 1 &&
                      number <= most_latest;
    return fits ? std::optional(FirstRun{FirstRun::Kind::latest, number}) : std::nullopt;
}

bool contains(const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

std::vector<std::string> names_in(const Context& context, const std::string& section) {
    std::vector<std::string> names;
    const auto found = context.shared.find(section);
    if (found == context.shared.end()) return names;
    for (const auto& name : *found->second.list()) names.push_back(*name.text());
    return names;
}

Field text(Slot<std::string> slot, std::string expects, TextCheck check) {
    return text_field(std::move(expects),
                      [=](const Entry& entry, const std::string& written, Context&) {
                          auto checked = check(written);
                          if (checked) slot(entry) = *checked;
                          return checked;
                      });
}

Field texts(Slot<std::vector<std::string>> slot, std::string expects, TextCheck check) {
    return list_field(std::move(slot), std::move(expects),
                      [=](const std::string& item, const std::vector<std::string>&, Context&) {
                          return check(item);
                      });
}

Field words(Slot<std::vector<std::string>> slot, std::vector<std::string> allowed) {
    const auto expects = "a list of " + enumerate(allowed);
    return list_field(
        std::move(slot), expects,
        [=](const std::string& item, const std::vector<std::string>& before, Context&) -> Checked {
            if (contains(before, item))
                return tl::make_unexpected(std::string("it is there twice"));
            if (contains(allowed, item)) return item;
            return tl::make_unexpected("no such word" + hint(item, allowed));
        });
}

Field one_of(std::vector<std::string> names, std::function<void(const Entry&, std::size_t)> pick) {
    return text_field(enumerate(names),
                      [=](const Entry& entry, const std::string& written, Context&) -> Checked {
                          const auto found = std::find(names.begin(), names.end(), written);
                          if (found == names.end()) {
                              return tl::make_unexpected("no such word" + hint(written, names));
                          }
                          pick(entry, static_cast<std::size_t>(found - names.begin()));
                          return written;
                      });
}

Field word(Slot<std::string> slot, std::vector<std::string> allowed) {
    return one_of(allowed,
                  [=](const Entry& entry, std::size_t index) { slot(entry) = allowed[index]; });
}

Field flag(Slot<bool> slot) {
    Field field{Shape::boolean, "true or false", {}};
    field.read = [=](const Entry& entry, const Value& value, Context& context) -> Shown {
        const auto* set = std::get_if<bool>(&value.data);
        if (set == nullptr) return refuse(context, value, "true or false");
        slot(entry) = *set;
        return to_toml(value);
    };
    return field;
}

Field count(Slot<int> slot, int least, int most) {
    return whole_number<int>(std::move(slot), least, most);
}

Field big_count(Slot<std::int64_t> slot, std::int64_t least) {
    return whole_number<std::int64_t>(std::move(slot), least,
                                      std::numeric_limits<std::int64_t>::max());
}

Field number(Slot<double> slot, double least, double most) {
    return real_number([=](const Entry& entry, double value) { slot(entry) = value; }, least, most);
}

Field optional_number(Slot<std::optional<double>> slot, double least, double most) {
    return real_number([=](const Entry& entry, double value) { slot(entry) = value; }, least, most);
}

Field duration(Slot<Duration> slot, Duration least, Duration most) {
    const auto expects = fmt::format("a duration like \"90s\" or \"1h30m\", {} to {}",
                                     format_duration(least), format_duration(most));
    return text_field(expects,
                      [=](const Entry& entry, const std::string& written, Context&) -> Checked {
                          const auto parsed = parse_duration(written);
                          if (!parsed) return tl::make_unexpected(parsed.error());
                          if (*parsed < least) return tl::make_unexpected(std::string("too short"));
                          if (*parsed > most) return tl::make_unexpected(std::string("too long"));
                          slot(entry) = *parsed;
                          return written;
                      });
}

Field size(Slot<std::int64_t> slot) {
    return text_field("a size like \"64MiB\" or \"10MB\"",
                      [=](const Entry& entry, const std::string& written, Context&) -> Checked {
                          const auto parsed = parse_size(written);
                          if (!parsed) return tl::make_unexpected(parsed.error());
                          slot(entry) = *parsed;
                          return written;
                      });
}

Field language(Slot<model::Language> slot) {
    return text_field("a language (BCP-47) like \"es\", \"pt-BR\" or \"zh-Hant\"",
                      [=](const Entry& entry, const std::string& written, Context&) -> Checked {
                          const auto parsed = model::Language::parse(written);
                          if (!parsed) return tl::make_unexpected(std::string("not a tag"));
                          slot(entry) = *parsed;
                          return parsed->tag();
                      });
}

Field secret(Slot<Secret> slot) {
    Field field{Shape::text, "a secret", {}, true};
    field.read = [=](const Entry& entry, const Value& value, Context& context) -> Shown {
        auto read = read_secret(value, context);
        if (!read) return std::nullopt;
        slot(entry) = *read;
        return show_secret(*read);
    };
    return field;
}

Field path(Slot<std::string> slot) {
    return text_field("a file path",
                      [=](const Entry& entry, const std::string& written, Context& context) {
                          auto checked = resolved_path(written, context);
                          if (checked) slot(entry) = *checked;
                          return checked;
                      });
}

Field url_or_path(Slot<std::string> slot) {
    return text_field(
        "an http:// or https:// address or a file path",
        [=](const Entry& entry, const std::string& written, Context& context) {
            const bool mistyped = written.rfind("http:", 0) == 0 || written.rfind("https:", 0) == 0;
            auto checked = has_scheme(written) || mistyped ? check_url(written)
                                                           : resolved_path(written, context);
            if (checked) slot(entry) = *checked;
            return checked;
        });
}

Field first_run(Slot<FirstRun> slot) {
    return text_field(fmt::format("`skip`, `all` or `latest:N` with N from 1 to {}", most_latest),
                      [=](const Entry& entry, const std::string& written, Context&) -> Checked {
                          const auto parsed = parse_first_run(written);
                          if (!parsed) return tl::make_unexpected(std::string("no such word"));
                          slot(entry) = *parsed;
                          return written;
                      });
}

Field json_table(Slot<std::string> slot) {
    Field field{Shape::table, "a table that JSON can say (no dates, no inf or nan)", {}};
    field.read = [=, expects = field.expects](const Entry& entry, const Value& value,
                                              Context& context) -> Shown {
        const auto json = value.table() ? to_json(value) : std::nullopt;
        if (!json) return refuse(context, value, expects);
        slot(entry) = *json;
        return to_toml(value);
    };
    return field;
}

Field references(Slot<std::vector<std::string>> slot, std::string section) {
    const auto expects = fmt::format("a list of names of [[{}]]s", section);
    auto field = list_field(std::move(slot), expects,
                            [=](const std::string& item, const std::vector<std::string>& before,
                                Context& context) -> Checked {
                                const auto known = names_in(context, section);
                                if (contains(before, item))
                                    return tl::make_unexpected(std::string("it is there twice"));
                                if (contains(known, item)) return item;
                                return tl::make_unexpected(fmt::format(
                                    "there is no {} of that name{}", section, hint(item, known)));
                            });
    field.read = [read = field.read, expects](const Entry& entry, const Value& value,
                                              Context& context) -> Shown {
        if (value.list() == nullptr || !value.list()->empty()) return read(entry, value, context);
        return refuse(context, value, expects,
                      "an empty one routes nothing; leave the key out "
                      "for all");
    };
    return field;
}

}  // namespace glossd::config
