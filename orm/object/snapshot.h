// detail::Snapshot: the values of a row as the database has them, in one piece of memory. What its
// object says otherwise is what the next flush writes.

#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>

#include <retort/engine/statement.h>
#include <retort/orm/detail/column_set.h>
#include <retort/orm/mapping/stored_row.h>
#include <retort/orm/object/instance.h>

namespace retort::orm::detail {

class Snapshot {
 public:
  /// With copies of the bytes. Nothing is known of a column that the database fills in, and of one that
  /// was not loaded.
  static Snapshot* make(std::span<const engine::Cell> cells, const ColumnSet& known);
  static void destroy(Snapshot* snapshot);
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;

  bool knows(std::size_t column) const { return known_[column]; }
  const ColumnSet& known() const { return known_; }
  /// By position in Mapper::columns. Their bytes are the snapshot's.
  std::span<const engine::Cell> cells() const;
  /// False where the bytes need more memory than there is; then nothing has changed.
  bool set(std::size_t column, const engine::Cell& cell);

 private:
  Snapshot(const ColumnSet& known, std::size_t count) : known_(known), count_(count) {}
  ~Snapshot() = default;
  engine::Cell* first() { return reinterpret_cast<engine::Cell*>(this + 1); }

  // The cells follow, and then their bytes.
  ColumnSet known_;
  std::size_t count_;
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
