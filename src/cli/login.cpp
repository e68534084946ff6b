#include "cli/login.hpp"

#include "api/socket_client.hpp"
#include "cli/command.hpp"
#include "daemon/checkup.hpp"

#include <algorithm>
#include <cstdio>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace glossd::cli {

using model::ErrorKind;
using model::fail;
using model::Result;

namespace {

constexpr int most_tries = 3;

tl::unexpected<model::Error> no_input() {
    return fail(ErrorKind::invalid_input, "the input has ended; nothing was stored");
}

}  // namespace

config::Secret Login::configured(const std::string& key) const {
    if (key == account_.secret_key) return account_.secret;
    if (key == "api_key") return account_.oauth.api_key;
    if (key == "api_secret") return account_.oauth.api_secret;
    if (key == "access_token") return account_.oauth.access_token;
    if (key == "access_secret") return account_.oauth.access_secret;
    if (key == "client_secret") return account_.oauth.client_secret;
    return account_.oauth.refresh_token;
}

// What the configuration has, else what is typed now, to be stored with the rest.
Result<std::string> Login::secret_of(const std::string& key, const config::Secret& configured,
                                     const std::string& question) {
    if (!configured.empty()) return configured.reveal();
    auto typed = prompt_.ask_hidden(question);
    if (!typed) return no_input();
    if (typed->empty()) return fail(ErrorKind::invalid_input, "it is empty; nothing was stored");
    found_.push_back({key, configured, *typed});
    return *typed;
}

Result<daemon::SignedIn> Login::converse(daemon::SignIn& sign_in) {
    for (int attempt = 1;; ++attempt) {
        const auto invitation = sign_in.invite();
        if (!invitation) return tl::make_unexpected(invitation.error());
        fmt::print(
            "Open this address, sign in as the account of {}, and allow glossd:\n\n    {}\n\n",
            account_.title(), invitation->address);
        if (!invitation->advice.empty()) fmt::print("{}\n", invitation->advice);
        const auto pasted = prompt_.ask(fmt::format("Paste the {}:", invitation->paste));
        if (!pasted) return no_input();
        auto signed_in = sign_in.finish(*pasted);
        if (signed_in) return signed_in;
        const bool again = signed_in.error().kind == ErrorKind::invalid_input;
        if (!again || attempt == most_tries) return signed_in;
        fmt::print(stderr, "glossd: {}\n", signed_in.error().message);
    }
}

// A browser stays signed in: what it allows is easily the account of the login before.
Result<void> Login::check_identity(const std::string& handle) const {
    if (options_.force) return {};
    auto before = credentials_.handle_of(account_);
    if (!before && account_.type == "mastodon" && !account_.secret.empty()) {
        // A token that came from elsewhere. One that is not taken any more says nothing.
        const auto owner = daemon::mastodon_owner(account_.server, account_.secret.reveal());
        if (owner) before = *owner;
    }
    if (before && *before != handle) {
        return fail(ErrorKind::refused,
                    fmt::format("this is {}, but {} has been {} so far; nothing was stored. Sign "
                                "out in the browser and try again, or use --force",
                                handle, account_.title(), *before));
    }
    const auto other = credentials_.other_of(account_, handle);
    if (!other) return {};
    return fail(ErrorKind::refused,
                fmt::format("this is {}, which is the account of {} already; nothing was stored. "
                            "Sign out in the browser and try again, or use --force",
                            handle, other->title()));
}

Result<void> Login::sign_in(daemon::SignIn& sign_in) {
    const auto signed_in = converse(sign_in);
    if (!signed_in) return tl::make_unexpected(signed_in.error());
    if (auto same = check_identity(signed_in->handle); !same) return same;
    handle_ = signed_in->handle;
    for (const auto& [key, value] : signed_in->secrets) {
        found_.push_back({key, configured(key), value});
    }
    fmt::print("Signed in as {}.\n", handle_);
    if (signed_in->lifetime > model::Duration::zero()) {
        const auto hours =
            std::chrono::duration_cast<std::chrono::hours>(signed_in->lifetime).count();
        fmt::print("This server's tokens end, this one in {}; log in again before that.\n",
                   counted(hours, "hour"));
    }
    return {};
}

Result<void> Login::sign_in_by_pin() {
    const auto& oauth = account_.oauth;
    const auto key = secret_of("api_key", oauth.api_key, "API key of the app (not shown):");
    if (!key) return tl::make_unexpected(key.error());
    const auto secret =
        secret_of("api_secret", oauth.api_secret, "API key secret of the app (not shown):");
    if (!secret) return tl::make_unexpected(secret.error());
    const auto sign = daemon::x_pin_sign_in(account_.server, {*key, *secret, {}, {}});
    return sign_in(*sign);
}

