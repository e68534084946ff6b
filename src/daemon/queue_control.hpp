// QueueControl: the outbox as commands may handle it while the daemon runs. Called on the
// server's threads; the store answers on the loop and the caller waits for that. It knows the
// database, not the service: that one changes with a reload, and so does the configuration.
#pragma once

#include "api/control.hpp"
#include "daemon/pass.hpp"
#include "runtime/loop.hpp"
#include "store/database.hpp"

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace glossd::daemon {

class QueueControl : public api::Control {
  public:
    using Pass = std::function<model::Result<PassReport>(const std::vector<std::string>& sources,
                                                         model::Duration wait)>;

    // The first two on the loop. `config`: the one in force. `changed`: the outbox was changed by
    // hand, and maybe the memory with it. `pass`: see handed_pass.hpp.
    QueueControl(runtime::Loop& loop, store::Database& database,
                 std::function<config::Config()> config, std::function<void()> changed, Pass pass)
        : loop_(loop),
          database_(database),
          config_(std::move(config)),
          changed_(std::move(changed)),
          pass_(std::move(pass)) {}

    model::Result<model::Delivery> show(std::int64_t id) override;
    model::Result<void> retry(std::int64_t id) override;
    model::Result<void> drop(std::int64_t id) override;
    model::Result<void> approve(std::int64_t id) override;
    model::Result<pipeline::Edited> edit(const pipeline::EditOrder& order) override;
    model::Result<void> pause(const std::string& target) override;
    model::Result<void> resume(const std::string& target) override;
    model::Result<store::Chosen> choose(const store::GuardFilter& filter,
                                        std::optional<std::int64_t> newest) override;
    model::Result<nlohmann::ordered_json> pass(const std::vector<std::string>& sources,
                                               model::Duration wait) override;
    model::Result<pipeline::Planned> publish(const pipeline::PublishOrder& order) override;
    model::Result<std::vector<pipeline::Retracted>> retract(std::int64_t post) override;

  private:
    template <class T, class Work>
    model::Result<T> ask(Work work);
    template <class T, class Work>
    model::Result<T> change(Work work);
    model::Result<config::Config> config_in_force();
    model::Result<void> check_target(const std::string& target);

    runtime::Loop& loop_;
    store::Database& database_;
    std::function<config::Config()> config_;
    std::function<void()> changed_;
    Pass pass_;
};

}  // namespace glossd::daemon
