// TLS for client sockets that never block: one context for the process, one session a
// connection. httplib's own SSLClient is not used: it loads the certificates for every client,
// starts its time-out anew with every byte and compares names by rules of its own.
#pragma once

#include "model/result.hpp"
#include "net/waiter.hpp"

#include <cstdint>
#include <memory>
#include <string>

#include <sys/types.h>

struct ssl_st;
struct ssl_ctx_st;

namespace glossd::net {

struct SslDeleter {
    void operator()(ssl_st* ssl) const;
    void operator()(ssl_ctx_st* context) const;
};

// Trusted certificates and protocol floor (TLS 1.2, always verified). Any thread.
class TlsContext {
  public:
    // Authorities from the folder `ca_path` (hashed names, as /etc/ssl/certs has them; read on
    // demand, 15 times cheaper than the bundle) and from `ca_file` when not empty.
    TlsContext(const std::string& ca_path, const std::string& ca_file);

    ssl_ctx_st* get() const { return context_.get(); }
    const std::string& problem() const { return problem_; }  // empty when usable

  private:
    std::unique_ptr<ssl_ctx_st, SslDeleter> context_;
    std::string problem_;
};

// One job at a time.
class TlsSession {
  public:
    // Handshake over the connected, non-blocking `fd`, which must outlive the session. `host` is
    // the name for SNI and for the certificate check; an address literal is checked as one.
    static model::Result<TlsSession> connect(const TlsContext& context, int fd,
                                             const std::string& host, const Waiter& waiter);

    model::Result<std::size_t> read(char* out, std::size_t size, const Waiter& waiter);  // 0: end
    model::Result<void> write(const char* data, std::size_t size, const Waiter& waiter);

    std::uint64_t sent() const;  // bytes the kernel has taken, handshake included
    bool has_unread() const;
    void close();  // says goodbye without waiting

  private:
    TlsSession(std::unique_ptr<ssl_st, SslDeleter> ssl, int fd) : ssl_(std::move(ssl)), fd_(fd) {}

    std::unique_ptr<ssl_st, SslDeleter> ssl_;
    int fd_;
};

}  // namespace glossd::net
