// ReadRoutes: everything that only looks, by path. Matched by hand: httplib matches every route as
// a regular expression on the client's path, and std::regex overflows the stack on a long one.
#pragma once

#include "api/insight.hpp"

#include <string>
#include <vector>

namespace httplib {
struct Request;
struct Response;
}  // namespace httplib

namespace glossd::api {

// Answers a GET or HEAD; false when there is no such route, or the method is another.
bool answer_read(Insight& insight, const httplib::Request& request, httplib::Response& response);
std::vector<std::string> read_routes();               // "GET /healthz": for docs/http.md
bool is_read_route(const httplib::Request& request);  // whatever the method

}  // namespace glossd::api
