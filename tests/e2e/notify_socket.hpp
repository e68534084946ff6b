// NotifySocket: a service manager's end of sd_notify(3): a datagram socket that reads what a
// daemon says. One thread at a time. It waits for words, with a deadline, and never sleeps.
#pragma once

#include "model/time.hpp"
#include "net/unique_fd.hpp"

#include <optional>
#include <string>
#include <vector>

namespace glossd::e2e {

class NotifySocket {
  public:
    explicit NotifySocket(const std::string& path);

    const std::string& path() const { return path_; }

    // The next message, whole; nothing when none came in time.
    std::optional<std::string> next(model::Duration timeout);

    // Reads until a message has this line, or one that begins so when it ends in '='. Nothing
    // when it did not come in time.
    std::optional<std::string> wait_for(const std::string& line,
                                        model::Duration timeout = std::chrono::seconds(30));

    void forget();  // what has come so far

  private:
    std::string path_;
    net::UniqueFd socket_;
};

}  // namespace glossd::e2e
