// Answers: what all routes share: errors in one form, numbers out of a query, and the headers that
// keep a browser from making anything else of an answer.
#pragma once

#include "model/result.hpp"

#include <cstdint>
#include <string>

#include <httplib.h>
#include <nlohmann/json_fwd.hpp>

namespace glossd::api {

inline constexpr int page_size = 100;   // rows of a list, unless `limit` says otherwise
inline constexpr int most_rows = 1000;  // whatever it says

void answer(httplib::Response& response, const nlohmann::ordered_json& body, int status = 200);
void answer(httplib::Response& response, const model::Error& error);
void answer_error(httplib::Response& response, int status, const std::string& message);
// For text that is no JSON.
void answer_text(httplib::Response& response, const std::string& text, const char* type);

// `otherwise` when it is missing or no number.
std::int64_t number_of(const httplib::Request& request, const char* name, std::int64_t otherwise);
int limit_of(const httplib::Request& request);  // 1 to most_rows

}  // namespace glossd::api
