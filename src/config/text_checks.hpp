// Checks of one string each: names, addresses, templates, filters. Pure. Each gives the string
// as it is kept (a base address loses its slash) or what is wrong, to follow "not \"x\": ".
#pragma once

#include <string>
#include <vector>

#include <tl/expected.hpp>

namespace glossd::config {

using Checked = tl::expected<std::string, std::string>;

Checked check_any(const std::string& text);
Checked check_line(const std::string& text);  // not empty, no line break, no control character
Checked check_line_or_nothing(const std::string& text);
Checked check_name(const std::string& text);  // [A-Za-z0-9_-]{1,64}

Checked check_url(const std::string& text);  // http:// or https:// with a host
Checked check_url_or_nothing(const std::string& text);
Checked check_base_url(const std::string& text);  // trailing slashes off, no query
Checked check_origin(const std::string& text);    // scheme, host and port alone

// Has it a scheme (then it is an address) or not (then it is a file path)?
bool has_scheme(const std::string& text);
// http:// to anywhere but this machine: a credential would travel in the clear.
bool is_plain_http_abroad(const std::string& url);

Checked check_x_name(const std::string& text);  // a name on X: "@" or the profile's address goes
Checked check_listen(const std::string& text);  // "" or what parse_listen() reads

Checked check_language_tag(const std::string& text);  // BCP-47; in its usual spelling

Checked check_clock(const std::string& text);  // "" or "HH:MM"

Checked check_filter(const std::string& text);  // word, /RE2/ or #tag
Checked check_template(const std::string& text);
const std::vector<std::string>& template_placeholders();  // without braces

}  // namespace glossd::config
