#include "store/deliveries.hpp"

#include "store/codec.hpp"
#include "store/connection.hpp"
#include "store/failure.hpp"

#include <algorithm>

namespace glossd::store {

using model::ErrorKind;

namespace {

// Every move but the one into `sending` gives up the lease, and most end a wait.
std::string move(const std::string& set, const std::vector<std::string>& from) {
    std::string states;
    for (const auto& state : from) {
        states += (states.empty() ? "state = '" : " OR state = '") + state + "'";
    }
    return "UPDATE deliveries SET owner = NULL, lease_until = NULL, " + set +
           " WHERE id = ?1 AND (" + states + ")";
}

const std::string wait = "next_try = ?2, next_try_set = ?3, ";
const std::string no_wait = "next_try = NULL, next_try_set = NULL, ";
const std::string resumed = "state = iif(segments IS NULL, 'planned', 'ready'), ";
const std::string none_in_doubt =
    " AND NOT EXISTS (SELECT 1 FROM parts WHERE delivery_id = ?1 AND state = 'unknown')";
const std::string none_published =
    " AND NOT EXISTS (SELECT 1 FROM parts WHERE delivery_id = ?1 AND state = 'published')";
constexpr int longest_history = 4000;  // characters; the newest stay

std::string name_of(std::int64_t id) {
    return "delivery " + std::to_string(id);
}

// All at once: a statement must not be read while the rows it found are changed.
std::vector<std::int64_t> ids_of(Rows&& rows) {
    std::vector<std::int64_t> ids;
    while (rows.next()) ids.push_back(rows.integer(0));
    return ids;
}

}  // namespace

Deliveries::Deliveries(Connection& connection, Parts& parts)
    : DeliveryQueries(connection, parts),
      parts_(parts),
      plan_(connection,
            "INSERT INTO deliveries (post_id, source, target, language, priority, state, created, "
            "updated, next_try, next_try_set) VALUES (?1, ?2, ?3, ?4, ?5, 'planned', ?6, ?6, ?7, "
            "iif(?7 IS NULL, NULL, ?6))"),
      ready_(connection, move(no_wait + "state = 'ready', segments = ?2, reason = '', updated = ?3",
                              {"planned"})),
      segments_(
          connection,
          "UPDATE deliveries SET segments = ?2, updated = ?3 WHERE id = ?1 AND state = 'ready' "
          "AND NOT EXISTS (SELECT 1 FROM parts WHERE delivery_id = ?1) AND version = "
          "coalesce(?4, version)"),
      sending_(connection,
               "UPDATE deliveries SET " + no_wait +
                   "state = 'sending', owner = ?2, lease_until = ?3, attempts = attempts + 1, "
                   "updated = ?4 WHERE id = ?1 AND state = 'ready' AND NOT EXISTS "
                   "(SELECT 1 FROM retractions WHERE delivery_id = ?1) AND version = "
                   "coalesce(?5, version)"),
      renew_(connection,
             "UPDATE deliveries SET lease_until = ?2, updated = ?3 "
             "WHERE id = ?1 AND state = 'sending'"),
      back_to_ready_(connection,
                     move("state = 'ready', reason = '', updated = ?2", {"sending", "unknown"}) +
                         " AND EXISTS (SELECT 1 FROM parts WHERE delivery_id = ?1 "
                         "AND state <> 'published')"),
      published_(connection,
                 move(no_wait + "state = 'published', published = ?2, reason = '', updated = ?2",
                      {"sending", "unknown"}) +
                     " AND EXISTS (SELECT 1 FROM parts WHERE delivery_id = ?1) AND NOT EXISTS "
                     "(SELECT 1 FROM parts WHERE delivery_id = ?1 AND state <> 'published')"),
      unknown_(connection,
               move(no_wait + "state = 'unknown', reason = ?2, updated = ?3", {"sending"})),
      retry_later_(connection, move(resumed + wait + "reason = ?4, updated = ?3",
                                    {"planned", "ready", "sending", "unknown"})),
      defer_(connection, move(wait + "reason = ?4, updated = ?3", {"planned", "ready", "unknown"})),
      hold_(connection, move(no_wait + "state = 'held', reason = ?2, updated = ?3",
                             {"planned", "ready", "sending", "unknown"})),
      drop_(connection, move(no_wait + "state = 'dropped', guard = '', updated = ?2",
                             {"planned", "ready", "unknown", "held"})),
      retry_held_(
          connection,
          move(no_wait + resumed + "reason = '', guard = 'released', updated = ?2", {"held"})),
      approve_(connection, move(no_wait + "state = 'ready', reason = '', guard = 'released', "
                                          "updated = ?2",
                                {"held"}) +
                               " AND segments IS NOT NULL" + none_in_doubt),
      edit_(connection,
            "UPDATE deliveries SET segments = ?2, version = version + 1, updated = ?3 "
            "WHERE id = ?1 AND (state = 'ready' OR state = 'held')" +
                none_in_doubt + none_published),
      note_(connection,
            "UPDATE deliveries SET history = substr(history || "
            "strftime('%Y-%m-%dT%H:%M:%SZ', ?2 / 1000, 'unixepoch') || ' ' || ?3 || "
            "iif(?4 = '', '', ': ' || replace(?4, char(10), ' ')) || char(10), -?5) "
            "WHERE id = ?1"),
      of_other_owners_(connection,
                       "SELECT id FROM deliveries WHERE target = ?1 AND state = 'sending' AND "
                       "owner <> ?2 AND " +
                           std::string(is_pending)),
      waiting_targets_(connection,
                       "SELECT DISTINCT target FROM deliveries WHERE " + std::string(is_pending)),
      waiting_for_(connection,
                   "SELECT id FROM deliveries WHERE target = ?1 AND state <> 'sending' AND " +
                       std::string(is_pending) + " ORDER BY id"),
      state_(connection, "SELECT state FROM deliveries WHERE id = ?1") {}

std::int64_t Deliveries::plan(const PlannedDelivery& planned) {
    try {
        const bool waits = planned.delay > model::Duration::zero();
        plan_.run(planned.post_id, planned.source, planned.target, planned.language,
                  planned.priority, planned.created,
                  waits ? std::optional(planned.created + planned.delay) : std::nullopt);
    } catch (const Failure& failure) {
        if (!failure.breaks_uniqueness()) throw;
        throw Failure(
            {ErrorKind::refused, "post " + std::to_string(planned.post_id) +
                                     " has a delivery for \"" + planned.target + "\" already"},
            failure.sqlite_code());
    }
    return connection_.last_insert_id();
}

void Deliveries::set_ready(std::int64_t id, const std::vector<model::TranslatedSegment>& segments,
                           model::WallTime now) {
    expect_moved(ready_.run(id, encode(segments), now), id, "ready");
}

void Deliveries::set_segments(std::int64_t id,
                              const std::vector<model::TranslatedSegment>& segments,
                              model::WallTime now, std::optional<int> version) {
    if (segments_.run(id, encode(segments), now, version) == 1) return;
    throw Failure(ErrorKind::invalid_input, "delivery " + std::to_string(id) +
                                                " is not waiting to be sent for the first time");
}

void Deliveries::set_sending(std::int64_t id, const std::vector<model::Part>& parts,
                             model::WallTime now, const std::string& owner,
                             model::WallTime lease_until, std::optional<int> version) {
    expect_moved(sending_.run(id, owner, lease_until, now, version), id, "sending");
    parts_.start(id, parts, now);
}

void Deliveries::renew_attempt(std::int64_t id, model::WallTime now, model::WallTime lease_until) {
    expect_moved(renew_.run(id, lease_until, now), id, "sending again");
    parts_.renew(id, now);
}

void Deliveries::set_part_progress(std::int64_t id, int number, const std::string& progress) {
    parts_.set_progress(id, number, progress);
}

void Deliveries::set_part_published(std::int64_t id, int number, const std::string& remote_id,
                                    const std::string& remote_url, model::WallTime now) {
    parts_.set_published(id, number, remote_id, remote_url, now);
    back_to_ready_.run(id, now);
}

void Deliveries::set_published(std::int64_t id, model::WallTime now) {
    expect_moved(published_.run(id, now), id, "published");
}

void Deliveries::set_published_many(const std::vector<std::int64_t>& ids, model::WallTime now) {
    for (const auto id : ids) {
        parts_.set_all_in_flight_published(id, now);
        set_published(id, now);
    }
}

void Deliveries::set_unknown(std::int64_t id, const std::string& reason, model::WallTime now) {
    expect_moved(unknown_.run(id, reason, now), id, "unknown");
    parts_.set_in_flight_unknown(id);
    note(id, "unknown", reason, now);
}

void Deliveries::set_retry(std::int64_t id, const Deadline& next_try, const std::string& reason) {
    expect_moved(retry_later_.run(id, next_try.at, next_try.set_at, reason), id, "ready");
    parts_.set_unsent_ready(id, true);
}

void Deliveries::defer(std::int64_t id, const Deadline& next_try, const std::string& reason) {
    expect_moved(defer_.run(id, next_try.at, next_try.set_at, reason), id, "deferred");
}

void Deliveries::hold(std::int64_t id, const std::string& reason, model::WallTime now) {
    expect_moved(hold_.run(id, reason, now), id, "held");
    parts_.set_unsent_ready(id, false);
    note(id, "held", reason, now);
}

void Deliveries::drop(std::int64_t id, model::WallTime now, const std::string& reason) {
    expect_moved(drop_.run(id, now), id, "dropped");
    note(id, "dropped", reason, now);
}

model::Result<void> Deliveries::retry(std::int64_t id, model::WallTime now) {
    try {
        expect_moved(retry_held_.run(id, now), id, "ready");
    } catch (const Failure& failure) {
        return tl::make_unexpected(failure.error());
    }
    parts_.set_unsent_ready(id, true);
    note(id, "retried by hand", "", now);
    return {};
}

model::Result<void> Deliveries::approve(std::int64_t id, model::WallTime now) {
    if (auto there = in_hand(id); !there) return tl::make_unexpected(there.error());
    if (approve_.run(id, now) != 1) {
        return model::fail(ErrorKind::invalid_input,
                           name_of(id) +
                               " is not held with a translation to approve, or may have arrived "
                               "already; see `glossd queue show " +
                               std::to_string(id) + "`");
    }
    note(id, "approved by hand", "", now);
    return {};
}

model::Result<int> Deliveries::edit(std::int64_t id,
                                    const std::vector<model::TranslatedSegment>& segments,
                                    model::WallTime now) {
    const auto delivery = in_hand(id);
    if (!delivery) return tl::make_unexpected(delivery.error());
    if (edit_.run(id, encode(segments), now) != 1) {
        return model::fail(ErrorKind::invalid_input,
                           name_of(id) + " is " + std::string(to_string(delivery->state)) +
                               ", or part of it is out or may be; only what waits or is held can "
                               "be edited");
    }
    parts_.forget_unsent(id);
    note(id, "edited by hand", "", now);
    return delivery->version + 1;
}

model::Result<model::Delivery> Deliveries::in_hand(std::int64_t id) const {
    auto delivery = get(id);
    if (delivery) return std::move(*delivery);
    return model::fail(ErrorKind::not_found, name_of(id) + " does not exist");
}

void Deliveries::remark(std::int64_t id, const std::string& word, const std::string& text,
                        model::WallTime now) {
    note(id, word, text, now);
}

std::int64_t Deliveries::void_leases_of_other_owners(const std::string& owner,
                                                     model::WallTime now) {
    std::int64_t voided = 0;
    for (const auto& target : waiting_targets()) {
        for (const auto id : ids_of(of_other_owners_.query(target, owner))) {
            set_unknown(id, "the process that was sending it is gone", now);
            ++voided;
        }
    }
    return voided;
}

std::int64_t Deliveries::hold_for_missing_targets(const std::vector<std::string>& known,
                                                  model::WallTime now) {
    std::int64_t held = 0;
    for (const auto& target : waiting_targets()) {
        if (std::find(known.begin(), known.end(), target) != known.end()) continue;
        for (const auto id : ids_of(waiting_for_.query(target))) {
            hold(id, "its target \"" + target + "\" is not in the configuration any more", now);
            ++held;
        }
    }
    return held;
}

std::vector<std::string> Deliveries::waiting_targets() const {
    std::vector<std::string> targets;
    auto rows = waiting_targets_.query();
    while (rows.next()) targets.push_back(rows.text(0));
    return targets;
}

void Deliveries::expect_moved(std::int64_t changed, std::int64_t id, const std::string& to) const {
    if (changed == 1) return;
    auto rows = state_.query(id);
    if (!rows.next()) throw Failure(ErrorKind::not_found, name_of(id) + " does not exist");
    throw Failure(ErrorKind::invalid_input,
                  name_of(id) + " is " + rows.text(0) + " and cannot become " + to + " now");
}

void Deliveries::note(std::int64_t id, const std::string& word, const std::string& reason,
                      model::WallTime now) {
    note_.run(id, now, word, reason, longest_history);
}

}  // namespace glossd::store
