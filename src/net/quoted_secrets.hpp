// QuotedSecrets: services quote the credential that they refuse, and what they say ends up in logs
// and in the ledger. What one would get wrong: a plug-in sees only the secrets it was made with,
// not the tokens that are renewed or the password in an address; here all that was sent is known.
#pragma once

#include "model/exchange.hpp"
#include "text/url.hpp"

#include <string>

namespace glossd::net {

// Replaces by *** in `body` the credentials that went out with the request: those of its headers as
// sent, its keys, the password of the address, and secrets among the fields of a form.
void hide_quoted_secrets(const model::HttpRequest& request, const text::Url& url,
                         const model::Headers& sent, std::string& body);

}  // namespace glossd::net
