#include "net/tls.hpp"

#include "net/ip_address.hpp"
#include "net/socket_bio.hpp"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstring>

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <poll.h>

namespace glossd::net {

namespace {

using model::ErrorKind;

// The newest entry of OpenSSL's queue is the most general, the first says what went wrong.
std::string openssl_error() {
    const auto code = ERR_get_error();
    ERR_clear_error();
    if (code == 0) return "unknown TLS error";
    const char* reason = ERR_reason_error_string(code);
    return reason != nullptr ? reason : "TLS error " + std::to_string(code);
}

std::string certificate_problem(long result, const std::string& host) {
    switch (result) {
        case X509_V_ERR_CERT_HAS_EXPIRED:
            return "the certificate of " + host + " has expired (or this machine's clock is wrong)";
        case X509_V_ERR_CERT_NOT_YET_VALID:
            return "the certificate of " + host +
                   " is not valid yet (or this machine's clock is wrong)";
        case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
            return "the certificate of " + host + " is self-signed";
        case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
        case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
        case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
            return "the certificate of " + host +
                   " comes from an authority that this machine does not trust";
        case X509_V_ERR_HOSTNAME_MISMATCH:
        case X509_V_ERR_IP_ADDRESS_MISMATCH:
            return "the certificate belongs to another host, not to " + host;
        default:
            return "the certificate of " + host +
                   " was refused: " + X509_verify_cert_error_string(result);
    }
}

// What an SSL call that did not succeed asks for: waiting (then call it again), or an error.
model::Result<void> settle(SSL* ssl, int fd, int result, const Waiter& waiter) {
    const int saved_errno = errno;
    switch (SSL_get_error(ssl, result)) {
        case SSL_ERROR_WANT_READ:
            return waiter.wait(fd, POLLIN);
        case SSL_ERROR_WANT_WRITE:
            return waiter.wait(fd, POLLOUT);
        case SSL_ERROR_SYSCALL:
            ERR_clear_error();
            if (saved_errno == 0) return model::fail(ErrorKind::network, "connection closed");
            return model::fail(ErrorKind::network, std::strerror(saved_errno));
        case SSL_ERROR_ZERO_RETURN:
            return model::fail(ErrorKind::network, "connection closed");
        default:
            return model::fail(ErrorKind::network, "TLS: " + openssl_error());
    }
}

bool expect_host(SSL* ssl, const std::string& host) {
    SSL_set_hostflags(ssl, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
    if (const auto address = IpAddress::parse(host))
        return X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), address->text().c_str()) == 1;
    return SSL_set1_host(ssl, host.c_str()) == 1 &&
           SSL_set_tlsext_host_name(ssl, host.c_str()) == 1;
}

}  // namespace

void SslDeleter::operator()(ssl_st* ssl) const {
    SSL_free(ssl);
}
void SslDeleter::operator()(ssl_ctx_st* context) const {
    SSL_CTX_free(context);
}

TlsContext::TlsContext(const std::string& ca_path, const std::string& ca_file)
    : context_(SSL_CTX_new(TLS_client_method())) {
    auto* context = context_.get();
    if (context == nullptr) {
        problem_ = "TLS is not available: " + openssl_error();
        return;
    }
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
    // Idle connections give back their buffers (34 kB each); a write may be taken in parts.
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE |
                                  SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    if (!ca_path.empty() && SSL_CTX_load_verify_dir(context, ca_path.c_str()) != 1)
        problem_ = "cannot read the certificate folder " + ca_path + ": " + openssl_error();
    if (!ca_file.empty() && SSL_CTX_load_verify_file(context, ca_file.c_str()) != 1)
        problem_ = "cannot read the certificate file " + ca_file + ": " + openssl_error();
}

model::Result<TlsSession> TlsSession::connect(const TlsContext& context, int fd,
                                              const std::string& host, const Waiter& waiter) {
    if (!context.problem().empty()) return model::fail(ErrorKind::config, context.problem());
    std::unique_ptr<ssl_st, SslDeleter> ssl(SSL_new(context.get()));
    BIO* bio = ssl ? new_socket_bio(fd) : nullptr;
    if (bio == nullptr) return model::fail(ErrorKind::network, "TLS: " + openssl_error());
    SSL_set_bio(ssl.get(), bio, bio);
    if (!expect_host(ssl.get(), host))
        return model::fail(ErrorKind::invalid_input, host + " cannot be a TLS host name");

    while (true) {
        if (const auto patience = waiter.check(); !patience)
            return tl::make_unexpected(patience.error());
        ERR_clear_error();
        errno = 0;
        const int result = SSL_connect(ssl.get());
        if (result == 1) return TlsSession(std::move(ssl), fd);
        if (const long verdict = SSL_get_verify_result(ssl.get()); verdict != X509_V_OK)
            return model::fail(ErrorKind::network, certificate_problem(verdict, host));
        if (const auto settled = settle(ssl.get(), fd, result, waiter); !settled)
            return tl::make_unexpected(settled.error());
    }
}

model::Result<std::size_t> TlsSession::read(char* out, std::size_t size, const Waiter& waiter) {
    const int wanted = static_cast<int>(std::min<std::size_t>(size, INT_MAX));
    while (true) {
        if (const auto patience = waiter.check(); !patience)
            return tl::make_unexpected(patience.error());
        ERR_clear_error();
        errno = 0;
        const int got = SSL_read(ssl_.get(), out, wanted);
        if (got > 0) return static_cast<std::size_t>(got);
        if (SSL_get_error(ssl_.get(), got) == SSL_ERROR_ZERO_RETURN) return 0;
        if (const auto settled = settle(ssl_.get(), fd_, got, waiter); !settled)
            return tl::make_unexpected(settled.error());
    }
}

model::Result<void> TlsSession::write(const char* data, std::size_t size, const Waiter& waiter) {
    while (size > 0) {
        if (const auto patience = waiter.check(); !patience) return patience;
        ERR_clear_error();
        errno = 0;
        const int put =
            SSL_write(ssl_.get(), data, static_cast<int>(std::min<std::size_t>(size, INT_MAX)));
        if (put > 0) {
            data += put;
            size -= static_cast<std::size_t>(put);
        } else if (const auto settled = settle(ssl_.get(), fd_, put, waiter); !settled) {
            return settled;
        }
    }
    return {};
}

std::uint64_t TlsSession::sent() const {
    return BIO_number_written(SSL_get_wbio(ssl_.get()));
}

bool TlsSession::has_unread() const {
    return SSL_has_pending(ssl_.get()) == 1;
}

void TlsSession::close() {
    if (SSL_is_init_finished(ssl_.get()) == 0) return;
    SSL_shutdown(ssl_.get());
    ERR_clear_error();
}

}  // namespace glossd::net
