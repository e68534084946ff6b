// DeliveryQueries: everything that reads deliveries and changes none; Deliveries adds the moves.
// Lists page by id, which is the source's order. All times are as stored unless said otherwise.
#pragma once

#include "model/delivery.hpp"
#include "store/parts.hpp"
#include "store/records.hpp"
#include "store/statement.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace glossd::store {

// What is neither finished nor held, as SQL: word for word as in the partial index, or SQLite
// would scan the table.
inline constexpr const char* is_pending =
    "(state = 'planned' OR state = 'ready' OR state = 'sending' OR state = 'unknown')";

class DeliveryQueries {
  public:
    DeliveryQueries(Connection& connection, const Parts& parts);

    std::optional<model::Delivery> get(std::int64_t id) const;
    // What is neither finished nor held, after the delivery `after_id`, at most `limit`; without
    // planned ones whose delay is not over. next_try is put right for a clock that was ahead when
    // it was set (deadline.hpp).
    std::vector<model::Delivery> pending(const std::string& target, std::int64_t after_id,
                                         int limit, model::WallTime now) const;
    // When the next delay of a planned delivery is over.
    std::optional<model::WallTime> next_delay_over(const std::string& target,
                                                   model::WallTime now) const;
    // Planned deliveries of a source whose delay is not over, and whether a post has no others.
    std::vector<model::Delivery> delayed(const std::string& source, model::WallTime now) const;
    bool all_delayed(std::int64_t post_id, model::WallTime now) const;
    // Every delivery of a post, by id.
    std::vector<model::Delivery> of_post(std::int64_t post_id) const;
    // When something of the target next wants attention: `now` if something may move at once,
    // nothing if all that is pending is being sent.
    std::optional<model::WallTime> next_due(const std::string& target, model::WallTime now) const;

    std::vector<DeliveryRow> list(const DeliveryFilter& filter, std::int64_t after_id,
                                  int limit) const;
    Unfinished unfinished() const;
    std::vector<Count> counts() const;  // none of zero; by target and state
    // Every target that has or had something to do, also of an earlier configuration.
    std::vector<std::string> targets_with_posts() const;
    // Why it was held, unknown or retried, one line each with its time, oldest first.
    std::string history(std::int64_t id) const;
    // Has the post a delivery that is neither published nor dropped? A held one is.
    bool is_unfinished(std::int64_t post_id) const;
    // The newest `n` published deliveries of a target, newest first; without those that are to be
    // retracted.
    std::vector<WindowRow> window(const std::string& target, int n) const;

    bool remote_id_taken(const std::string& target, const std::string& remote_id) const {
        return parts_.remote_id_taken(target, remote_id);
    }
    std::vector<std::string> remote_ids_taken(const std::string& target,
                                              const std::vector<std::string>& remote_ids) const;
    int parts_published_since(const std::string& target, model::WallTime since) const {
        return parts_.published_since(target, since);
    }

  protected:
    Connection& connection_;

  private:
    model::Delivery read(const Rows& rows) const;

    const Parts& parts_;
    Statement get_;
    Statement pending_;
    Statement next_delay_over_;
    Statement delayed_;
    Statement of_post_;
    Statement next_due_;
    Statement unfinished_;
    Statement counts_;
    Statement history_;
    Statement unfinished_of_post_;
    Statement window_;
};

}  // namespace glossd::store
