// MemoryImport: whether a translation from elsewhere may go into the memory, and under which key.
// Pure. What one would get wrong: its texts may be masked or not; what is kept is masked.
#pragma once

#include "model/result.hpp"
#include "model/time.hpp"
#include "store/records.hpp"

namespace glossd::pipeline {

// A row of a file, without its key, as what the memory takes. Without a style it is a person's.
// Errors say why it is refused: no such language, no text, other spans than its source.
model::Result<store::Remembered> admit(store::Remembered row, model::WallTime now);

}  // namespace glossd::pipeline
