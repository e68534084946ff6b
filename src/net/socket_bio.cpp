#include "net/socket_bio.hpp"

#include "net/waiter.hpp"

#include <cerrno>
#include <cstdint>
#include <memory>

#include <sys/socket.h>

namespace glossd::net {

namespace {

int descriptor(BIO* bio) {
    return static_cast<int>(reinterpret_cast<std::intptr_t>(BIO_get_data(bio)));
}

int bio_write(BIO* bio, const char* data, int size) {
    BIO_clear_retry_flags(bio);
    const auto sent = ::send(descriptor(bio), data, static_cast<std::size_t>(size), MSG_NOSIGNAL);
    if (sent < 0 && transient(errno)) BIO_set_retry_write(bio);
    return static_cast<int>(sent);
}

int bio_read(BIO* bio, char* out, int size) {
    BIO_clear_retry_flags(bio);
    const auto got = ::recv(descriptor(bio), out, static_cast<std::size_t>(size), 0);
    if (got < 0 && transient(errno)) BIO_set_retry_read(bio);
    if (got == 0) BIO_set_flags(bio, BIO_FLAGS_IN_EOF);
    return static_cast<int>(got);
}

long bio_control(BIO* bio, int command, long, void*) {
    switch (command) {
        case BIO_CTRL_FLUSH:
        case BIO_CTRL_DUP:
            return 1;
        case BIO_CTRL_EOF:
            return BIO_test_flags(bio, BIO_FLAGS_IN_EOF) != 0;
        default:
            return 0;
    }
}

BIO_METHOD* new_method() {
    BIO_METHOD* method = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "glossd socket");
    if (method == nullptr) return nullptr;
    BIO_meth_set_write(method, bio_write);
    BIO_meth_set_read(method, bio_read);
    BIO_meth_set_ctrl(method, bio_control);
    return method;
}

}  // namespace

BIO* new_socket_bio(int fd) {
    static const std::unique_ptr<BIO_METHOD, decltype(&BIO_meth_free)> method(new_method(),
                                                                              BIO_meth_free);
    BIO* bio = method ? BIO_new(method.get()) : nullptr;
    if (bio == nullptr) return nullptr;
    BIO_set_data(bio, reinterpret_cast<void*>(static_cast<std::intptr_t>(fd)));
    BIO_set_init(bio, 1);
    return bio;
}

}  // namespace glossd::net
