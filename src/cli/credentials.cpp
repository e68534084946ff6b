#include "cli/credentials.hpp"

#include "config/secret.hpp"
#include "config/value.hpp"
#include "runtime/private_file.hpp"

#include <fstream>
#include <string_view>

#include <fmt/format.h>

namespace glossd::cli {

namespace {

constexpr std::string_view in_file = "file ";

}  // namespace

model::Result<void> Credentials::prepare() const {
    return runtime::make_private_directory(directory());
}

model::Result<void> Credentials::store(const Account& account, const std::string& key,
                                       const config::Secret& configured, const std::string& value) {
    const bool named = configured.origin().starts_with(in_file);
    const auto file =
        named ? configured.origin().substr(in_file.size()) : directory() + "/" + account.path(key);
    if (auto written = runtime::write_private_file(file, value + "\n"); !written) return written;
    files_.push_back(file);
    if (named) return {};
    auto line = fmt::format("{} = {{ file = {} }}", key, config::toml_string(file));
    if (!configured.origin().empty())
        line += fmt::format("  # in place of {}", config::show_secret(configured));
    lines_.push_back(std::move(line));
    return {};
}

model::Result<void> Credentials::store_handle(const Account& account,
                                              const std::string& handle) const {
    return runtime::write_private_file(directory() + "/" + account.path("account"), handle + "\n");
}

std::optional<std::string> Credentials::handle_of(const Account& account) const {
    std::ifstream file(directory() + "/" + account.path("account"));
    std::string handle;
    if (!std::getline(file, handle) || handle.empty()) return std::nullopt;
    return handle;
}

std::optional<Account> Credentials::other_of(const Account& account,
                                             const std::string& handle) const {
    for (const auto& other : accounts_of(config_)) {
        if (other.section != "target" || account.section != "target" || other.name == account.name)
            continue;
        if (other.type == account.type && handle_of(other) == handle) return other;
    }
    return std::nullopt;
}

}  // namespace glossd::cli
