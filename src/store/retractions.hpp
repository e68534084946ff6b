// Retractions: published copies that a person wants deleted again, one row a delivery. While a row
// is open its delivery is never sent again (Deliveries::set_sending refuses it).
#pragma once

#include "model/delivery.hpp"
#include "store/statement.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace glossd::store {

struct PublishedPart {
    int number = 0;
    std::string key;
    std::string remote_id;  // may be empty

    bool operator==(const PublishedPart&) const = default;
};

// A copy to delete, as far as that has come.
struct Retraction {
    std::int64_t delivery_id = 0;
    model::DeliveryState state = model::DeliveryState::published;
    std::vector<PublishedPart> left;  // not deleted yet; the last of the thread first

    bool operator==(const Retraction&) const = default;
};

struct RetractionState {
    bool done = false;
    std::string reason;  // why it could not be deleted, or what the last attempt said

    bool operator==(const RetractionState&) const = default;
};

class Retractions {
  public:
    explicit Retractions(Connection& connection);

    // False when it was asked for before.
    bool ask(std::int64_t delivery_id, model::WallTime now);
    // Open ones, oldest first.
    std::vector<Retraction> open(const std::string& target, int limit) const;
    std::optional<RetractionState> get(std::int64_t delivery_id) const;

    void set_part_retracted(std::int64_t delivery_id, int number, model::WallTime now);
    void set_reason(std::int64_t delivery_id, const std::string& reason);
    // Ends it; with a reason when the copy is still there.
    void set_done(std::int64_t delivery_id, const std::string& reason, model::WallTime now);

  private:
    Statement ask_;
    Statement open_;
    Statement parts_;
    Statement get_;
    Statement part_;
    Statement reason_;
    Statement done_;
};

}  // namespace glossd::store
