// detail::RowPlan: where the columns of an entity lie in a row of a result. It is made once for a
// query and an item of its list, so that reading a row is one loop over the columns.

#pragma once

#include <span>
#include <vector>

#include <retort/engine/statement.h>
#include <retort/orm/mapping/mapper.h>
#include <retort/orm/mapping/typed_fields.h>
#include <retort/orm/query/select_parts.h>

namespace retort::orm::detail {

class RowPlan {
 public:
  /// `first` is the item's first column in the row. The entity is one of `kind`, which is the item's
  /// own model or one derived from it.
  RowPlan(const SelectItem& item, int first, const Mapper& kind);

  const Mapper& kind() const { return *kind_; }
  /// The row does not bring what the derived model adds.
  bool is_partial() const { return partial_; }
  /// A type of the program's may be called for a row of it.
  bool calls_out() const { return calls_out_; }
  /// All that the row has of the item. The cells are memory that is used again for each row.
  void read_cells(const engine::Statement& row, std::vector<engine::Cell>& cells) const;
  /// Makes the entity's values of them. Throws ConversionError with the table, the column and the key of
  /// the row.
  void fill(void* entity, std::span<const engine::Cell> cells) const;
  /// The same of a whole row.
  void fill_from(std::span<const engine::Cell> row, void* entity) const {
    fill(entity, row.subspan(static_cast<std::size_t>(first_), width_));
  }
  /// Both.
  void read(const engine::Statement& row, void* entity, std::vector<engine::Cell>& cells) const;
  /// The key of the row; empty where an outer join found nothing.
  void read_key(const engine::Statement& row, KeyValues& key) const;
  void read_key(const std::vector<engine::Cell>& cells, KeyValues& key) const;

 private:
  template <class CellAt>
  void take_key(CellAt cell_at, KeyValues& key) const;
  int column(std::size_t position) const { return first_ + static_cast<int>(position); }
  [[noreturn]] void refuse(std::span<const engine::Cell> cells, const MappedColumn& column,
                           const char* why) const;

  const Mapper* kind_;
  int first_;
  std::size_t width_;
  bool partial_ = false;
  bool calls_out_;
  /// With the cell of each among those of the item.
  TypedFields fields_;
  /// Of the item's own model, among its columns.
  std::vector<std::size_t> key_;
  /// Deferred, and not in the row.
  std::vector<const MappedColumn*> left_out_;
};

}  // namespace retort::orm::detail
