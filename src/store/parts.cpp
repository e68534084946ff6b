#include "store/parts.hpp"

#include "store/failure.hpp"

#include <algorithm>

namespace glossd::store {

using model::ErrorKind;
using model::Part;

namespace {

std::string name(std::int64_t delivery_id, int number) {
    return "part " + std::to_string(number) + " of delivery " + std::to_string(delivery_id);
}

bool same_content(const std::vector<Part>& frozen, const std::vector<Part>& given) {
    return std::equal(frozen.begin(), frozen.end(), given.begin(), given.end(),
                      [](const Part& a, const Part& b) {
                          return a.number == b.number && a.key == b.key && a.payload == b.payload;
                      });
}

// When attempts began of parts that are not known to be published, of the target's deliveries in
// these states. A part that is to be sent again, come what may, is `ready` and may have arrived all
// the same.
std::string doubts_among(const std::string& states) {
    return "SELECT attempt_started FROM parts WHERE state <> 'published' AND "
           "attempt_started IS NOT NULL AND "
           "delivery_id IN (SELECT id FROM deliveries WHERE target = ?1 AND " +
           states + ")";
}

}  // namespace

Parts::Parts(Connection& connection)
    : of_(connection,
          "SELECT number, key, payload, progress, state, attempt_started, remote_id, remote_url "
          "FROM parts WHERE delivery_id = ?1 ORDER BY number"),
      taken_(connection,
             "SELECT 1 FROM parts WHERE target = ?1 AND remote_id = ?2 AND remote_id <> ''"),
      remote_ids_since_(connection,
                        "SELECT remote_id FROM parts WHERE target = ?1 AND published >= ?2 "
                        "AND remote_id <> ''"),
      publish_times_since_(connection,
                           "SELECT published FROM parts WHERE target = ?1 AND published >= ?2 "
                           "AND published IS NOT NULL ORDER BY published"),
      published_since_(connection,
                       "SELECT count(*) FROM parts WHERE target = ?1 AND published >= ?2 "
                       "AND published IS NOT NULL"),
      payloads_since_(connection,
                      "SELECT published, payload FROM parts WHERE target = ?1 AND "
                      "published >= ?2 AND published IS NOT NULL ORDER BY published"),
      // Two halves, because each has its partial index.
      doubts_(connection, doubts_among("state = 'held'") + " UNION ALL " +
                              doubts_among("(state = 'planned' OR state = 'ready' OR "
                                           "state = 'sending' OR state = 'unknown')") +
                              " ORDER BY 1"),
      insert_(connection,
              "INSERT INTO parts (delivery_id, number, target, key, payload, progress, "
              "attempt_started, state) SELECT id, ?2, target, ?3, ?4, ?5, ?6, "
              "iif(?6 IS NULL, 'ready', 'sending') FROM deliveries WHERE id = ?1"),
      start_(connection,
             "UPDATE parts SET state = 'sending', attempt_started = ?2 WHERE delivery_id = ?1 "
             "AND state = 'ready' AND number = (SELECT min(number) FROM parts "
             "WHERE delivery_id = ?1 AND state <> 'published')"),
      renew_(connection,
             "UPDATE parts SET attempt_started = ?2 WHERE delivery_id = ?1 AND state = 'sending'"),
      progress_(connection,
                "UPDATE parts SET progress = ?3 WHERE delivery_id = ?1 AND number = ?2 "
                "AND state <> 'published'"),
      published_(connection,
                 "UPDATE parts SET state = 'published', published = ?5, remote_id = ?3, "
                 "remote_url = ?4 WHERE delivery_id = ?1 AND number = ?2 "
                 "AND state IN ('sending', 'unknown') AND EXISTS (SELECT 1 FROM deliveries "
                 "WHERE id = ?1 AND state IN ('sending', 'unknown'))"),
      all_published_(connection,
                     "UPDATE parts SET state = 'published', published = ?2 "
                     "WHERE delivery_id = ?1 AND state IN ('sending', 'unknown')"),
      unknown_(connection,
               "UPDATE parts SET state = 'unknown' WHERE delivery_id = ?1 AND state = 'sending'"),
      ready_(connection,
             "UPDATE parts SET state = 'ready' WHERE delivery_id = ?1 "
             "AND (state = 'sending' OR ?2 AND state = 'unknown')"),
      forget_(connection, "DELETE FROM parts WHERE delivery_id = ?1 AND state = 'ready'") {}

std::vector<Part> Parts::of(std::int64_t delivery_id) const {
    std::vector<Part> parts;
    auto rows = of_.query(delivery_id);
    while (rows.next()) {
        parts.push_back(Part{rows.small(0), rows.text(1), rows.text(2), rows.text(3),
                             model::delivery_state(rows.text(4)).value_or(Part{}.state),
                             rows.optional_time(5), rows.text(6), rows.text(7)});
    }
    return parts;
}

bool Parts::remote_id_taken(const std::string& target, const std::string& remote_id) const {
    return taken_.query(target, remote_id).next();
}

std::vector<std::string> Parts::remote_ids_since(const std::string& target,
                                                 model::WallTime since) const {
    std::vector<std::string> ids;
    auto rows = remote_ids_since_.query(target, since);
    while (rows.next()) ids.push_back(rows.text(0));
    return ids;
}

std::vector<model::WallTime> Parts::publish_times_since(const std::string& target,
                                                        model::WallTime since) const {
    std::vector<model::WallTime> times;
    auto rows = publish_times_since_.query(target, since);
    while (rows.next()) times.push_back(rows.time(0));
    return times;
}

int Parts::published_since(const std::string& target, model::WallTime since) const {
    auto rows = published_since_.query(target, since);
    rows.next();
    return rows.small(0);
}

void Parts::each_payload_since(
    const std::string& target, model::WallTime since,
    const std::function<void(model::WallTime, const std::string&)>& visit) const {
    auto rows = payloads_since_.query(target, since);
    while (rows.next()) visit(rows.time(0), rows.text(1));
}

std::vector<model::WallTime> Parts::doubts(const std::string& target) const {
    std::vector<model::WallTime> started;
    auto rows = doubts_.query(target);
    while (rows.next()) started.push_back(rows.time(0));
    return started;
}

void Parts::start(std::int64_t delivery_id, const std::vector<Part>& given, model::WallTime now) {
    const std::string delivery = "delivery " + std::to_string(delivery_id);
    const auto frozen = of(delivery_id);
    if (frozen.empty() && !given.empty()) return insert(delivery_id, given, now);
    if (!given.empty() && !same_content(frozen, given)) {
        throw Failure(
            ErrorKind::invalid_input,
            delivery + ": its parts are frozen since the first sending and cannot change");
    }
    if (start_.run(delivery_id, now) != 1) {
        throw Failure(ErrorKind::invalid_input, delivery + " has no part left to send");
    }
}

void Parts::insert(std::int64_t delivery_id, const std::vector<Part>& parts, model::WallTime now) {
    std::optional<model::WallTime> started = now;
    int next = 0;
    for (const auto& part : parts) {
        if (part.number != next++) {
            throw Failure(ErrorKind::invalid_input,
                          name(delivery_id, part.number) + " is out of order");
        }
        insert_.run(delivery_id, part.number, part.key, part.payload, part.progress, started);
        started.reset();
    }
}

void Parts::renew(std::int64_t delivery_id, model::WallTime now) {
    renew_.run(delivery_id, now);
}

void Parts::set_progress(std::int64_t delivery_id, int number, const std::string& progress) {
    if (progress_.run(delivery_id, number, progress) == 1) return;
    throw Failure(ErrorKind::invalid_input,
                  name(delivery_id, number) + " does not exist or is published");
}

void Parts::set_published(std::int64_t delivery_id, int number, const std::string& remote_id,
                          const std::string& remote_url, model::WallTime now) {
    try {
        if (published_.run(delivery_id, number, remote_id, remote_url, now) == 1) return;
    } catch (const Failure& failure) {
        if (!failure.breaks_uniqueness()) throw;
        throw Failure({ErrorKind::refused, name(delivery_id, number) + ": remote id \"" +
                                               remote_id + "\" belongs to another delivery"},
                      failure.sqlite_code());
    }
    throw Failure(ErrorKind::invalid_input, name(delivery_id, number) + " is not being sent");
}

void Parts::set_all_in_flight_published(std::int64_t delivery_id, model::WallTime now) {
    all_published_.run(delivery_id, now);
}

void Parts::set_in_flight_unknown(std::int64_t delivery_id) {
    unknown_.run(delivery_id);
}

void Parts::set_unsent_ready(std::int64_t delivery_id, bool unknown_too) {
    ready_.run(delivery_id, int{unknown_too});
}

void Parts::forget_unsent(std::int64_t delivery_id) {
    forget_.run(delivery_id);
}

}  // namespace glossd::store
