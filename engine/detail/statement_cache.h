// The prepared statements of one connection that are not in use, by text; the least recently used
// are dropped.
//
// A statement in use is not in here: take() hands it out and put() brings it back. Its entry stays,
// so that the pair costs two look-ups and no allocation.

#pragma once

#include <cstddef>
#include <functional>
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

  /// The idle statement of that text and form, or null.
  std::unique_ptr<CachedStatement> take(std::string_view sql, Form form);
  /// Keeps the statement, unless one of the same text and form is idle already.
  void put(std::unique_ptr<CachedStatement> statement);

 private:
  struct Entry {
    std::string sql;
    Form form;
    std::unique_ptr<CachedStatement> idle;
  };
  struct Key {
    std::string_view sql;
    Form form;
    bool operator==(const Key&) const = default;
  };
  struct Hash {
    std::size_t operator()(const Key& key) const {
      return std::hash<std::string_view>()(key.sql) + static_cast<std::size_t>(key.form);
    }
  };
  using Entries = std::list<Entry>;

  std::size_t capacity_;
  /// The most recently used first.
  Entries entries_;
  /// The keys are views of the entries' own texts.
  std::unordered_map<Key, Entries::iterator, Hash> by_text_;
};

}  // namespace retort::engine::detail
