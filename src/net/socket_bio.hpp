// An OpenSSL BIO over a socket that sends with MSG_NOSIGNAL: the stock one raises SIGPIPE when
// the other side is gone, and a library must not depend on the process ignoring that.
#pragma once

#include <openssl/bio.h>

namespace glossd::net {

// Does not own `fd`. Null when memory is out.
BIO* new_socket_bio(int fd);

}  // namespace glossd::net
