// Ctrl-C during a run: the first one stops it in good order, the second one kills the process.

#pragma once

#include <retort/migrate/runner.h>

namespace retort::cli::detail {

/// From the moment at which the run begins (it has its lock) SIGINT and SIGTERM set RunOptions::stop;
/// until then, and after it, they do what they always do. One at a time.
class Interrupts {
 public:
  explicit Interrupts(migrate::RunOptions& options);
  ~Interrupts();
  Interrupts(const Interrupts&) = delete;
  Interrupts& operator=(const Interrupts&) = delete;
};

}  // namespace retort::cli::detail
