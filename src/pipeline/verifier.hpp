// Verifier: a second engine judges new translations beside their posts, in batches, through its own
// lane. Loop thread only. What one would get wrong: it refuses nothing and loses nothing; whatever
// becomes of the call, there is a text to accept, the draft where nothing better is certain.
#pragma once

#include "engines/engine.hpp"
#include "monitor/meters.hpp"
#include "pipeline/activity.hpp"
#include "pipeline/chain.hpp"
#include "pipeline/exchange.hpp"
#include "pipeline/flight.hpp"
#include "runtime/loop.hpp"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace glossd::pipeline {

class Verifier {
  public:
    Verifier(runtime::Loop& loop, Exchange& exchange, std::vector<EngineSlot>& engines,
             Activity& activity, monitor::TranslationMeter* meter);
    ~Verifier();

    // Gets the masked text to accept.
    using Done = std::function<void(const std::string& masked)>;

    // By Flight::verify. The draft has passed all checks, and so has what `done` gets; the verdict
    // is on the flight's trail.
    void verify(FlightPtr flight, std::string draft, Done done);

    // What waits for this engine passes as it is.
    void leave(std::size_t engine);

    // Sends nothing more: all that waits and all that comes passes as it is.
    void stop();

  private:
    struct Review;
    struct Group;
    using Reviews = std::vector<Review>;

    bool is_away(std::size_t engine) const;
    void wait(Review review);
    void pass(Review& review, const std::string& reason);
    void again(Review review, const std::string& hint, bool alone, const std::string& reason);

    Group& group_of(const Review& review);
    std::size_t most_items(const Group& group) const;
    void ask_lane(Group& group);
    void push_tickets(Group& group);
    Reviews take(Group& group) const;
    void send(Group& group);
    void read(std::size_t engine, Reviews reviews, const engines::BatchReply& reply,
              flow::CallSeen call);
    void read_failure(std::size_t engine, Reviews reviews, const model::Outcome& outcome);
    void read_verdict(Review review, const engines::ItemReply& item);

    runtime::Loop& loop_;
    Exchange& exchange_;
    std::vector<EngineSlot>& engines_;
    Activity& activity_;
    monitor::TranslationMeter* meter_;  // may be null
    std::map<GroupKey, std::unique_ptr<Group>> groups_;
    bool stopped_ = false;
    std::mt19937_64 random_{std::random_device{}()};
};

}  // namespace glossd::pipeline
