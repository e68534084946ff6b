#include "cli/post_name.hpp"

#include "cli/command.hpp"
#include "cli/ledger.hpp"
#include "text/url.hpp"

#include <algorithm>
#include <charconv>

namespace glossd::cli {

namespace {

std::optional<std::int64_t> number_in(const std::string& text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

}  // namespace

bool names_a_post(const std::string& text) {
    if (number_in(text)) return true;
    const bool spaced = text.find_first_of(" \t\n") != std::string::npos;
    return !spaced && text::parse_url(text).has_value();
}

model::Result<std::optional<std::int64_t>> find_post(const config::Config& config,
                                                     const std::string& name) {
    using Found = std::optional<std::int64_t>;
    const auto reader = store::Reader::open(ledger_of(config));
    if (!reader) return tl::make_unexpected(reader.error());
    return (*reader)->read([&](const store::Tables& tables) -> Found {
        if (const auto number = number_in(name)) {
            return tables.posts.get(*number) ? number : Found{};
        }
        const auto ids = tables.posts.at_address(name);
        return ids.empty() ? Found{} : Found{ids.front()};
    });
}

int no_such_post(const std::string& name) {
    return report({model::ErrorKind::not_found,
                   "there is no post " + name +
                       "; its number, its address and the address of a copy are understood"});
}

}  // namespace glossd::cli
