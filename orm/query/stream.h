// Stream: the rows of a query one after the other, in constant memory.
//
//   for (const auto& [name, pages] : session.query(books.title, books.pages).stream()) ...
//
// An input range: it is walked once, and a row is gone when the next one is read into its place. It ends with its
// last row or when it is destroyed. The end of the session's transaction (commit, rollback, close,
// a failed flush) ends it too: the next step then throws DetachedError. Handles in its rows are kept
// by the session as those of all() are; plain(table) and columns are not. Movable, not copyable;
// for the session's thread.

#pragma once

#include <cstddef>
#include <iterator>
#include <utility>

#include <retort/orm/query/readers.h>

namespace retort::orm {

template <class Row, class... Readers>
class Stream {
 public:
  class Iterator {
   public:
    using iterator_concept = std::input_iterator_tag;
    using value_type = Row;
    using difference_type = std::ptrdiff_t;

    Iterator() = default;
    explicit Iterator(Stream& stream) : stream_(&stream) { ++*this; }

    Row& operator*() const { return stream_->row_; }
    Row* operator->() const { return &stream_->row_; }
    Iterator& operator++() {
      if (!stream_->advance()) stream_ = nullptr;
      return *this;
    }
    void operator++(int) { ++*this; }
    bool operator==(std::default_sentinel_t) const { return stream_ == nullptr; }

   private:
    Stream* stream_ = nullptr;
  };

  explicit Stream(detail::Cursor cursor) : cursor_(std::move(cursor)) { cursor_.check_stream(); }

  /// Reads the first row; to be called once.
  Iterator begin() { return Iterator(*this); }
  std::default_sentinel_t end() const { return {}; }

 private:
  bool advance() {
    if (!cursor_.next()) return false;
    detail::RowReader<Row, Readers...>::read_next(cursor_, row_);
    return true;
  }

  detail::Cursor cursor_;
  Row row_{};
};

}  // namespace retort::orm
