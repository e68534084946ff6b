// Result<T>: a value, or an Error whose kind says what the caller does next.
// Ordinary failure only; an exception that crosses a room's border is a bug.
#pragma once

#include <string>
#include <utility>

#include <tl/expected.hpp>

namespace glossd::model {

enum class ErrorKind {
    invalid_input,  // the bytes or arguments are wrong: report them, do not repeat
    config,         // the operator must change the configuration
    not_found,      // the named thing does not exist
    unsupported,    // not possible with this service, engine or language
    network,        // no connection, or it broke: try again later
    timeout,        // the deadline passed: try again later
    protocol,       // the other side broke its protocol: try again later, tell the operator
    refused,        // a safety rule of ours forbids it (private address, too large, too deep)
    locked,         // another process holds it
    io,             // a file or disk failed (full, read-only, missing permission)
    cancelled,      // we are shutting down
};

struct Error {
    ErrorKind kind = ErrorKind::invalid_input;
    std::string message;  // one sentence for the operator: where, what, what to do; never a secret

    bool operator==(const Error&) const = default;
};

template <class T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(ErrorKind kind, std::string message) {
    return tl::make_unexpected(Error{kind, std::move(message)});
}

}  // namespace glossd::model
