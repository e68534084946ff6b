// File exchange: whole files in and out, for sources and targets that are files. A write is
// atomic: readers see the old file or the new one, also after a power cut. Any thread; blocks.
#pragma once

#include "model/exchange.hpp"

namespace glossd::net {

// Regular files only: a FIFO or device could block for ever, a folder has no content. FileReply
// or ExchangeFailure (not_found, refused when larger than max_size, io).
model::Reply perform_file(const model::FileReadRequest& request);

// Mode 0644, whatever the umask: a web server must be able to read what we publish; 0600 for what
// is private. Failures
// before the rename leave the old file untouched and have maybe_received = false.
model::Reply perform_file(const model::FileWriteRequest& request);

}  // namespace glossd::net
