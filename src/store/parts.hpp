// Parts: the rows of a delivery's thread. Only Deliveries writes them, because a part and its
// delivery change together. Key and payload never change once the row is written.
#pragma once

#include "model/delivery.hpp"
#include "store/statement.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace glossd::store {

class Parts {
  public:
    explicit Parts(Connection& connection);

    std::vector<model::Part> of(std::int64_t delivery_id) const;  // in the thread's order
    bool remote_id_taken(const std::string& target, const std::string& remote_id) const;
    // Of parts that were published at `since` or later.
    std::vector<std::string> remote_ids_since(const std::string& target,
                                              model::WallTime since) const;
    std::vector<model::WallTime> publish_times_since(const std::string& target,
                                                     model::WallTime since) const;  // ascending
    int published_since(const std::string& target, model::WallTime since) const;
    // What was published then and when, the earliest first.
    void each_payload_since(
        const std::string& target, model::WallTime since,
        const std::function<void(model::WallTime, const std::string&)>& visit) const;
    // When attempts began of parts that are not known to be published, in doubt or to be sent
    // again.
    std::vector<model::WallTime> doubts(const std::string& target) const;

    // The first part that is not published goes out. `given` become rows the first time; later
    // it is empty or the same in number, key and payload. Throws invalid_input when it is not, or
    // when nothing is left to send.
    void start(std::int64_t delivery_id, const std::vector<model::Part>& given,
               model::WallTime now);
    void renew(std::int64_t delivery_id, model::WallTime now);
    void set_progress(std::int64_t delivery_id, int number, const std::string& progress);
    // Throws refused when the target has another part with this remote id.
    void set_published(std::int64_t delivery_id, int number, const std::string& remote_id,
                       const std::string& remote_url, model::WallTime now);
    // For documents, whose items have no remote id.
    void set_all_in_flight_published(std::int64_t delivery_id, model::WallTime now);
    void set_in_flight_unknown(std::int64_t delivery_id);
    void set_unsent_ready(std::int64_t delivery_id, bool unknown_too);
    // Of an edited delivery: what was frozen of its text before.
    void forget_unsent(std::int64_t delivery_id);

  private:
    void insert(std::int64_t delivery_id, const std::vector<model::Part>& parts,
                model::WallTime now);

    Statement of_;
    Statement taken_;
    Statement remote_ids_since_;
    Statement publish_times_since_;
    Statement published_since_;
    Statement payloads_since_;
    Statement doubts_;
    Statement insert_;
    Statement start_;
    Statement renew_;
    Statement progress_;
    Statement published_;
    Statement all_published_;
    Statement unknown_;
    Statement ready_;
    Statement forget_;
};

}  // namespace glossd::store
