// Integrity: refuse a damaged ledger at the start, before anything is decided from it.
// Not a promise: damage in a large, properly closed file shows only when it is read.
#pragma once

#include "store/connection.hpp"

namespace glossd::store {

// Reads the whole database when that is soon done or when the last owner did not close it.
// Throws Failure (io) with what to do.
void check_integrity(Connection& connection);

}  // namespace glossd::store
