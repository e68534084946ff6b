// Ledger: how a command gets at what a daemon may be using at this moment: through the daemon when
// one runs, else on the ledger itself. What one would get wrong: a change without a daemon needs
// the state lock, or the daemon that starts meanwhile would not know of it.
#pragma once

#include "api/socket_client.hpp"
#include "config/config.hpp"
#include "runtime/state_lock.hpp"
#include "store/database.hpp"
#include "store/reader.hpp"

#include <functional>
#include <future>
#include <memory>
#include <string>

#include <nlohmann/json.hpp>

namespace glossd::cli {

inline std::string ledger_of(const config::Config& config) {
    return config.glossd.state + "/glossd.db";
}

using ReadLedger = std::function<model::Result<nlohmann::ordered_json>(const store::Tables&)>;

// What the daemon says on this route; `recorded` gives what the ledger knows without one.
model::Result<nlohmann::ordered_json> live_or_recorded(const config::Config& config,
                                                       const std::string& route,
                                                       const ReadLedger& recorded);

// Opens the ledger for a change; without a loop, so that the store thread answers by itself. An
// error of kind locked: a daemon runs.
struct OwnLedger {
    runtime::StateLock lock;
    std::unique_ptr<store::Database> database;

    static model::Result<OwnLedger> open(const config::Config& config);

    template <class T, class Work>
    model::Result<T> run(Work work) const {
        std::promise<model::Result<T>> answer;
        database->submit(std::move(work),
                         [&](model::Result<T> result) { answer.set_value(std::move(result)); });
        return answer.get_future().get();
    }
};

// What a daemon is asked to do.
struct Ask {
    std::string route;  // POSTed to
    std::string body;   // JSON, or empty
    model::Duration patience = std::chrono::seconds(15);
};

// A change through the daemon when one runs, else by `alone` on the ledger itself.
model::Result<nlohmann::ordered_json> change_ledger(
    const config::Config& config, const Ask& ask,
    const std::function<model::Result<nlohmann::ordered_json>(const OwnLedger&)>& alone);

}  // namespace glossd::cli
