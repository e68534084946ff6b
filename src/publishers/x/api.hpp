// X's API v2 as requests of one account. A value; any thread. The credential travels with the
// request: the signature or token is made as it leaves.
#pragma once

#include "model/exchange.hpp"

#include <string>
#include <string_view>

namespace glossd::publishers::x {

class Api {
  public:
    // `base_url` without trailing slash.
    Api(std::string base_url, model::Credential credential);

    // `path` with its query: "/2/users/me".
    model::HttpRequest get(std::string_view path) const;
    model::HttpRequest post(std::string_view path, std::string json) const;
    model::HttpRequest remove(std::string_view path) const;  // DELETE

  private:
    std::string base_url_;
    model::Credential credential_;
};

}  // namespace glossd::publishers::x
