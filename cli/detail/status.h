// What the command's exit statuses mean.

#pragma once

#include <retort/schema/error.h>

namespace retort::cli::detail {

enum Status {
  done = 0,
  differences = 1,
  usage = 2,
  configuration = 3,
  database = 4,
  decision = 5,
  /// As shells say it of what SIGINT ended.
  stopped = 130
};

/// Options that do not go together (exit status 2).
class UsageError : public Error {
 public:
  using Error::Error;
};

}  // namespace retort::cli::detail
