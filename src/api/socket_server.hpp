// SocketServer: the HTTP routes on the UNIX socket in the state directory, through which commands
// reach a running daemon. No token: whoever may open the socket is the owner or root.
#pragma once

#include "api/control.hpp"
#include "api/insight.hpp"
#include "model/result.hpp"

#include <memory>
#include <string>

namespace glossd::api {

class SocketServer {
  public:
    // The caller holds the state lock, so a socket file that is there is a dead owner's and is
    // replaced. `control` and `insight` must outlive the server.
    static model::Result<std::unique_ptr<SocketServer>> listen(const std::string& path,
                                                               Control& control, Insight& insight);
    ~SocketServer();  // as stop()

    void stop();  // ends the threads and removes the socket

  private:
    struct State;
    explicit SocketServer(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace glossd::api
