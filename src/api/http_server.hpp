// HttpServer: metrics, health and read-only JSON over TCP. What one would get wrong: an idle
// client must not keep others out, so each connection serves one request and is closed.
#pragma once

#include "api/bounded_server.hpp"
#include "api/insight.hpp"
#include "config/listen.hpp"

#include <memory>
#include <string>

namespace glossd::api {

class HttpServer {
  public:
    // `token`: empty or what every request but health must show. Without one only requests that
    // name this machine are answered, so that no web page reads along by a name of its own. An
    // error says what else listens there. `insight` must outlive the server.
    static model::Result<std::unique_ptr<HttpServer>> listen(const config::Listen& address,
                                                             const std::string& token,
                                                             Insight& insight,
                                                             const ConnectionBounds& bounds = {});
    ~HttpServer();  // as stop()

    void stop();

  private:
    struct State;
    explicit HttpServer(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace glossd::api
