// StateLock: one state directory, one owner (design section 4). The lock on a file inside is the
// authority; it ends with the process, however that ends, so a stale file means nothing.
#pragma once

#include "model/result.hpp"

#include <string>

namespace glossd::runtime {

class StateLock {
  public:
    // Creates the directory (0700) when missing. ErrorKind::locked names the owner's pid.
    static model::Result<StateLock> take(const std::string& directory);

    StateLock(StateLock&& other) noexcept;
    StateLock& operator=(StateLock&& other) noexcept;
    ~StateLock();

  private:
    explicit StateLock(int descriptor) : descriptor_(descriptor) {}
    int descriptor_ = -1;
};

}  // namespace glossd::runtime
