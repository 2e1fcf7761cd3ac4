#include <retort/engine/detail/statement_cache.h>

#include <utility>

namespace retort::engine::detail {

std::unique_ptr<CachedStatement> StatementCache::take(std::string_view sql, Form form) {
  const auto found = by_text_.find({sql, form});
  if (found == by_text_.end()) return nullptr;
  entries_.splice(entries_.begin(), entries_, found->second);
  return std::move(found->second->idle);
}

void StatementCache::put(std::unique_ptr<CachedStatement> statement) {
  if (capacity_ == 0) return;
  const auto found = by_text_.find({statement->sql, statement->form});
  if (found != by_text_.end()) {
    if (!found->second->idle) found->second->idle = std::move(statement);
    return;
  }
  if (entries_.size() == capacity_) {
    by_text_.erase({entries_.back().sql, entries_.back().form});
    entries_.pop_back();
  }
  entries_.push_front({.sql = statement->sql, .form = statement->form, .idle = nullptr});
  entries_.front().idle = std::move(statement);
  by_text_.emplace(Key{entries_.front().sql, entries_.front().form}, entries_.begin());
}

}  // namespace retort::engine::detail
