#include "net/raw_server.hpp"

#include <csignal>
#include <cstdlib>
#include <stdexcept>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace glossd::test {

namespace {

std::size_t body_length(const std::string& head) {
    const auto at = head.find("Content-Length: ");
    return at == std::string::npos ? 0 : std::strtoul(head.c_str() + at + 16, nullptr, 10);
}

}  // namespace

Peer::Peer(int fd, ssl_ctx_st* tls) : fd_(fd) {
    if (tls == nullptr) return;
    // Only this thread: the client under test must not depend on it.
    sigset_t broken_pipe;
    sigemptyset(&broken_pipe);
    sigaddset(&broken_pipe, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &broken_pipe, nullptr);
    ssl_ = SSL_new(tls);
    SSL_set_fd(ssl_, fd_);
    ready_ = SSL_accept(ssl_) == 1;
}

Peer::~Peer() {
    if (ssl_ != nullptr) {
        if (ready_) SSL_shutdown(ssl_);
        SSL_free(ssl_);
    }
    if (fd_ >= 0) ::close(fd_);
}

long Peer::receive(char* out, std::size_t size) {
    if (ssl_ != nullptr) return SSL_read(ssl_, out, static_cast<int>(size));
    return ::recv(fd_, out, size, 0);
}

std::string Peer::request() {
    while (true) {
        const auto end = unread_.find("\r\n\r\n");
        if (end != std::string::npos) {
            const auto size = end + 4 + body_length(unread_.substr(0, end + 2));
            if (unread_.size() >= size) {
                auto request = unread_.substr(0, size);
                unread_.erase(0, size);
                return request;
            }
        }
        char buffer[8192];
        const auto got = receive(buffer, sizeof buffer);
        if (got <= 0) return {};
        unread_.append(buffer, static_cast<std::size_t>(got));
    }
}

bool Peer::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const long put = ssl_ != nullptr
                             ? SSL_write(ssl_, bytes.data(), static_cast<int>(bytes.size()))
                             : ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (put <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(put));
    }
    return true;
}

bool Peer::reply(std::string_view body, std::string_view headers) {
    return send("HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" +
                std::string(headers) + "\r\n" + std::string(body));
}

bool Peer::open_after(std::chrono::milliseconds pause) const {
    pollfd watched{fd_, POLLRDHUP, 0};
    return ::poll(&watched, 1, static_cast<int>(pause.count())) == 0;
}

void Peer::until_closed() const {
    open_after(std::chrono::seconds(20));
}

void Peer::reset() {
    const linger now{1, 0};
    ::setsockopt(fd_, SOL_SOCKET, SO_LINGER, &now, sizeof now);
    ::close(fd_);
    fd_ = -1;
}

void Peer::shut() {
    ::shutdown(fd_, SHUT_RDWR);
}

RawServer::RawServer(Handler handler, ssl_ctx_st* tls)
    : RawServer(std::move(handler), Place{}, tls) {}

RawServer::RawServer(Handler handler, const Place& place, ssl_ctx_st* tls)
    : handler_(std::move(handler)), tls_(tls) {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    ::inet_pton(AF_INET, place.address.c_str(), &address.sin_addr);
    address.sin_port = htons(place.port);
    const int yes = 1;
    ::setsockopt(listener_, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    socklen_t size = sizeof address;
    if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
        ::listen(listener_, 64) != 0 ||
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0)
        throw std::runtime_error("cannot listen on " + place.address);
    port_ = ntohs(address.sin_port);
    acceptor_ = std::thread([this] { accept_all(); });
}

RawServer::~RawServer() {
    stopping_ = true;
    ::shutdown(listener_, SHUT_RDWR);
    acceptor_.join();
    {
        const std::lock_guard lock(mutex_);
        for (auto* peer : peers_) peer->shut();
    }
    for (auto& thread : threads_) thread.join();
    ::close(listener_);
}

std::string RawServer::url(const std::string& path) const {
    return (tls_ != nullptr ? "https" : "http") + ("://127.0.0.1:" + std::to_string(port_)) + path;
}

void RawServer::accept_all() {
    while (true) {
        const int fd = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        if (fd < 0) return;
        const int number = connections_++;
        threads_.emplace_back([this, fd, number] {
            Peer peer(fd, tls_);
            peer.number = number;
            std::list<Peer*>::iterator place;
            {
                const std::lock_guard lock(mutex_);
                place = peers_.insert(peers_.end(), &peer);
                if (stopping_) peer.shut();
            }
            if (peer.secured()) handler_(peer);
            const std::lock_guard lock(mutex_);
            peers_.erase(place);
        });
    }
}

}  // namespace glossd::test
