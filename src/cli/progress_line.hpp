// ProgressLine: what long work has come to, over and over on one line of standard error, on a
// terminal only. Gone when it ends, so that the result does not stand behind it.
#pragma once

#include <string>

namespace glossd::cli {

class ProgressLine {
  public:
    ProgressLine();
    ~ProgressLine();
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    bool visible() const { return visible_; }
    void show(const std::string& text) const;

  private:
    bool visible_ = false;
};

}  // namespace glossd::cli
