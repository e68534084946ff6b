#include "config/diagnostic.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include <fmt/format.h>

namespace glossd::config {

namespace {

// The variables' complaints follow the file's.
auto position(const Diagnostic& diagnostic) {
    const auto& place = diagnostic.place;
    const bool variable = place.file.rfind("environment ", 0) == 0;
    return std::make_tuple(variable, place.line, place.column, std::string_view(place.file));
}

std::vector<Diagnostic> sorted(std::vector<Diagnostic> diagnostics) {
    std::stable_sort(diagnostics.begin(), diagnostics.end(),
                     [](const auto& a, const auto& b) { return position(a) < position(b); });
    return diagnostics;
}

}  // namespace

std::string Diagnostic::to_text() const {
    const auto* word = severity == Severity::error ? "error" : "warning";
    auto where = place.file;
    if (place.line > 0) where += fmt::format(":{}:{}", place.line, place.column);
    const auto what = key.empty() ? message : key + ": " + message;
    return fmt::format("{}: {}: {}", where, word, what);
}

std::string origin_of(const Place& place) {
    if (place.line > 0) return fmt::format("{}:{}", place.file, place.line);
    return place.file.empty() ? "default" : place.file;
}

void Report::error(Place place, std::string key, std::string message) {
    errors_.push_back({std::move(place), std::move(key), std::move(message), Severity::error});
}

void Report::warn(Place place, std::string key, std::string message) {
    warnings_.push_back({std::move(place), std::move(key), std::move(message), Severity::warning});
}

std::vector<Diagnostic> Report::errors() const {
    return sorted(errors_);
}
std::vector<Diagnostic> Report::warnings() const {
    return sorted(warnings_);
}

}  // namespace glossd::config
