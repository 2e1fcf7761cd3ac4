#include <retort/orm/detail/row_plan.h>

#include <algorithm>
#include <iterator>
#include <optional>

#include <retort/orm/detail/column_set.h>
#include <retort/orm/error.h>
#include <retort/orm/mapping/kinds.h>

namespace retort::orm::detail {

namespace {

/// Not so the types that most other columns have, since a row that calls nobody costs less.
bool may_call_out(const Field& field) {
  static const Codec* const known[] = {&codec_of<int>(), &codec_of<std::optional<int>>(),
                                       &codec_of<bool>(), &codec_of<std::optional<bool>>(),
                                       &codec_of<engine::Blob>()};
  return field.type == CommonType::none && std::ranges::find(known, field.codec) == std::end(known);
}

}  // namespace

RowPlan::RowPlan(const SelectItem& item, int first, const Mapper& kind)
    : kind_(&kind), first_(first), width_(item.width()), calls_out_(!kind.kind_name.empty()) {
  // Others of a hierarchy may have such types where this one has none.
  const auto& own = *item.entity.mapper;
  const bool derived = &own != &kind && kind.is_a(own);
  const auto* positions = derived ? own.kinds().positions(kind).data() : nullptr;
  for (std::size_t i = 0; i < kind.columns.size(); ++i) {
    const auto& column = kind.columns[i];
    auto position = positions ? positions[i] : i;
    if (derived && !item.all_kinds && position >= own.columns.size()) partial_ = true;
    if (item.without_deferred && column.deferred) {
      const auto& also = item.undeferred_columns;
      const auto said = std::ranges::find(also, column.name) - also.begin();
      position = kind.loaded_columns + static_cast<std::size_t>(said);
    }
    if (position < width_) {
      fields_.add(kind.fields[i], position);
      calls_out_ |= may_call_out(kind.fields[i]);
    } else if (column.deferred) {
      left_out_.push_back(&column);
    }
  }
  for (const auto* column : own.key)
    key_.push_back(static_cast<std::size_t>(column - own.columns.data()));
}

void RowPlan::read_cells(const engine::Statement& row, std::vector<engine::Cell>& cells) const {
  cells.resize(width_);
  row.cells(first_, cells);
}

void RowPlan::read(const engine::Statement& row, void* entity,
                   std::vector<engine::Cell>& cells) const {
  read_cells(row, cells);
  fill(entity, cells);
}

void RowPlan::fill(void* entity, std::span<const engine::Cell> cells) const {
  for (const auto* column : left_out_) column->deferred->set_loaded(column->in(entity), false);
  const Field* current = nullptr;
  try {
    fields_.for_each([&]<CommonType type>(const TypedFields::Placed& each) {
      current = &each.field;
      read_field<type>(each.field, cells[each.position], entity);
    });
  } catch (const ConversionError& error) {
    refuse(cells, column_of(*kind_, *current), error.what());
  }
}

template <class CellAt>
void RowPlan::take_key(CellAt cell_at, KeyValues& key) const {
  key.clear();
  for (const auto position : key_) {
    const engine::Cell cell = cell_at(position);
    if (cell.storage == engine::Storage::integer && key_.size() == 1)
      return key.assign(cell.integer);
    if (cell.storage == engine::Storage::null) return key.clear();
    key.push_back(engine::to_value(cell));
  }
}

void RowPlan::read_key(const engine::Statement& row, KeyValues& key) const {
  take_key([&](std::size_t position) { return row.cell(column(position)); }, key);
}

void RowPlan::read_key(const std::vector<engine::Cell>& cells, KeyValues& key) const {
  take_key([&](std::size_t position) { return cells[position]; }, key);
}

void RowPlan::refuse(std::span<const engine::Cell> cells, const MappedColumn& column,
                     const char* why) const {
  std::vector<engine::Value> key;
  for (const auto position : key_) key.push_back(engine::to_value(cells[position]));
  const std::string of_row = key.empty() ? "" : " of the row " + engine::to_text(key);
  throw ConversionError("reading " + std::string(kind_->name) + "." + std::string(column.name) +
                        of_row + ": " + why);
}

}  // namespace retort::orm::detail
