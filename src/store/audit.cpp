#include "store/audit.hpp"

#include "store/connection.hpp"
#include "store/failure.hpp"
#include "store/migrations.hpp"
#include "store/statement.hpp"

#include <algorithm>
#include <filesystem>

namespace glossd::store {

using Weight = Audited::Weight;

namespace {

constexpr std::size_t most_named = 5;  // of one kind

constexpr const char* file_damaged =
    "stop glossd and put a backup in its place (docs/reliability.md, \"Putting a backup back\")";
constexpr const char* changed_by_hand =
    "the file was changed by something else than glossd; put a backup in its place, or look at "
    "the account and `glossd queue drop` what is out";

// Deliveries that cannot be as they are: a query of their ids, and what is wrong.
struct Rule {
    const char* query;
    const char* what;
};

constexpr Rule delivery_rules[] = {
    {"SELECT id FROM deliveries d WHERE state = 'published' AND (NOT EXISTS (SELECT 1 FROM parts "
     "WHERE delivery_id = d.id) OR EXISTS (SELECT 1 FROM parts WHERE delivery_id = d.id AND state "
     "<> 'published'))",
     "is published, but not all of its parts are"},
    {"SELECT id FROM deliveries d WHERE state = 'sending' AND NOT EXISTS (SELECT 1 FROM parts "
     "WHERE delivery_id = d.id AND state = 'sending')",
     "is being sent, but none of its parts is"},
    {"SELECT id FROM deliveries d WHERE state = 'unknown' AND NOT EXISTS (SELECT 1 FROM parts "
     "WHERE delivery_id = d.id AND state = 'unknown')",
     "is unknown, but none of its parts is"},
    {"SELECT id FROM deliveries d WHERE (state = 'planned' OR state = 'ready') AND EXISTS (SELECT "
     "1 FROM parts WHERE delivery_id = d.id) AND NOT EXISTS (SELECT 1 FROM parts WHERE "
     "delivery_id = d.id AND state <> 'published')",
     "still waits, but all of its parts are published"},
    {"SELECT id FROM deliveries d WHERE (state = 'planned' OR state = 'ready') AND EXISTS (SELECT "
     "1 FROM parts WHERE delivery_id = d.id AND (state = 'sending' OR state = 'unknown'))",
     "waits to be sent, but a part of it may be on the account"},
    {"SELECT d.id FROM deliveries d JOIN parts p ON p.delivery_id = d.id GROUP BY d.id HAVING "
     "count(*) <> max(p.number) + 1 OR count(DISTINCT p.target) > 1 OR max(p.target) <> d.target",
     "has parts that do not belong together"},
    {"SELECT DISTINCT a.delivery_id FROM parts a JOIN parts b ON b.delivery_id = a.delivery_id "
     "AND b.number < a.number WHERE a.state = 'published' AND b.state <> 'published'",
     "has a part that is published before one that stands before it"},
    {"SELECT min(delivery_id) FROM parts NOT INDEXED WHERE remote_id <> '' GROUP BY target, "
     "remote_id HAVING count(*) > 1",
     "shares a post on the account with another delivery"},
    {"SELECT r.delivery_id FROM retractions r JOIN deliveries d ON d.id = r.delivery_id WHERE "
     "r.target <> d.target",
     "is to be retracted from another target than its own"},
    // For a connection that only reads, SQLite does not load the constraints that say so.
    {"SELECT id FROM deliveries WHERE state NOT IN ('planned', 'ready', 'sending', 'unknown', "
     "'published', 'held', 'dropped')",
     "is in a state that there is not"},
    {"SELECT id FROM deliveries WHERE (guard = 'backlog' OR guard = 'restored') AND state <> "
     "'held'",
     "waits for a choice, but is not held"},
};

class Auditor {
  public:
    Auditor(Connection& connection, const AuditNames& names, model::WallTime now)
        : connection_(connection), names_(names), now_(now) {}

    Audit run() {
        connection_.exec("BEGIN");
        audit_.schema = static_cast<int>(connection_.get_integer("PRAGMA user_version"));
        // A file that is damaged may not answer the other questions.
        if (check_file()) {
            audit_.deliveries = connection_.get_integer("SELECT count(*) FROM deliveries");
            check_references();
            if (audit_.schema < schema_version()) {
                remark("it was written by an older glossd",
                       "the next start brings it up to date; `glossd backup` first, if you may "
                       "want to go back");
                return std::move(audit_);
            }
            for (const auto& rule : delivery_rules) check(rule);
            check_memory();
            look_for_the_gone();
            look_at_the_clock();
        }
        return std::move(audit_);
    }

