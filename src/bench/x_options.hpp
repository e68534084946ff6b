// What kind of X the stand-in is, and who has an account on it. A value.
#pragma once

#include "bench/server.hpp"
#include "model/credential.hpp"

#include <string>
#include <vector>

namespace glossd::bench {

// Both ways to sign in; one that is empty is not there.
struct XAccount {
    std::string username;
    model::OAuth1Keys keys = {};
    std::string client_id = {};
    std::string refresh_token = {};  // the first; each is good for one use

    bool operator==(const XAccount&) const = default;
};

// An app of the developer console, by which accounts sign in.
struct XApp {
    std::string api_key = {};
    std::string api_secret = {};
    std::string client_id = {};
    std::string client_secret = {};  // empty: a public client
    std::string redirect_uri = {};
};

enum class XGeneration { former, current, both };  // which names of fields a query may use

struct XOptions {
    std::vector<XAccount> accounts;
    std::string bearer;  // of an app: may read
    XApp app = {};
    XGeneration names = XGeneration::current;
    bool refuses_duplicates = true;
    std::size_t largest_page = 100;
    int rate_limit = 0;  // requests of an account in a window; 0: none
    model::Duration rate_window = std::chrono::minutes(15);
    int media_polls = 0;    // 0: an upload is ready at once, else after so many questions
    int forgets_media = 0;  // so many posts find theirs gone
    model::Duration media_lifetime = std::chrono::hours(24);
    model::Duration token_lifetime = std::chrono::hours(2);
    Acceptance accept_at = Acceptance::at_end;  // of the latency
};

}  // namespace glossd::bench
