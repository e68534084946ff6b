#include "daemon/reload.hpp"

#include "config/load.hpp"
#include "config/sequential.hpp"
#include "monitor/log.hpp"

#include <string_view>
#include <utility>

namespace glossd::daemon {

namespace {

using monitor::Level;

void log_all(Level level, const std::vector<config::Diagnostic>& diagnostics) {
    for (const auto& diagnostic : diagnostics) monitor::log(level, diagnostic.to_text());
}

template <class T>
void keep(std::string_view key, const T& now, T& wanted) {
    if (wanted == now) return;
    monitor::log(Level::warning,
                 "{} cannot change while glossd runs; the new value takes effect at the next start",
                 key);
    wanted = now;
}

// What belongs to the process and not to its work.
void keep_what_stays(const config::Config& now, config::Config& wanted) {
    keep("[glossd] state", now.glossd.state, wanted.glossd.state);
    keep("[glossd] listen", now.glossd.listen, wanted.glossd.listen);
    keep("[glossd] api_token", now.glossd.api_token, wanted.glossd.api_token);
    keep("[glossd] log_format", now.glossd.log_format, wanted.glossd.log_format);
    if (now.sequential) config::make_sequential(wanted);
}

}  // namespace

model::Result<std::unique_ptr<Generation>> make_generation(config::Config config,
                                                           runtime::Loop& loop, Ledger& ledger) {
    auto made = std::make_unique<Generation>(Generation{std::move(config), {}});
    auto service = Service::make(made->config, loop, ledger);
    if (!service) return tl::make_unexpected(service.error());
    made->service = std::move(*service);
    return made;
}

std::unique_ptr<Generation> read_again(const config::Config& now, runtime::Loop& loop,
                                       Ledger& ledger) {
    auto loaded = config::load(now.file, config::process_environment());
    if (!loaded) {
        log_all(Level::error, loaded.error());
        return nullptr;
    }
    log_all(Level::warning, loaded->warnings);
    keep_what_stays(now, loaded->config);
    auto made = make_generation(std::move(loaded->config), loop, ledger);
    if (!made) {
        monitor::log(Level::error, "{}: {}", now.file, made.error().message);
        return nullptr;
    }
    return std::move(*made);
}

}  // namespace glossd::daemon
