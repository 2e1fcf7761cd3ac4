// detail::Snapshot: the values of a row as the database has them, in one piece of memory. What its
// object says otherwise is what the next flush writes.

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>

#include <retort/engine/statement.h>
#include <retort/orm/detail/column_set.h>
#include <retort/orm/mapping/stored_row.h>
#include <retort/orm/object/instance.h>
#include <retort/orm/object/pool.h>

namespace retort::orm::detail {

class Snapshot {
 public:
  /// With room for so many bytes of texts and blobs; each column is to be added then, once.
  static Snapshot* make(Pool& pool, std::size_t columns, std::size_t bytes);
  /// Copies its bytes. Nothing is known of a column that the database fills in, and of one that was not
  /// loaded.
  void add(std::size_t column, const engine::Cell& cell, bool known);
  void destroy(Pool& pool);
  Snapshot* copy(Pool& pool) const;
  /// It is not in the memory of a pool, which comes back without being released.
  bool is_large() const { return size_ > Pool::largest; }
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;

  // By position in Mapper::columns.

  bool knows(std::size_t column) const;
  /// NULL where nothing is known. Its bytes are the snapshot's.
  engine::Cell cell(std::size_t column) const;
  /// False where the bytes need more memory than there is; then nothing has changed.
  bool set(std::size_t column, const engine::Cell& cell);

 private:
  /// A cell in 16 bytes: a session may have many.
  struct Kept {
    engine::Storage storage = engine::Storage::null;
    /// Of text and blobs; of NULL whether nothing is known.
    std::uint32_t size = 0;
    union {
      std::int64_t integer = 0;
      double real;
      /// From the beginning of the snapshot to the bytes.
      std::size_t offset;
    };
  };
  static Kept kept(const engine::Cell& cell, std::size_t offset);

  explicit Snapshot(std::size_t size) : size_(size) {}
  static void* allocate(Pool& pool, std::size_t size);
  ~Snapshot() = default;
  Kept* first() { return reinterpret_cast<Kept*>(this + 1); }
  const Kept* first() const { return reinterpret_cast<const Kept*>(this + 1); }
  char* at(std::size_t offset) { return reinterpret_cast<char*>(this) + offset; }
  const char* at(std::size_t offset) const { return reinterpret_cast<const char*>(this) + offset; }

  // The cells follow, and then their bytes; of all of it:
  std::size_t size_;
};

/// Where the object differs from what the database has, as far as that is known.
ColumnSet changed_columns(const Instance& instance);

/// The snapshot has of these columns what the object has; nothing where there is no snapshot.
void remember(Instance& instance, const ColumnSet& columns);
/// It has NULL.
void remember_nulls(Instance& instance, const ColumnSet& columns);

// Empty where nothing is known.

/// What the object says.
std::optional<engine::Value> current_value(const Instance& instance, const MappedColumn& column);
/// What the row has.
std::optional<engine::Value> stored_value(const Instance& instance, const MappedColumn& column);

}  // namespace retort::orm::detail
