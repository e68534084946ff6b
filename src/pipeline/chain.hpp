// Chain: which engine of its chain a text goes to next. Loop thread only. What one would get
// wrong: an engine that refused a text is never asked for it again, one that was only down is.
#pragma once

#include "engines/engine.hpp"
#include "flow/lane_driver.hpp"
#include "pipeline/flight.hpp"
#include "runtime/loop.hpp"

#include <memory>
#include <string>
#include <vector>

namespace glossd::pipeline {

// One engine of the configuration, made and given its lane.
struct EngineSlot {
    config::EngineSettings settings;
    engines::EnginePtr engine;
    std::unique_ptr<flow::LaneDriver> lane;
};

class Chain {
  public:
    Chain(runtime::Loop& loop, const std::vector<EngineSlot>& engines)
        : loop_(loop), engines_(engines) {}

    // Finds the engine that takes the flight now, from where it stands. False when every engine
    // has refused the text, or the first to be back has used up a budget that is not renewed soon;
    // Flight::reasons then says why each did.
    bool place(Flight& flight) const;

    // The engine refused this very text. As place() otherwise.
    bool refused(Flight& flight, const std::string& reason) const;

    // The service is down: the next engine, and past the last one whichever is back first.
    void pass_over(Flight& flight) const;

  private:
    bool advance(Flight& flight) const;
    bool is_away(std::size_t engine) const;
    bool is_spent(std::size_t engine) const;
    void tell_spent(Flight& flight) const;
    model::Instant back_at(std::size_t engine) const;

    runtime::Loop& loop_;
    const std::vector<EngineSlot>& engines_;
};

}  // namespace glossd::pipeline
