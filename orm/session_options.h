// How a session behaves.

#pragma once

#include <retort/engine/transaction.h>

namespace retort::orm {

struct SessionOptions {
  /// Flush before each query and lazy load, so that they see what was changed.
  bool autoflush = true;
  /// How transactions begin.
  engine::Mode mode = engine::Mode::deferred;
};

}  // namespace retort::orm
