#include "cli/follow.hpp"

#include "cli/command.hpp"
#include "cli/ledger.hpp"
#include "cli/table.hpp"
#include "daemon/pass.hpp"

#include <algorithm>
#include <string>
#include <thread>
#include <vector>

#include <fmt/format.h>

namespace glossd::cli {

namespace {

using model::DeliveryState;

constexpr std::chrono::milliseconds look_interval{200};

// One delivery of the post, and its deletion if a person asked for that.
struct Copy {
    model::Delivery delivery;
    std::optional<store::RetractionState> retraction;

    bool settled() const {
        if (retraction) return retraction->done;
        const auto state = delivery.state;
        return state == DeliveryState::published || state == DeliveryState::held ||
               state == DeliveryState::dropped;
    }
    bool well() const {
        if (retraction) return retraction->done && retraction->reason.empty();
        return delivery.state == DeliveryState::published ||
               delivery.state == DeliveryState::dropped;
    }
    std::string word() const {
        if (!retraction) return std::string(model::to_string(delivery.state));
        if (!retraction->done) return "to be deleted";
        return retraction->reason.empty() ? "deleted" : "not deleted";
    }
    const std::string& reason() const { return retraction ? retraction->reason : delivery.reason; }
    std::string address() const {
        return delivery.parts.empty() ? std::string() : delivery.parts.front().remote_url;
    }
};

model::Result<std::vector<Copy>> copies_of(const config::Config& config, std::int64_t post) {
    const auto reader = store::Reader::open(ledger_of(config));
    if (!reader) return tl::make_unexpected(reader.error());
    return (*reader)->read([post](const store::Tables& tables) {
        std::vector<Copy> copies;
        for (auto& delivery : tables.deliveries.of_post(post)) {
            auto retraction = tables.retractions.get(delivery.id);
            copies.push_back({std::move(delivery), std::move(retraction)});
        }
        return copies;
    });
}

model::Result<std::vector<Copy>> wait_for_daemon(const config::Config& config, std::int64_t post,
                                                 model::Duration wait) {
    const auto end = std::chrono::steady_clock::now() + wait;
    while (true) {
        auto copies = copies_of(config, post);
        if (!copies || std::chrono::steady_clock::now() >= end) return copies;
        if (std::all_of(copies->begin(), copies->end(),
                        [](const Copy& copy) { return copy.settled(); })) {
            return copies;
        }
        std::this_thread::sleep_for(look_interval);
    }
}

void print(const std::vector<Copy>& copies, bool json) {
    Table table(std::vector<std::string>{"delivery", "target", "now", "address", "reason"});
    for (const auto& copy : copies) {
        if (json) {
            nlohmann::ordered_json object{{"delivery", copy.delivery.id},
                                          {"target", copy.delivery.target},
                                          {"state", copy.word()}};
            if (!copy.address().empty()) object["url"] = copy.address();
            if (!copy.reason().empty()) object["reason"] = copy.reason();
            fmt::print("{}\n", object.dump());
        }
        table.add({std::to_string(copy.delivery.id), copy.delivery.target, copy.word(),
                   copy.address(), one_line(copy.reason(), 80)});
    }
    if (!json) fmt::print("{}", table.text());
}

}  // namespace

int follow(const config::Config& config, std::int64_t post, model::Duration wait, bool json) {
    daemon::PassOptions pass;
    pass.wait = wait;
    pass.polling = daemon::Polling::never;
    const auto passed = daemon::run_pass(config, pass);
    const bool has_daemon = !passed && passed.error().kind == model::ErrorKind::locked;
    if (!passed && !has_daemon) return report(passed.error());
    const auto copies = has_daemon ? wait_for_daemon(config, post, wait) : copies_of(config, post);
    if (!copies) return report(copies.error());
    print(*copies, json);
    const bool well =
        std::all_of(copies->begin(), copies->end(), [](const Copy& copy) { return copy.well(); });
    return well ? Exit::done : Exit::incomplete;
}

}  // namespace glossd::cli
