// What the tests of every sign-in share: replies, and a look into addresses and messages.
#pragma once

#include "model/exchange.hpp"

#include <string>
#include <utility>

namespace glossd::platform {

inline model::Reply reply(int status, std::string body) {
    return model::HttpReply{status, {}, std::move(body), "", {}};
}

inline bool holds(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace glossd::platform
