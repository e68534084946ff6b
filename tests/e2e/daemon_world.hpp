// DaemonWorld: a World whose glossd runs as a daemon, and the commands beside it.
#pragma once

#include "e2e/world.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace glossd::e2e {

struct Answer {
    int status = 0;  // 0: nobody answered
    std::string body;
};

class DaemonWorld : public World {
  public:
    explicit DaemonWorld(WorldOptions options);
    ~DaemonWorld();

    void start_daemon();
    int stop_daemon();  // by SIGTERM; gives its exit code
    std::string daemon_output() const { return daemon_ ? daemon_->output() : ended_output_; }

    // Looks until it is so; false when it is not in time or the daemon has ended.
    bool wait_until(const std::function<bool()>& so,
                    model::Duration timeout = std::chrono::minutes(2));

    std::string listen_line() const;  // of [glossd]
    Answer get(const std::string& path) const;
    // A command to its end; what it printed is in output().
    int run(std::vector<std::string> arguments);
    bench::Process begin(const std::vector<std::string>& arguments) const;  // not to its end
    std::string file(const std::string& name) const;  // of the directory; empty: there is none

  private:
    DaemonWorld(WorldOptions options, int port);

    int port_;
    std::optional<bench::Process> daemon_;
    std::string ended_output_;
};

}  // namespace glossd::e2e
