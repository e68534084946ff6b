// Login: one login from the questions to the files. What one would get wrong: nothing is stored
// before the service has taken it and it is certain whose it is. Blocks; a secret is never printed.
#pragma once

#include "cli/account.hpp"
#include "cli/credentials.hpp"
#include "cli/prompt.hpp"
#include "config/config.hpp"
#include "daemon/sign_in.hpp"
#include "model/result.hpp"

#include <string>
#include <vector>

namespace glossd::cli {

struct LoginOptions {
    bool oauth1 = false;
    bool oauth2 = false;
    bool force = false;
    std::string client_id;
    // Nothing answers there: X wants an address, and its owner copies it from the browser.
    std::string redirect_uri = "http://127.0.0.1/glossd";
};

class Login {
  public:
    Login(const config::Config& config, Account account, const LoginOptions& options, Prompt prompt)
        : config_(config),
          account_(std::move(account)),
          options_(options),
          credentials_(config),
          prompt_(prompt) {}

    model::Result<void> run();

  private:
    struct Found {
        std::string key;
        config::Secret configured;
        std::string value;
    };

    model::Result<void> get();
    model::Result<void> get_key();
    model::Result<void> get_bearer();
    model::Result<void> sign_in(daemon::SignIn& sign_in);
    model::Result<void> sign_in_by_pin();
    model::Result<void> sign_in_by_consent();
    model::Result<daemon::SignedIn> converse(daemon::SignIn& sign_in);
    model::Result<void> check_identity(const std::string& handle) const;
    model::Result<std::string> secret_of(const std::string& key, const config::Secret& configured,
                                         const std::string& question);
    config::Secret configured(const std::string& key) const;
    bool is_oauth2() const;
    model::Result<void> store();
    void tell() const;

    const config::Config& config_;
    const Account account_;
    const LoginOptions& options_;
    Credentials credentials_;
    Prompt prompt_;
    std::vector<Found> found_;
    std::string handle_;
    std::vector<std::string> plain_lines_;  // what the configuration lacks beside secrets
};

}  // namespace glossd::cli
