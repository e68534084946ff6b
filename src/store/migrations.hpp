// Migrations: the numbered steps from an empty file to the schema this program speaks.
// A step that has shipped never changes; a change of the schema is a new step.
#pragma once

#include "store/connection.hpp"

namespace glossd::store {

// The schema this program reads and writes.
int schema_version();

// Brings the database up to schema_version(), each step in a transaction of its own. Throws
// Failure: config for a newer schema, refused for a file of another program.
void migrate(Connection& connection);

// Only the steps up to `version`: a ledger as an older glossd left it.
void migrate_to(Connection& connection, int version);

// Ours, and migrate() has something to do.
bool is_older(Connection& connection);

// For readers, which change nothing: throws unless the schema is exactly ours.
void check_schema(Connection& connection);

// What the migrations run, in their order.
extern const char* const ledger_schema;
extern const char* const samples_schema;
extern const char* const by_hand_schema;
extern const char* const spending_schema;
extern const char* const memory_source_schema;
extern const char* const findings_schema;
extern const char* const guards_schema;

}  // namespace glossd::store
