// The fault table: what goes wrong, what that comes to, and the test that proves it. Some rows are
// played by faults_test.cpp itself with the real program; the rest name their proof.
#pragma once

#include <string>
#include <vector>

namespace glossd::e2e {

struct FaultRow {
    std::string fault;
    std::string state;    // of what was to be published
    std::string message;  // part of what glossd says of it; empty: nothing has to be said
    std::string proof;    // "room/file_test.cpp: name of the case"
};

// Those that are proven elsewhere.
const std::vector<FaultRow>& faults_proven_elsewhere();

// Whether tests/ has that file with that case.
bool has_proof(const FaultRow& row);

// A Markdown table, as docs/reliability.md has it.
std::string fault_table(const std::vector<FaultRow>& rows);

}  // namespace glossd::e2e
