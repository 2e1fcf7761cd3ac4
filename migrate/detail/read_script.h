// The script of a graph's revision, once it was parsed: a process that migrates many databases with one
// graph reads each script once, in whatever thread.

#pragma once

#include <memory>
#include <mutex>

#include <retort/migrate/script.h>

namespace retort::migrate::detail {

struct ReadScript {
  std::mutex mutex;
  /// Null until then: most revisions of a history are never run by a process.
  std::unique_ptr<const Script> script;
};

}  // namespace retort::migrate::detail
