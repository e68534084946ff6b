// The HTML of a status as Mastodon renders it (TextFormatter): paragraphs, breaks, shortened links,
// hashtags and mentions as anchors. Pure; any thread. Reading it back must give the text as sent.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace glossd::bench {

enum class Dialect {
    mastodon,  // <p>, <br />, links with invisible and ellipsis spans
    snac,      // no <p>, only <br>; plain links
};

struct ContentRules {
    Dialect dialect = Dialect::mastodon;
    std::string base_url;  // "http://127.0.0.1:4711"
    // Is there a local account of that name? Only those become mentions.
    std::function<bool(std::string_view)> is_local_user;
};

std::string render_content(std::string_view text, const ContentRules& rules);

std::string escape_html(std::string_view text);

}  // namespace glossd::bench
