// Deliveries: the outbox's state machine, one verb a move (design section 4). A move the machine
// does not have throws Failure (invalid_input; not_found for no such row) and changes nothing.
#pragma once

#include "model/result.hpp"
#include "store/delivery_queries.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace glossd::store {

class Deliveries : public DeliveryQueries {
  public:
    Deliveries(Connection& connection, Parts& parts);

    // Oldest post first: ids ascend and are the order of sending. Throws refused when the post
    // has a delivery for this target already.
    std::int64_t plan(const PlannedDelivery& planned);
    // planned -> ready, with the accepted translation.
    void set_ready(std::int64_t id, const std::vector<model::TranslatedSegment>& segments,
                   model::WallTime now);

    // Another translation for a delivery of which nothing was sent yet; here and in set_sending,
    // `version` is that of the text it comes from, and another one there by now makes it fail.
    void set_segments(std::int64_t id, const std::vector<model::TranslatedSegment>& segments,
                      model::WallTime now, std::optional<int> version = {});

    // ready -> sending, for the first part that is not published. The first time `parts` become
    // rows; later they are frozen: give the same ones or none.
    void set_sending(std::int64_t id, const std::vector<model::Part>& parts, model::WallTime now,
                     const std::string& owner, model::WallTime lease_until,
                     std::optional<int> version = {});
    // sending -> sending, for the next call of the same part (after an upload): `settle` counts
    // from the last call that left.
    void renew_attempt(std::int64_t id, model::WallTime now, model::WallTime lease_until);
    // The publisher's notes; the state stays.
    void set_part_progress(std::int64_t id, int number, const std::string& progress);

    // The part in flight, or one found by reading back, is confirmed. While others are left the
    // delivery waits in ready for the next set_sending; after the last, call set_published in the
    // same work. Throws refused when the target has this remote id already (may be empty).
    void set_part_published(std::int64_t id, int number, const std::string& remote_id,
                            const std::string& remote_url, model::WallTime now);
    // sending | unknown -> published, once every part is.
    void set_published(std::int64_t id, model::WallTime now);
    // For documents: the parts in flight are published with their deliveries, without remote ids.
    void set_published_many(const std::vector<std::int64_t>& ids, model::WallTime now);

    // sending -> unknown: it may have been accepted, and is to be read back.
    void set_unknown(std::int64_t id, const std::string& reason, model::WallTime now);
    // planned | ready | sending | unknown -> planned without a translation, else ready: it was
    // definitely not accepted (or reading back found it absent) and goes again with the same keys.
    void set_retry(std::int64_t id, const Deadline& next_try, const std::string& reason);
    // planned | ready | unknown: stays what it is until `next_try`; for a read-back that failed.
    void defer(std::int64_t id, const Deadline& next_try, const std::string& reason);

    // planned | ready | sending | unknown -> held. Its part in flight counts as not accepted: if
    // that is not known, call set_unknown first. `reason` is for a person and not empty.
    void hold(std::int64_t id, const std::string& reason, model::WallTime now);
    // planned | ready | unknown | held -> dropped. The reason goes into the history.
    void drop(std::int64_t id, model::WallTime now, const std::string& reason = "");
    // A person's word: held -> planned without a translation, else ready. not_found or
    // invalid_input otherwise.
    model::Result<void> retry(std::int64_t id, model::WallTime now);

    // A person's word: held with a translation -> ready. Errors as above; one that may have
    // arrived is not to be approved but looked at.
    model::Result<void> approve(std::int64_t id, model::WallTime now);
    // A person's text for a ready or held delivery of which nothing is out or may be: the next
    // version, which it returns; parts and keys are made anew. Errors as above.
    model::Result<int> edit(std::int64_t id, const std::vector<model::TranslatedSegment>& segments,
                            model::WallTime now);

    // A line in the history of a delivery in any state: "<word>: <text>".
    void remark(std::int64_t id, const std::string& word, const std::string& text,
                model::WallTime now);

    // At start, when the lock on the state directory is ours: what others were sending is unknown.
    std::int64_t void_leases_of_other_owners(const std::string& owner, model::WallTime now);
    // Holds what waits for a target that is not among `known`. Returns how many.
    std::int64_t hold_for_missing_targets(const std::vector<std::string>& known,
                                          model::WallTime now);

  private:
    std::vector<std::string> waiting_targets() const;
    model::Result<model::Delivery> in_hand(std::int64_t id) const;
    void expect_moved(std::int64_t changed, std::int64_t id, const std::string& to) const;
    void note(std::int64_t id, const std::string& word, const std::string& reason,
              model::WallTime now);

    Parts& parts_;
    Statement plan_;
    Statement ready_;
    Statement segments_;
    Statement sending_;
    Statement renew_;
    Statement back_to_ready_;
    Statement published_;
    Statement unknown_;
    Statement retry_later_;
    Statement defer_;
    Statement hold_;
    Statement drop_;
    Statement retry_held_;
    Statement approve_;
    Statement edit_;
    Statement note_;
    Statement of_other_owners_;
    Statement waiting_targets_;
    Statement waiting_for_;
    Statement state_;
};

}  // namespace glossd::store
