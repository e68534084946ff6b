// Reports: performance, status and cache as text for people, made from the JSON that programs get,
// so that both always say the same. Pure.
#pragma once

#include <string>

#include <nlohmann/json_fwd.hpp>

namespace glossd::cli {

std::string performance_text(const nlohmann::ordered_json& performance);
std::string status_text(const nlohmann::ordered_json& status);
std::string cache_text(const nlohmann::ordered_json& cache);

// "450 µs", "12 ms", "1.20 s", "3.5 min", "2.0 h".
std::string duration_text(double seconds);
std::string bytes_text(double bytes);  // "24.0 MiB"

}  // namespace glossd::cli
