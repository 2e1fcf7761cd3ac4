// The prepared statements of one connection that are not in use, by text; the least recently used
// are dropped.
//
// A statement in use is not in here: take() hands it out and put() brings it back. Its entry stays,
// so that the pair costs two look-ups and no allocation.

#pragma once

#include <cstddef>
#include <list>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include <retort/engine/detail/cached_statement.h>

namespace retort::engine::detail {

class StatementCache {
 public:
  explicit StatementCache(std::size_t capacity) : capacity_(capacity) {}

  /// The idle statement of that text, or null.
  std::unique_ptr<CachedStatement> take(std::string_view sql);
  /// Keeps the statement, unless one of the same text is idle already.
  void put(std::unique_ptr<CachedStatement> statement);

 private:
  struct Entry {
    std::string sql;
    std::unique_ptr<CachedStatement> idle;
  };
  using Entries = std::list<Entry>;

  std::size_t capacity_;
  /// The most recently used first.
  Entries entries_;
  /// The keys are views of the entries' own texts.
  std::unordered_map<std::string_view, Entries::iterator> by_text_;
};

}  // namespace retort::engine::detail
