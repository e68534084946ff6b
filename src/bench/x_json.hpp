// X's API objects as JSON, with the field names of either generation. Pure; any thread. As on X,
// texts show t.co for each link and &amp; for an ampersand, and a long text stands in a note.
#pragma once

#include "bench/x_options.hpp"
#include "bench/x_timeline.hpp"

#include <string>

#include <nlohmann/json.hpp>

namespace glossd::bench {

using XFind = std::function<const XPost*(const std::string& id)>;

std::string x_user_id(const std::string& username);
nlohmann::json x_user_json(const std::string& username);

// The text with its links shortened, as POST /2/tweets answers it.
std::string x_shown_text(const XPost& post);

// A page with what it refers to, as GET /2/users/:id/tweets answers it; `token` of the next one.
nlohmann::json x_page_json(const XPage& page, bool current_names, const std::string& token,
                           const XFind& find);

nlohmann::json x_problem(int status, const std::string& title, const std::string& detail);
// 400 about one parameter of the query.
nlohmann::json x_parameter_problem(const std::string& name, const std::string& value);

}  // namespace glossd::bench
