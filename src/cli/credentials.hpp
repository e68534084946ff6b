// Credentials: where `login` keeps what it gets: in the files that the configuration names, else in
// credentials/ of the state directory, where the daemon can read them and a reload finds them.
// Beside them stands whose they are.
#pragma once

#include "cli/account.hpp"
#include "model/result.hpp"

#include <optional>
#include <string>
#include <vector>

namespace glossd::cli {

class Credentials {
  public:
    explicit Credentials(const config::Config& config) : config_(config) {}

    // Fails when nothing could be stored later.
    model::Result<void> prepare() const;

    // `configured` as the configuration has it so far, with its origin.
    model::Result<void> store(const Account& account, const std::string& key,
                              const config::Secret& configured, const std::string& value);

    // Who signed in; remembered for the next time.
    model::Result<void> store_handle(const Account& account, const std::string& handle) const;
    std::optional<std::string> handle_of(const Account& account) const;
    // Another target that is that account already.
    std::optional<Account> other_of(const Account& account, const std::string& handle) const;

    // Files written, and lines that the configuration still lacks.
    const std::vector<std::string>& files() const { return files_; }
    const std::vector<std::string>& lines() const { return lines_; }

  private:
    std::string directory() const { return config_.glossd.state + "/credentials"; }

    const config::Config& config_;
    std::vector<std::string> files_;
    std::vector<std::string> lines_;
};

}  // namespace glossd::cli
