// RawServer: a server on loopback that does exactly what the test tells it, byte by byte,
// however wrong. The handler runs on a thread per connection; destroying the server wakes and
// joins them all.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

struct ssl_st;
struct ssl_ctx_st;

namespace glossd::test {

class Peer {
  public:
    Peer(int fd, ssl_ctx_st* tls);
    Peer(const Peer&) = delete;
    Peer& operator=(const Peer&) = delete;
    ~Peer();

    int number = 0;  // of the connection, from 0

    bool secured() const { return ready_; }  // TLS handshake done, or none wanted

    // Head and body of the next request; empty when the client has closed.
    std::string request();

    bool send(std::string_view bytes);
    bool reply(std::string_view body, std::string_view headers = "");  // 200 with its length

    // False when the client closed (or the test ended) before the time was over.
    bool open_after(std::chrono::milliseconds pause) const;
    void until_closed() const;

    void reset();  // RST instead of FIN
    int descriptor() const { return fd_; }
    void shut();  // wakes a blocked handler; any thread

  private:
    long receive(char* out, std::size_t size);

    std::atomic<int> fd_;  // shut() reads it from another thread
    ssl_st* ssl_ = nullptr;
    bool ready_ = true;
    std::string unread_;
};

class RawServer {
  public:
    using Handler = std::function<void(Peer&)>;

    struct Place {
        std::string address = "127.0.0.1";
        std::uint16_t port = 0;  // the system's choice
    };

    explicit RawServer(Handler handler, ssl_ctx_st* tls = nullptr);
    RawServer(Handler handler, const Place& place, ssl_ctx_st* tls = nullptr);
    ~RawServer();

    std::uint16_t port() const { return port_; }
    std::string url(const std::string& path = "/") const;  // of 127.0.0.1
    int connections() const { return connections_; }

  private:
    void accept_all();

    Handler handler_;
    ssl_ctx_st* tls_;
    int listener_ = -1;
    std::uint16_t port_ = 0;
    std::atomic<int> connections_{0};
    std::atomic<bool> stopping_{false};
    std::mutex mutex_;
    std::list<std::thread> threads_;
    std::list<Peer*> peers_;
    std::thread acceptor_;
};

}  // namespace glossd::test
