#include "store/migrations.hpp"

#include "store/failure.hpp"

#include <array>
#include <string>

namespace glossd::store {

using model::ErrorKind;

namespace {

constexpr std::int64_t application_id = 0x676c6f73;  // "glos"; `file glossd.db` shows it

// Migration n stands at n - 1.
const std::array<const char*, 7>& steps() {
    static const std::array<const char*, 7> all{
        ledger_schema,        samples_schema,  by_hand_schema, spending_schema,
        memory_source_schema, findings_schema, guards_schema};
    return all;
}

int version_of(Connection& connection) {
    return static_cast<int>(connection.get_integer("PRAGMA user_version"));
}

void check_owner(Connection& connection) {
    const auto id = connection.get_integer("PRAGMA application_id");
    if (id == application_id) return;
    if (id == 0 && connection.get_integer("SELECT count(*) FROM sqlite_schema") == 0) return;
    throw Failure(ErrorKind::refused, connection.path() +
                                          ": this is the database of another program; glossd "
                                          "needs a file of its own");
}

void refuse_newer(const Connection& connection, int found) {
    if (found <= schema_version()) return;
    throw Failure(ErrorKind::config, connection.path() + ": written by a newer glossd (schema " +
                                         std::to_string(found) + ", this one knows up to " +
                                         std::to_string(schema_version()) + "); upgrade glossd");
}

void take_step(Connection& connection, int version) {
    connection.exec("BEGIN IMMEDIATE");
    try {
        // Another process may have taken the step while this one waited for the lock.
        if (version_of(connection) == version - 1) {
            connection.exec(steps().at(static_cast<std::size_t>(version - 1)));
            connection.exec("PRAGMA application_id = " + std::to_string(application_id));
            connection.exec("PRAGMA user_version = " + std::to_string(version));
        }
        connection.exec("COMMIT");
    } catch (const Failure&) {
        if (connection.in_transaction()) connection.exec("ROLLBACK");
        throw;
    }
}

}  // namespace

int schema_version() {
    return static_cast<int>(steps().size());
}

void migrate(Connection& connection) {
    migrate_to(connection, schema_version());
}

void migrate_to(Connection& connection, int version) {
    check_owner(connection);
    int found = version_of(connection);
    refuse_newer(connection, found);
    while (found < version) take_step(connection, ++found);
}

bool is_older(Connection& connection) {
    check_owner(connection);
    const int version = version_of(connection);
    return version > 0 && version < schema_version();
}

void check_schema(Connection& connection) {
    check_owner(connection);
    const int version = version_of(connection);
    refuse_newer(connection, version);
    if (version == schema_version()) return;
    throw Failure(ErrorKind::config, connection.path() + ": written by an older glossd (schema " +
                                         std::to_string(version) +
                                         "); `glossd run` or `glossd "
                                         "once` brings it up to date");
}

}  // namespace glossd::store
