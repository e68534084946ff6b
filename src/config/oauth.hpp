// What the keys of an account on X come to as a credential. Pure; any thread. The checks of the
// configuration have seen to it that one kind is whole; here nothing is checked again.
#pragma once

#include "config/config.hpp"
#include "model/credential.hpp"

#include <string>

namespace glossd::config {

// `base_url` as configured: the token service is below it.
model::Credential credential_of(const OAuthSettings& settings, const std::string& base_url);

}  // namespace glossd::config
