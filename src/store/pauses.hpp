// Pauses: which targets a person paused; kept until a person resumes them. "" stands for all.
#pragma once

#include "model/result.hpp"
#include "store/statement.hpp"

#include <map>
#include <string>

namespace glossd::store {

class Pauses {
  public:
    explicit Pauses(Connection& connection);

    // A pause that is there already keeps its time. With a reason when no person asked for it.
    void pause(const std::string& target, model::WallTime now, const std::string& reason = "");
    // Of "": every pause goes. refused: this target is not paused by itself.
    model::Result<void> resume(const std::string& target);
    std::map<std::string, model::WallTime> all() const;   // since when, by target
    std::string reason(const std::string& target) const;  // empty: a person paused it

  private:
    Statement pause_;
    Statement resume_;
    Statement all_;
    Statement reason_;
};

// What is paused, of these: everything, or this target alone.
inline bool holds(const std::map<std::string, model::WallTime>& pauses, const std::string& target) {
    return pauses.contains(target) || pauses.contains("");
}

}  // namespace glossd::store
