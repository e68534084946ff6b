// BatchSize: how many texts one call to an engine should carry, learned from the calls before: what
// its tokens take, how many there are for what was guessed, and whether large batches come back
// whole. Pure arithmetic. What one would get wrong: room is in tokens as guessed before the call,
// so that guesses can be added up against it; what was learned about guesses is in it already.
#pragma once

#include "flow/line_fit.hpp"

#include <chrono>
#include <map>
#include <string>

namespace glossd::flow {

struct BatchBounds {
    int most_texts = 1;
    std::chrono::duration<double> target{0};  // how long a call may take; 0: any time
    // Of a language model, 0: not known, or not counted in tokens.
    double most_output = 0;     // tokens of one answer
    double context_window = 0;  // tokens of question and answer
};

// Tokens of texts, guessed: without the engine's own prompt.
struct GuessedTokens {
    double input = 0;
    double output = 0;

    GuessedTokens& operator+=(const GuessedTokens& more) {
        input += more.input;
        output += more.output;
        return *this;
    }
};

// What one call may carry; of 0 tokens, any number. One text always goes.
struct BatchRoom {
    int texts = 1;
    double output = 0;
    double both = 0;  // input and output

    bool holds(const GuessedTokens& tokens) const {
        return (output <= 0 || tokens.output <= output) &&
               (both <= 0 || tokens.input + tokens.output <= both);
    }
};

// A call that was answered.
struct BatchSeen {
    int texts = 1;
    int failed = 0;  // of them, in a way that fewer at once may mend
    GuessedTokens guessed;
    double input = 0;  // tokens as the service counted them; 0: it did not say
    double output = 0;
    std::chrono::duration<double> took{0};
};

class BatchSize {
  public:
    explicit BatchSize(const BatchBounds& bounds);

    BatchRoom room(const std::string& language) const;  // for texts into this one

    void answered(const std::string& language, const BatchSeen& call);
    // So many texts came back as nothing at all: cut off, too large, no form.
    void overtaxed(int texts);

    int most_texts() const { return texts_; }
    // What a call takes before its first token, and for each of its output.
    std::chrono::duration<double> to_begin() const;
    std::chrono::duration<double> per_token() const;

  private:
    double output_tokens(const std::string& language, double guessed) const;
    double output_in_time() const;
    double correction(const std::string& language) const;
    void judge(const BatchSeen& call);
    void shrink(int from);

    static constexpr double memory = 50;  // calls

    BatchBounds bounds_;
    int texts_;                                  // as many as come back whole
    int clean_ = 0;                              // calls in a row
    double failing_ = 0;                         // share of texts, of late
    LineFit seconds_{memory};                    // by tokens of output
    LineFit input_{memory};                      // tokens by those guessed
    std::map<std::string, double> corrections_;  // tokens of output for one guessed, by language
};

}  // namespace glossd::flow
