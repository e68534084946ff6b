#include "config/value.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace glossd::config {

namespace {

constexpr auto largest = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
constexpr std::size_t longest_quote = 80;  // bytes of a value repeated in a message

template <class... Visitors>
struct Overloaded : Visitors... {
    using Visitors::operator()...;
};
template <class... Visitors>
Overloaded(Visitors...) -> Overloaded<Visitors...>;  // clang 14 does not deduce it itself

template <class Number>
std::optional<Number> parse_number(std::string_view text) {
    Number number{};
    const auto* end = text.data() + text.size();
    const auto [after, status] = std::from_chars(text.data(), end, number);
    if (status != std::errc() || after != end || text.empty()) return std::nullopt;
    return number;
}

Value from_json(const nlohmann::json& json, const Place& place, int depth) {
    Value value{place, Alien{}};
    if (json.is_boolean()) value.data = json.get<bool>();
    if (json.is_number_integer()) value.data = json.get<std::int64_t>();
    if (json.is_number_unsigned() && json.get<std::uint64_t>() > largest) value.data = Alien{};
    if (json.is_number_float()) value.data = json.get<double>();
    if (json.is_string()) value.data = json.get<std::string>();
    if (depth == 0) return value;
    if (json.is_array()) {
        List list;
        for (const auto& item : json) list.push_back(from_json(item, place, depth - 1));
        value.data = std::move(list);
    }
    if (json.is_object()) {
        Table table;
        for (const auto& [key, item] : json.items()) {
            table.push_back({key, place, from_json(item, place, depth - 1)});
        }
        value.data = std::move(table);
    }
    return value;
}

std::optional<Value> parse_json(std::string_view text, const Place& place) {
    const auto json = nlohmann::json::parse(text, nullptr, false);
    if (json.is_discarded()) return std::nullopt;
    return from_json(json, place, deepest_value);
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view space = " \t\r\n";
    const auto first = text.find_first_not_of(space);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(space) - first + 1);
}

List split_list(std::string_view text, const Place& place) {
    List list;
    text = trimmed(text);
    while (!text.empty()) {
        const auto comma = text.find(',');
        list.push_back({place, std::string(trimmed(text.substr(0, comma)))});
        text.remove_prefix(comma == std::string_view::npos ? text.size() : comma + 1);
    }
    return list;
}

std::optional<nlohmann::json> json_of(const Value& value);

std::optional<nlohmann::json> json_of_list(const List& list) {
    auto json = nlohmann::json::array();
    for (const auto& item : list) {
        auto element = json_of(item);
        if (!element) return std::nullopt;
        json.push_back(std::move(*element));
    }
    return json;
}

std::optional<nlohmann::json> json_of_table(const Table& table) {
    auto json = nlohmann::json::object();
    for (const auto& item : table) {
        auto element = json_of(item.value);
        if (!element) return std::nullopt;
        json[item.key] = std::move(*element);
    }
    return json;
}

std::optional<nlohmann::json> json_of(const Value& value) {
    using Json = std::optional<nlohmann::json>;
    return std::visit(Overloaded{[](Alien) -> Json { return std::nullopt; },
                                 [](double number) -> Json {
                                     if (!std::isfinite(number)) return std::nullopt;
                                     return nlohmann::json(number);
                                 },
                                 [](const List& list) { return json_of_list(list); },
                                 [](const Table& table) { return json_of_table(table); },
                                 [](const auto& plain) -> Json { return nlohmann::json(plain); }},
                      value.data);
}

std::string toml_number(double number) {
    if (std::isnan(number)) return "nan";
    if (std::isinf(number)) return number < 0 ? "-inf" : "inf";
    auto text = fmt::format("{}", number);
    return text.find_first_of(".e") == std::string::npos ? text + ".0" : text;
}

std::string shortened(std::string text) {
    if (text.size() <= longest_quote) return text;
    auto end = longest_quote;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    return text.substr(0, end) + "...";
}

}  // namespace

const Value* find(const Table& table, std::string_view key) {
    const auto same = [&](const Item& item) { return item.key == key; };
    const auto found = std::find_if(table.begin(), table.end(), same);
    return found == table.end() ? nullptr : &found->value;
}

Value from_text(Shape shape, std::string_view text, const Place& place) {
    Value value{place, std::string(text)};
    if (shape == Shape::boolean && (text == "true" || text == "false")) value.data = text == "true";
    if (shape == Shape::integer || shape == Shape::number) {
        if (const auto number = parse_number<std::int64_t>(text)) {
            value.data = *number;
        } else if (const auto real = parse_number<double>(text); real && shape == Shape::number) {
            value.data = *real;
        }
    }
    const bool json = trimmed(text).substr(0, 1) == (shape == Shape::list ? "[" : "{");
    if ((shape == Shape::list || shape == Shape::table) && json) {
        return parse_json(text, place).value_or(value);
    }
    if (shape == Shape::list) value.data = split_list(text, place);
    return value;
}

std::string describe_type(const Value& value) {
    return std::visit(
        Overloaded{[](Alien) { return "a date, a time or nested too deep"; },
                   [](bool) { return "a boolean"; }, [](std::int64_t) { return "an integer"; },
                   [](double) { return "a number"; }, [](const std::string&) { return "a string"; },
                   [](const List&) { return "a list"; }, [](const Table&) { return "a table"; }},
        value.data);
}

std::string describe(const Value& value) {
    return std::visit(
        Overloaded{
            [](bool flag) { return std::string(flag ? "true" : "false"); },
            [](std::int64_t number) { return fmt::format("the integer {}", number); },
            [](double number) { return "the number " + toml_number(number); },
            [](const std::string& text) { return toml_string(shortened(hide_password(text))); },
            [&](const auto&) { return describe_type(value); }},
        value.data);
}

std::string toml_string(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (c == '\n') {
            out += "\\n";
        } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
            out += fmt::format("\\u{:04X}", static_cast<unsigned char>(c));
        } else {
            out += c;
        }
    }
    return out + '"';
}

std::string to_toml(const Value& value) {
    const auto joined = [](const auto& items, auto&& text) {
        std::string out;
        for (const auto& item : items) out += (out.empty() ? "" : ", ") + text(item);
        return out;
    };
    const auto pair = [](const Item& item) {
        return toml_string(item.key) + " = " + to_toml(item.value);
    };
    return std::visit(
        Overloaded{[](Alien) { return std::string("?"); },
                   [](bool flag) { return std::string(flag ? "true" : "false"); },
                   [](std::int64_t number) { return std::to_string(number); },
                   [](double number) { return toml_number(number); },
                   [](const std::string& text) { return toml_string(text); },
                   [&](const List& list) { return "[" + joined(list, to_toml) + "]"; },
                   [&](const Table& table) {
                       return table.empty() ? "{}" : "{ " + joined(table, pair) + " }";
                   }},
        value.data);
}

std::optional<std::string> to_json(const Value& value) {
    const auto json = json_of(value);
    if (!json) return std::nullopt;
    return json->dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string hide_password(std::string_view text) {
    const auto scheme = text.find("://");
    if (scheme == std::string_view::npos) return std::string(text);
    const auto start = scheme + 3;
    const auto authority = text.substr(start, text.find_first_of("/?#", start) - start);
    const auto at = authority.rfind('@');
    const auto colon = authority.find(':');
    if (at == std::string_view::npos || colon > at) return std::string(text);
    return std::string(text.substr(0, start + colon + 1)) + "***" +
           std::string(text.substr(start + at));
}

}  // namespace glossd::config