  private:
    void flaw(std::string what, std::string advice) {
        audit_.found.push_back({Weight::flaw, std::move(what), std::move(advice)});
    }
    void remark(std::string what, std::string advice) {
        audit_.found.push_back({Weight::remark, std::move(what), std::move(advice)});
    }

    bool check_file() {
        const Statement check(connection_, "PRAGMA integrity_check(20)");
        auto rows = check.query();
        while (rows.next()) {
            if (rows.text(0) != "ok") flaw("the file is damaged: " + rows.text(0), file_damaged);
        }
        return audit_.found.empty();
    }

    void check_references() {
        const Statement check(
            connection_, "SELECT \"table\", count(*) FROM pragma_foreign_key_check GROUP BY 1");
        auto rows = check.query();
        while (rows.next()) {
            flaw(std::to_string(rows.integer(1)) + " rows of the table " + rows.text(0) +
                     " speak of something that is not there",
                 file_damaged);
        }
    }

    void check(const Rule& rule) {
        const Statement query(connection_, rule.query);
        auto rows = query.query();
        std::size_t count = 0;
        std::string named;
        while (rows.next()) {
            if (++count > most_named) continue;
            named += (named.empty() ? "" : ", ") + std::to_string(rows.integer(0));
        }
        if (count == 0) return;
        if (count > most_named) named += " and " + std::to_string(count - most_named) + " more";
        flaw("delivery " + named + " " + rule.what, changed_by_hand);
    }

    void check_memory() {
        const auto off = connection_.get_integer(
            "SELECT entries <> (SELECT count(*) FROM memory) OR bytes <> (SELECT "
            "coalesce(sum(bytes), 0) FROM memory) FROM memory_totals");
        if (off == 0) return;
        flaw("the totals of the translation memory do not fit its entries",
             "`glossd cache purge` empties it; nothing that was published is touched");
    }

    void look_for_the_gone() {
        look_for("SELECT source FROM cursors", names_.sources, "the place reached in source",
                 "a source of that name goes on from there");
        look_for(
            "SELECT DISTINCT target FROM deliveries WHERE state = 'planned' OR state = 'ready' OR "
            "state = 'sending' OR state = 'unknown'",
            names_.targets, "deliveries that wait for target",
            "they are held at the next start; `glossd queue list` shows them");
        look_for("SELECT target FROM pauses WHERE target <> ''", names_.targets,
                 "a pause of target", "`glossd queue resume --target` ends it");
    }

    // Rows about a name that the configuration does not have.
    void look_for(const char* query, const std::vector<std::string>& known, const char* what,
                  const char* advice) {
        const Statement statement(connection_, query);
        auto rows = statement.query();
        while (rows.next()) {
            const auto name = rows.text(0);
            if (std::find(known.begin(), known.end(), name) != known.end()) continue;
            remark(std::string("there is ") + what + " \"" + name +
                       "\", which is not in the configuration",
                   advice);
        }
    }

    void look_at_the_clock() {
        const Statement query(connection_,
                              "SELECT count(*) FROM parts WHERE published IS NOT NULL AND "
                              "published > ?1");
        auto rows = query.query(now_ + std::chrono::hours(24));
        rows.next();
        if (rows.integer(0) == 0) return;
        remark(std::to_string(rows.integer(0)) + " parts were published more than a day from now",
               "this computer's clock is or was wrong; see that it is set by the network");
    }

    Connection& connection_;
    const AuditNames& names_;
    model::WallTime now_;
    Audit audit_;
};

}  // namespace

bool Audit::sound() const {
    return std::none_of(found.begin(), found.end(),
                        [](const auto& one) { return one.weight == Weight::flaw; });
}

model::Result<Audit> audit(const std::string& ledger, const AuditNames& names,
                           model::WallTime now) {
    std::error_code ignored;
    if (!std::filesystem::exists(ledger, ignored)) {
        return model::fail(model::ErrorKind::not_found, ledger + ": there is no database yet");
    }
    try {
        Connection connection(ledger, Access::read_only, {});
        if (!is_older(connection)) check_schema(connection);
        return Auditor(connection, names, now).run();
    } catch (const Failure& failure) {
        return tl::make_unexpected(failure.error());
    }
}

}  // namespace glossd::store