Result<void> Login::sign_in_by_consent() {
    const auto& oauth = account_.oauth;
    auto id = options_.client_id.empty() ? oauth.client_id : options_.client_id;
    if (id.empty()) {
        const auto typed = prompt_.ask("Client ID of the app:");
        if (!typed) return no_input();
        id = *typed;
    }
    if (id != oauth.client_id) plain_lines_.push_back(fmt::format("client_id = \"{}\"", id));
    std::string secret;
    if (!oauth.client_secret.origin().empty()) {
        auto known = secret_of("client_secret", oauth.client_secret,
                               "Client secret of the app (not shown):");
        if (!known) return tl::make_unexpected(known.error());
        secret = *known;
    }
    fmt::print("The app's settings must have this callback address: {}\n", options_.redirect_uri);
    const auto sign = daemon::x_consent_sign_in(
        account_.server, {id, secret, options_.redirect_uri, account_.section == "target"});
    return sign_in(*sign);
}

Result<void> Login::get_bearer() {
    const auto typed = prompt_.ask_hidden("Bearer token of the app (not shown):");
    if (!typed) return no_input();
    if (auto reads = daemon::check_x_reader(account_.server, *typed, account_.username); !reads)
        return reads;
    found_.push_back({"token", account_.secret, *typed});
    return {};
}

Result<void> Login::get_key() {
    const auto typed = prompt_.ask_hidden(fmt::format("Key of {} (not shown):", account_.title()));
    if (!typed) return no_input();
    if (typed->empty()) return fail(ErrorKind::invalid_input, "it is empty; nothing was stored");
    auto settings = *std::find_if(config_.engines.begin(), config_.engines.end(),
                                  [&](const auto& engine) { return engine.name == account_.name; });
    settings.api_key = config::Secret(*typed, "typed");
    const auto finding = daemon::check_engine(config_, settings);
    if (!finding.good) {
        return fail(ErrorKind::refused,
                    fmt::format("{}: {}; nothing was stored", account_.title(), finding.message));
    }
    fmt::print("The service takes this key.\n");
    found_.push_back({"api_key", account_.secret, *typed});
    return {};
}

// What is given on the command line, else whatever the configuration has begun with.
bool Login::is_oauth2() const {
    if (options_.oauth1 || options_.oauth2) return options_.oauth2;
    const auto& oauth = account_.oauth;
    return !options_.client_id.empty() || !oauth.client_id.empty() ||
           !oauth.refresh_token.origin().empty();
}

Result<void> Login::get() {
    if (account_.section == "engine") return get_key();
    if (account_.type == "mastodon") return sign_in(*daemon::mastodon_sign_in(account_.server));
    const bool asked = options_.oauth1 || options_.oauth2;
    if (!asked && !account_.secret.origin().empty()) return get_bearer();
    return is_oauth2() ? sign_in_by_consent() : sign_in_by_pin();
}

Result<void> Login::store() {
    for (const auto& [key, configured, value] : found_) {
        if (auto stored = credentials_.store(account_, key, configured, value); !stored)
            return stored;
    }
    return handle_.empty() ? Result<void>{} : credentials_.store_handle(account_, handle_);
}

void Login::tell() const {
    for (const auto& file : credentials_.files()) fmt::print("Stored in {} (mode 0600).\n", file);
    auto lines = plain_lines_;
    lines.insert(lines.end(), credentials_.lines().begin(), credentials_.lines().end());
    if (!lines.empty()) {
        fmt::print("\nPut into the [[{}]] \"{}\" of {}:\n\n", account_.section, account_.name,
                   config_.file);
        for (const auto& line : lines) fmt::print("    {}\n", line);
        fmt::print("\n");
    }
    const auto daemon = api::ask_daemon(config_.glossd.state, "GET", "/healthz");
    if (daemon || daemon.error().kind != ErrorKind::not_found) {
        fmt::print("glossd is running: `systemctl reload glossd` (or SIGHUP) has it use this.\n");
    } else {
        fmt::print("Next: {} check --online\n", program_with(config_.file));
    }
}

Result<void> Login::run() {
    const bool is_x = account_.type == "x";
    if (account_.secret_key.empty() && !is_x) {
        fmt::print("{} of type {} needs no login.\n", account_.title(), account_.type);
        return {};
    }
    if (auto ready = credentials_.prepare(); !ready) return ready;
    if (auto got = get(); !got) return got;
    if (auto stored = store(); !stored) return stored;
    tell();
    return {};
}

}  // namespace glossd::cli
