#include "e2e/fault_table.hpp"

#include "places.hpp"

#include <fstream>
#include <sstream>

#include <fmt/format.h>

namespace glossd::e2e {

const std::vector<FaultRow>& faults_proven_elsewhere() {
    static const std::vector<FaultRow> rows{
        {"a server that takes the connection and says nothing", "waits; unknown if it was sent",
         "no answer from",
         "net/hostile_server_test.cpp: a server that never answers ends at the deadline, and may "
         "have received"},
        {"a body that comes byte by byte", "waits", "body unfinished",
         "net/hostile_server_test.cpp: a body that drips byte by byte ends at the deadline"},
        {"half an answer of a feed or an engine", "waits", "broke off",
         "net/hostile_server_test.cpp: half an answer is not taken for a whole one"},
        {"a certificate that has expired, is not valid yet, is another host's, is self-signed",
         "waits; certainly not sent", "has expired, belongs to another host, …",
         "net/tls_test.cpp: a bad certificate is refused, and the error says what is wrong with "
         "it"},
        {"TLS 1.1 and older", "waits; certainly not sent", "no TLS with",
         "net/tls_test.cpp: TLS 1.2 is spoken, TLS 1.1 and 1.0 are not"},
        {"a name server that does not answer", "waits; certainly not sent", "",
         "net/resolver_test.cpp: a look-up that hangs costs no more than the deadline, and its "
         "answer is used later"},
        {"a clock that jumps years ahead and back", "published once", "",
         "pipeline/clock_test.cpp: a clock that jumps years ahead and back publishes nothing "
         "again"},
        {"a boot in the past", "published once", "",
         "pipeline/clock_test.cpp: a boot in the past publishes what is new, and nothing again "
         "once the clock is right"},
        {"a delay set by a clock that was ahead", "waits no longer than meant", "",
         "store/deadline_test.cpp: a clock that was ahead when the deadline was set costs the "
         "delay and no more"},
        {"a service whose clock is wrong", "read back by its own clock", "",
         "publishers/mastodon/look_up_test.cpp: a server whose clock is wrong is searched by its "
         "own clock"},
        {"a disk that is full during one commit", "that commit alone is undone",
         "the disk or quota is full",
         "store/database_test.cpp: a full disk fails the group with a message that says so, and "
         "the next group works"},
        {"a result that could not be recorded", "unknown, then found out", "",
         "pipeline/account_reconciling_test.cpp: a result that could not be recorded is found out "
         "instead of being sent again"},
        {"a database locked during one commit", "that commit alone is undone",
         "another process is writing",
         "store/database_test.cpp: a group that cannot get the lock fails as a whole, and the next "
         "one works"},
        {"a feed that repeats one id for all its items", "told apart by their links", "",
         "sources/feed/finish_test.cpp: one id for all items is told apart by the links"},
        {"a feed that is cut short", "nothing is taken back", "",
         "pipeline/intake_page_test.cpp: a feed that is cut short takes nothing back"},
        {"a machine killed at a random moment", "published once", "",
         "e2e/kill_test.cpp: twenty kills with a server that ignores keys lose nothing and repeat "
         "nothing"},
    };
    return rows;
}

bool has_proof(const FaultRow& row) {
    const auto colon = row.proof.find(": ");
    std::ifstream stream(places::sources() + "/tests/" + row.proof.substr(0, colon));
    std::stringstream text;
    text << stream.rdbuf();
    return text.str().find("\"" + row.proof.substr(colon + 2) + "\"") != std::string::npos;
}

std::string fault_table(const std::vector<FaultRow>& rows) {
    std::string text =
        "| what goes wrong | what it comes to | what is said | proven by |\n"
        "|---|---|---|---|\n";
    for (const auto& row : rows) {
        const auto file = row.proof.substr(0, row.proof.find(": "));
        text += fmt::format("| {} | {} | {} | `{}` |\n", row.fault, row.state, row.message, file);
    }
    return text;
}

}  // namespace glossd::e2e
