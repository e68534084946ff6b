#include "config/context.hpp"

#include <filesystem>

namespace glossd::config {

std::string resolve_path(const Context& context, const std::string& path) {
    return (std::filesystem::path(context.directory) / path).lexically_normal().string();
}

}  // namespace glossd::config
