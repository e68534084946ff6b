// Failure: why an attempt came to nothing and how far it got, turned into one sentence for the
// operator. Only method, origin and path ever appear in it: queries, headers and bodies may hold
// secrets, and path segments that look like one are left out. Values.
#pragma once

#include "model/exchange.hpp"
#include "text/url.hpp"

#include <string>

namespace glossd::net {

enum class Stage { resolving, connecting, proxying, securing, sending, waiting, receiving };

struct Failure {
    model::Error error;  // the message of a timeout or cancellation is empty: `stage` says it
    Stage stage = Stage::resolving;
    bool sent = false;      // at least one byte of the request was taken by the system
    bool answered = false;  // at least one byte of a reply came
};

// "POST https://api.example/v1/chat"
std::string describe(const std::string& method, const text::Url& url);

// `what` as from describe; `peer` is host:port of whom was talked to.
model::Error explain(const Failure& failure, const std::string& what, const std::string& peer,
                     model::Duration timeout);

}  // namespace glossd::net
