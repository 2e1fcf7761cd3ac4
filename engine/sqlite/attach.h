// Databases that a connection has beside its own: ATTACH.

#pragma once

#include <string>
#include <vector>

#include <retort/engine/sqlite/busy_wait.h>
#include <retort/engine/sqlite/open_target.h>

struct sqlite3;

namespace retort::engine::sqlite {

struct Attachment {
  std::string schema{};
  OpenTarget target{};
};

/// What the options say is attached to a connection to `main`. Throws UsageError for names that cannot
/// be, UrlError for places that cannot.
std::vector<Attachment> attachments(const OpenTarget& main, const Options& options);

/// Throws ConnectError, and BusyError where somebody keeps the file from being read.
void attach(sqlite3* handle, const Attachment& attachment, const BusyWait& busy);

}  // namespace retort::engine::sqlite
