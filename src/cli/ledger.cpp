#include "cli/ledger.hpp"

namespace glossd::cli {

model::Result<nlohmann::ordered_json> live_or_recorded(const config::Config& config,
                                                       const std::string& route,
                                                       const ReadLedger& recorded) {
    auto live = api::ask_daemon(config.glossd.state, "GET", route);
    if (live || live.error().kind != model::ErrorKind::not_found) return live;
    const auto reader = store::Reader::open(ledger_of(config));
    if (!reader) return tl::make_unexpected(reader.error());
    return (*reader)->read(recorded);
}

model::Result<OwnLedger> OwnLedger::open(const config::Config& config) {
    auto lock = runtime::StateLock::take(config.glossd.state);
    if (!lock) return tl::make_unexpected(lock.error());
    auto database =
        store::Database::open(ledger_of(config), [](const std::function<void()>& done) { done(); });
    if (!database) return tl::make_unexpected(database.error());
    return OwnLedger{std::move(*lock), std::move(*database)};
}

model::Result<nlohmann::ordered_json> change_ledger(
    const config::Config& config, const Ask& ask,
    const std::function<model::Result<nlohmann::ordered_json>(const OwnLedger&)>& alone) {
    const auto ledger = OwnLedger::open(config);
    if (ledger) return alone(*ledger);
    if (ledger.error().kind != model::ErrorKind::locked) {
        return tl::make_unexpected(ledger.error());
    }
    return api::ask_daemon(config.glossd.state, "POST", ask.route, ask.body, ask.patience);
}

}  // namespace glossd::cli
