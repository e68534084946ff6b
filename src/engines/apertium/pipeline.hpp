// Pipeline: the resident programs of one mode. Each text travels between two random superblanks
// that the answer must carry at the same places, because a pipeline that has swallowed or broken a
// text answers every later one with its predecessor's translation and looks healthy.
#pragma once

#include "engines/apertium/modes.hpp"
#include "engines/apertium/process.hpp"
#include "model/result.hpp"
#include "model/time.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

namespace glossd::engines::apertium {

// How often what waits asks whether it was cancelled.
inline constexpr model::Duration cancel_interval{50};

// A text's fresh frame: "[opening]text[closing].[]" and NUL. The dot behind it ends the sentence
// for the tagger without touching the text's last word ("No" must not become the "No." of numbers).
struct Frame {
    std::string opening;
    std::string closing;

    static Frame make();
    std::string around(std::string_view text) const;

    // The answer's text; a `protocol` error when the frame did not come back exactly.
    model::Result<std::string> strip(std::string_view answer) const;
};

// One thread at a time. After any error the pipeline is out of step: destroy it.
class Pipeline {
  public:
    static model::Result<Pipeline> start(const std::vector<Stage>& stages);

    // The translation of one text in stream format. Stops at `deadline` (`timeout`) or when
    // `cancelled` says so, asked every `cancel_interval` (`cancelled`); `network` when the programs
    // ended.
    model::Result<std::string> translate(std::string_view text, model::Instant deadline,
                                         const std::function<bool()>& cancelled);

    const std::vector<pid_t>& pids() const { return processes_.pids(); }

  private:
    explicit Pipeline(ProcessRow processes) : processes_(std::move(processes)) {}
    model::Result<std::string> exchange(std::string_view bytes, model::Instant deadline,
                                        const std::function<bool()>& cancelled);
    model::Result<void> wait(bool writing, model::Instant deadline,
                             const std::function<bool()>& cancelled) const;
    model::Result<void> send_some(std::string_view& bytes);
    model::Result<void> receive_some(std::string& answer);
    tl::unexpected<model::Error> ended();

    ProcessRow processes_;
};

}  // namespace glossd::engines::apertium
