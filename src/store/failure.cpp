#include "store/failure.hpp"

#include <cerrno>
#include <cstring>

#include <sqlite3.h>

namespace glossd::store {

using model::Error;
using model::ErrorKind;

namespace {

Error file_error(int system_errno, const std::string& path, const std::string& detail) {
    if (system_errno == ENOSPC || system_errno == EDQUOT) {
        return {ErrorKind::io, path + ": the disk or quota is full; free some space"};
    }
    const std::string why = system_errno == 0 ? detail : std::strerror(system_errno);
    return {ErrorKind::io, path + ": cannot be read or written: " + why};
}

}  // namespace

bool Failure::breaks_uniqueness() const {
    return sqlite_code_ == SQLITE_CONSTRAINT_UNIQUE || sqlite_code_ == SQLITE_CONSTRAINT_PRIMARYKEY;
}

Error describe(int sqlite_code, int system_errno, const std::string& path,
               const std::string& detail) {
    switch (sqlite_code & 0xff) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return {ErrorKind::locked, path + ": another process is writing to the database"};
        case SQLITE_FULL:
            return {ErrorKind::io, path + ": the disk or quota is full; free some space"};
        case SQLITE_READONLY:
        case SQLITE_PERM:
            return {ErrorKind::io, path +
                                       ": the database is read-only; check owner and mode of the "
                                       "file and its directory"};
        case SQLITE_NOTADB:
            return {ErrorKind::io, path + ": this file is not a database"};
        case SQLITE_CORRUPT:
            return {ErrorKind::io,
                    path + ": the database is damaged (" + detail + "); put a backup in its place"};
        case SQLITE_CANTOPEN:
        case SQLITE_IOERR:
            return file_error(system_errno, path, detail);
        case SQLITE_INTERRUPT:
            return {ErrorKind::cancelled, path + ": interrupted by the shutdown"};
        case SQLITE_CONSTRAINT:
            return {ErrorKind::refused, "the ledger forbids this: " + detail};
        default:
            return {ErrorKind::io, path + ": " + detail};
    }
}

}  // namespace glossd::store
