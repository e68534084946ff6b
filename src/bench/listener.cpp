#include "bench/listener.hpp"

#include <cerrno>
#include <system_error>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

namespace glossd::bench {

namespace {

constexpr int backlog = 1024;

sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

}  // namespace

bool Listener::bind_socket() {
    socket_.reset();
    socket_.reset(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (!socket_) return false;
    const int on = 1;
    ::setsockopt(socket_.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    auto address = loopback(port_);
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    socklen_t size = sizeof address;
    if (::bind(socket_.get(), generic, size) != 0) return false;
    if (::getsockname(socket_.get(), generic, &size) != 0) return false;
    port_ = ntohs(address.sin_port);
    return true;
}

model::Result<void> Listener::open() {
    if (!bind_socket() || ::listen(socket_.get(), backlog) != 0) {
        return model::fail(model::ErrorKind::io,
                           "cannot listen on 127.0.0.1: " + std::generic_category().message(errno));
    }
    return {};
}

void Listener::refuse() {
    bind_socket();
}

void Listener::listen_again() {
    ::listen(socket_.get(), backlog);
}

net::UniqueFd Listener::accept() {
    net::UniqueFd client(::accept4(socket_.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
    const int on = 1;
    if (client) ::setsockopt(client.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return client;
}

}  // namespace glossd::bench
