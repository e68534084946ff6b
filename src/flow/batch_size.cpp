#include "flow/batch_size.hpp"

#include <algorithm>
#include <optional>

namespace glossd::flow {

namespace {

constexpr int most_texts_ever = 100;

// Before anything is known of a language model: a middling one.
constexpr double usual_seconds_to_begin = 0.5;
constexpr double usual_seconds_per_token = 0.01;
constexpr double usual_prompt = 300;

// A line is believed when the calls differed at least so much.
constexpr double telling_spread = 0.1;

// However slow a service is to begin, so much of the target is for its texts: without that the
// target is not met either, and twice as many calls are waited for.
constexpr double least_for_texts = 0.2;

constexpr double share_of_output = 0.7;  // of what an answer may have; guesses are off
constexpr double window_buffer = 500;
constexpr double answer_margin = 1.25;

constexpr double weight_of_one = 0.2;
constexpr double most_failing_texts = 0.05;
constexpr int clean_to_grow = 5;

std::optional<double> telling_slope(const LineFit& line) {
    return line.spread() >= telling_spread ? line.slope() : std::nullopt;
}

}  // namespace

BatchSize::BatchSize(const BatchBounds& bounds)
    : bounds_(bounds), texts_(std::clamp(bounds.most_texts, 1, most_texts_ever)) {
    bounds_.most_texts = texts_;
}

double BatchSize::correction(const std::string& language) const {
    const auto found = corrections_.find(language);
    return found == corrections_.end() ? 1 : found->second;
}

double BatchSize::output_tokens(const std::string& language, double guessed) const {
    return guessed * correction(language);
}

std::chrono::duration<double> BatchSize::per_token() const {
    const bool model = bounds_.most_output > 0;
    if (seconds_.empty()) return std::chrono::duration<double>(model ? usual_seconds_per_token : 0);
    // In proportion when calls were all alike: too much, so that the next is not too large.
    const double proportional = seconds_.mean_x() > 0 ? seconds_.mean_y() / seconds_.mean_x() : 0;
    return std::chrono::duration<double>(telling_slope(seconds_).value_or(proportional));
}

std::chrono::duration<double> BatchSize::to_begin() const {
    const bool model = bounds_.most_output > 0;
    if (seconds_.empty()) return std::chrono::duration<double>(model ? usual_seconds_to_begin : 0);
    return std::chrono::duration<double>(seconds_.mean_y() -
                                         per_token().count() * seconds_.mean_x());
}

// Tokens that the target time has room for; 0: any number.
double BatchSize::output_in_time() const {
    const double token = per_token().count();
    const double target = bounds_.target.count();
    if (target <= 0 || token <= 0) return 0;
    return std::max(target - to_begin().count(), least_for_texts * target) / token;
}

BatchRoom BatchSize::room(const std::string& language) const {
    BatchRoom room{texts_, 0, 0};
    const double correct = correction(language);
    double output = output_in_time();
    if (bounds_.most_output > 0) {
        const double fits = share_of_output * bounds_.most_output;
        output = output > 0 ? std::min(output, fits) : fits;
    }
    room.output = output / correct;
    if (bounds_.context_window > 0) {
        const double each = telling_slope(input_).value_or(1);
        const double prompt =
            input_.empty() ? usual_prompt : std::max(0.0, input_.mean_y() - each * input_.mean_x());
        const double left = std::max(bounds_.context_window - window_buffer - prompt, 1.0);
        room.both = left / std::max(each, answer_margin * correct);
    }
    return room;
}

void BatchSize::answered(const std::string& language, const BatchSeen& call) {
    if (call.output > 0 && call.guessed.output > 0) {
        const double factor = call.output / call.guessed.output;
        auto& known = corrections_.try_emplace(language, factor).first->second;
        known += weight_of_one * (factor - known);
    }
    if (call.input > 0) input_.add(call.guessed.input, call.input);
    seconds_.add(call.output > 0 ? call.output : output_tokens(language, call.guessed.output),
                 call.took.count());
    judge(call);
}

void BatchSize::judge(const BatchSeen& call) {
    // What fails alone does not fail for its company.
    if (call.texts > 1) {
        const double share = static_cast<double>(call.failed) / call.texts;
        failing_ += weight_of_one * (share - failing_);
        if (failing_ > most_failing_texts && call.failed > 0) return shrink(call.texts);
    }
    if (call.failed > 0) {
        clean_ = 0;
    } else if (2 * call.texts >= texts_ && ++clean_ >= clean_to_grow) {
        clean_ = 0;
        texts_ = std::min(texts_ + 1, bounds_.most_texts);
    }
}

void BatchSize::overtaxed(int texts) {
    if (texts > 1) shrink(texts);
}

void BatchSize::shrink(int from) {
    texts_ = std::max(1, std::min(texts_, from) / 2);
    clean_ = 0;
    failing_ = 0;
}

}  // namespace glossd::flow
