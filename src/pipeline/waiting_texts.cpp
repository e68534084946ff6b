#include "pipeline/waiting_texts.hpp"

#include "text/code_points.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

namespace glossd::pipeline {

namespace {

// So many times as long or as short is no company of choice: a call takes as long as its longest
// text makes it, and models leave out short ones beside long ones.
constexpr double alike = 3;

bool are_alike(const Flight& left, const Flight& right) {
    return left.tokens.output <= alike * right.tokens.output &&
           right.tokens.output <= alike * left.tokens.output;
}

// A call as it fills.
class Filling {
  public:
    Filling(const flow::BatchRoom& room, std::size_t most_characters)
        : room_(room),
          most_characters_(most_characters),
          texts_(static_cast<std::size_t>(room.texts)) {}

    bool is_full() const { return batch_.size() >= texts_; }

    bool add(const FlightPtr& flight) {
        const auto size = text::count_code_points(flight->masked.text);
        auto tokens = tokens_;
        tokens += flight->tokens;
        if (!batch_.empty() && !fits(*flight, size, tokens)) return false;
        characters_ += size;
        tokens_ = tokens;
        texts_ = std::min(texts_, flight->batch_limit);
        batch_.push_back(flight);
        return true;
    }

    std::vector<FlightPtr>& batch() { return batch_; }

  private:
    bool fits(const Flight& flight, std::size_t size, const flow::GuessedTokens& tokens) const {
        return batch_.size() < flight.batch_limit &&
               (most_characters_ == 0 || characters_ + size <= most_characters_) &&
               room_.holds(tokens) && flight.hint == batch_.front()->hint &&
               flight.limit == batch_.front()->limit && flight.tone == batch_.front()->tone;
    }

    const flow::BatchRoom& room_;
    const std::size_t most_characters_;
    std::size_t texts_;
    std::size_t characters_ = 0;
    flow::GuessedTokens tokens_;
    std::vector<FlightPtr> batch_;
};

}  // namespace

void WaitingTexts::push(FlightPtr flight) {
    tokens_ += flight->tokens;
    flights_.push_back(std::move(flight));
}

std::size_t WaitingTexts::calls(const flow::BatchRoom& room) const {
    double calls = static_cast<double>(flights_.size()) / room.texts;
    if (room.output > 0) calls = std::max(calls, tokens_.output / room.output);
    if (room.both > 0) calls = std::max(calls, (tokens_.input + tokens_.output) / room.both);
    return std::min(flights_.size(), static_cast<std::size_t>(std::ceil(calls)));
}

bool WaitingTexts::fill_one(const flow::BatchRoom& room) const {
    return flights_.size() >= static_cast<std::size_t>(room.texts) || !room.holds(tokens_);
}

std::vector<FlightPtr> WaitingTexts::take(const flow::BatchRoom& room,
                                          std::size_t most_characters) {
    Filling call(room, most_characters);
    const auto add_where = [&](const auto& wanted) {
        for (auto at = flights_.begin(); at != flights_.end() && !call.is_full();) {
            at = wanted(**at) && call.add(*at) ? flights_.erase(at) : std::next(at);
        }
    };
    if (!flights_.empty()) {
        const auto first = flights_.front();
        add_where([&](const Flight& flight) { return are_alike(flight, *first); });
    }
    add_where([](const Flight&) { return true; });
    for (const auto& flight : call.batch()) {
        tokens_.input -= flight->tokens.input;
        tokens_.output -= flight->tokens.output;
    }
    return std::move(call.batch());
}

std::vector<FlightPtr> WaitingTexts::take_all() {
    tokens_ = {};
    const auto all = std::exchange(flights_, {});
    return {all.begin(), all.end()};
}

}  // namespace glossd::pipeline
