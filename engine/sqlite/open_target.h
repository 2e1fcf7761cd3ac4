// What a URL and the engine's options ask SQLite to open.
//
//   sqlite:///app.db?mode=ro          ro, rw (must exist), rwc (the default), memory
//   sqlite:///app.db?immutable=1      nobody writes to the file while it is open
//   sqlite:///app.db?vfs=unix-none    also nolock=1: https://sqlite.org/uri.html
//   sqlite:///app.db?timeout=2.5      seconds to wait for a lock, instead of Options::busy_timeout

#pragma once

#include <chrono>
#include <string>

#include <retort/engine/engine.h>
#include <retort/engine/url.h>

namespace retort::engine::sqlite {

struct OpenTarget {
  /// The file as a person would write it; empty in memory.
  std::string file{};
  /// What sqlite3_open_v2 is given.
  std::string uri{};
  bool in_memory = false;
  bool write = true;
  bool create = true;
  std::chrono::milliseconds busy_timeout{};
};

/// Throws UrlError for parts and options that SQLite's URLs do not have.
OpenTarget open_target(const Url& url, const Options& options);

}  // namespace retort::engine::sqlite
