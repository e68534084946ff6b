#include "config/find.hpp"

#include <algorithm>

namespace glossd::config {

namespace {

template <class List>
auto named(const List& list, const std::string& name) -> decltype(&list.front()) {
    const auto found =
        std::find_if(list.begin(), list.end(), [&](const auto& one) { return one.name == name; });
    return found == list.end() ? nullptr : &*found;
}

}  // namespace

const SourceSettings* find_source(const Config& config, const std::string& name) {
    return named(config.sources, name);
}

const TargetSettings* find_target(const Config& config, const std::string& name) {
    return named(config.targets, name);
}

model::Result<void> known_target(const Config& config, const std::string& name) {
    if (find_target(config, name)) return {};
    return model::fail(model::ErrorKind::config,
                       "there is no target \"" + name + "\" in " + config.file);
}

}  // namespace glossd::config
