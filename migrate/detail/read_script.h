// The script of a graph's revision, once it was parsed: a process that migrates many databases with one
// graph reads each script once, in whatever thread.

#pragma once

#include <mutex>
#include <optional>

#include <retort/migrate/script.h>

namespace retort::migrate::detail {

struct ReadScript {
  std::mutex mutex;
  std::optional<Script> script;
};

}  // namespace retort::migrate::detail
