// Stream: the rows of a query one after the other, in constant memory.
//
//   for (const auto& [name, pages] : session.query(books.title, books.pages).stream()) ...
//
//   for (const auto& batch : session.query(plain(books)).stream().partitions(1000)) ...   // vectors
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
#include <vector>

#include <retort/orm/query/readers.h>

namespace retort::orm {

/// What a stream gives, so many rows at a time: an input range of vectors, the last of which may be shorter.
template <class Rows>
class Partitions {
 public:
  using Batch = std::vector<typename Rows::Row>;
  class Iterator {
   public:
    using iterator_concept = std::input_iterator_tag;
    using value_type = Batch;
    using difference_type = std::ptrdiff_t;

    Iterator() = default;
    explicit Iterator(Partitions& all) : all_(&all) { ++*this; }

    Batch& operator*() const { return all_->batch_; }
    Batch* operator->() const { return &all_->batch_; }
    Iterator& operator++() {
      all_->batch_ = all_->rows_.next_rows(all_->most_);
      if (all_->batch_.empty()) all_ = nullptr;
      return *this;
    }
    void operator++(int) { ++*this; }
    bool operator==(std::default_sentinel_t) const { return all_ == nullptr; }

   private:
    Partitions* all_ = nullptr;
  };

  Partitions(Rows rows, std::size_t most) : rows_(std::move(rows)), most_(most > 0 ? most : 1) {}

  /// Reads the first rows; to be called once.
  Iterator begin() { return Iterator(*this); }
  std::default_sentinel_t end() const { return {}; }

 private:
  Rows rows_;
  std::size_t most_;
  Batch batch_;
};

template <class RowType, class... Readers>
class Stream {
 public:
  using Row = RowType;
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

  /// The rest of it, in vectors of so many rows.
  Partitions<Stream> partitions(std::size_t rows) && { return {std::move(*this), rows}; }

 private:
  friend class Partitions<Stream>;

  std::vector<Row> next_rows(std::size_t most) {
    std::vector<Row> rows;
    while (rows.size() < most && advance()) rows.push_back(std::exchange(row_, Row{}));
    return rows;
  }
  bool advance() { return detail::RowReader<Row, Readers...>::read_next(cursor_, row_); }

  detail::Cursor cursor_;
  Row row_{};
};

}  // namespace retort::orm
