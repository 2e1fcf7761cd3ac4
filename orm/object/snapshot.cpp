#include <retort/orm/object/snapshot.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <new>
#include <utility>
#include <vector>

#include <retort/orm/error.h>
#include <retort/orm/object/object_store.h>

namespace retort::orm::detail {

namespace {

using engine::Cell;
using engine::Storage;

/// The size of a NULL that stands for what is not known.
constexpr std::uint32_t is_unknown = 1;

bool has_bytes(const Cell& cell) {
  return cell.storage == Storage::text || cell.storage == Storage::blob;
}

bool same(const Cell& a, const Cell& b) {
  if (a.storage != b.storage) return false;
  switch (a.storage) {
    case Storage::null: return true;
    case Storage::integer: return a.integer == b.integer;
    case Storage::real: return a.real == b.real || (std::isnan(a.real) && std::isnan(b.real));
    case Storage::text:
    case Storage::blob: break;
  }
  return a.bytes() == b.bytes();
}

/// No database holds a value whose size needs more than 31 bits. One that a program made is as if it
/// were not known, so that the flush finds a change, and the database refuses it.
bool is_too_large(const Cell& cell) {
  return has_bytes(cell) && cell.size > std::numeric_limits<std::int32_t>::max();
}

/// Adds the column's stored form to the row, NULL where it has none. Returns whether it has one: the
/// program may have made a value that no column can hold, which the flush will say.
bool add_column(const MappedColumn& column, const void* entity, StoredRow& row) {
  const auto* value = column.in(entity);
  if (column.codec->always_set || column.codec->is_set(value)) {
    try {
      column.codec->store(row, value);
      return true;
    } catch (const ConversionError&) {
    }
  }
  row.null();
  return false;
}

/// The stored forms of all columns. Returns which of them have one.
ColumnSet store_all(const Mapper& mapper, const void* entity, StoredRow& row) {
  auto known = all_columns(mapper);
  row.clear();
  std::size_t position = 0;
  for (const auto& column : mapper.columns) {
    if (!add_column(column, entity, row)) known.reset(position);
    ++position;
  }
  return known;
}

}  // namespace

Snapshot::Kept Snapshot::kept(const Cell& cell, std::size_t offset) {
  Kept kept;
  kept.storage = cell.storage;
  switch (cell.storage) {
    case Storage::null: break;
    case Storage::integer: kept.integer = cell.integer; break;
    case Storage::real: kept.real = cell.real; break;
    case Storage::text:
    case Storage::blob: kept.size = static_cast<std::uint32_t>(cell.size); kept.offset = offset;
  }
  return kept;
}

Snapshot* Snapshot::make(std::span<const Cell> cells, const ColumnSet& known) {
  std::size_t size = sizeof(Snapshot) + cells.size() * sizeof(Kept);
  auto offset = size;
  for (const Cell& cell : cells) {
    if (has_bytes(cell) && !is_too_large(cell)) size += cell.size;
  }
  auto* snapshot = ::new (::operator new(size)) Snapshot(size);
  auto* copy = snapshot->first();
  for (std::size_t i = 0; i < cells.size(); ++i, ++copy) {
    const Cell& cell = cells[i];
    if (!known[i] || is_too_large(cell)) {
      (::new (copy) Kept)->size = is_unknown;
      continue;
    }
    ::new (copy) Kept(kept(cell, offset));
    if (!has_bytes(cell)) continue;
    std::copy_n(cell.data, cell.size, snapshot->at(offset));
    offset += cell.size;
  }
  return snapshot;
}

void Snapshot::destroy(Snapshot* snapshot) {
  if (snapshot) ::operator delete(snapshot);
}

Snapshot* Snapshot::copy() const {
  auto* copy = ::operator new(size_);
  std::memcpy(copy, this, size_);
  return static_cast<Snapshot*>(copy);
}

bool Snapshot::knows(std::size_t column) const {
  const auto& own = first()[column];
  return own.storage != Storage::null || own.size != is_unknown;
}

Cell Snapshot::cell(std::size_t column) const {
  const auto& own = first()[column];
  switch (own.storage) {
    case Storage::null: break;
    case Storage::integer: return {.storage = own.storage, .integer = own.integer};
    case Storage::real: return {.storage = own.storage, .real = own.real};
    case Storage::text:
    case Storage::blob: return {.storage = own.storage, .data = at(own.offset), .size = own.size};
  }
  return {};
}

bool Snapshot::set(std::size_t column, const Cell& cell) {
  auto& own = first()[column];
  if (has_bytes(cell)) {
    const bool fits =
        (own.storage == Storage::text || own.storage == Storage::blob) && own.size >= cell.size;
    if (!fits) return false;
    std::copy_n(cell.data, cell.size, at(own.offset));
  }
  own = kept(cell, has_bytes(cell) ? own.offset : 0);
  return true;
}

void Instance::take_snapshot() {
  auto& row = store_->scratch();
  const auto known = store_all(mapper, entity_, row);
  set_snapshot(Snapshot::make(row.cells(), known));
}

void Instance::drop_snapshot() { Snapshot::destroy(std::exchange(snapshot_, nullptr)); }

void Instance::set_snapshot(Snapshot* snapshot) {
  drop_snapshot();
  snapshot_ = snapshot;
}

ColumnSet changed_columns(const Instance& instance) {
  const auto* snapshot = instance.snapshot();
  if (!snapshot) return {};
  auto& row = instance.store().scratch();
  const auto known = store_all(instance.mapper, instance.entity(), row);
  const auto now = row.cells();
  ColumnSet changed;
  for (std::size_t i = 0; i < now.size(); ++i) {
    if (known[i] != snapshot->knows(i) || !same(now[i], snapshot->cell(i))) changed.set(i);
  }
  return changed;
}

void remember(Instance& instance, const ColumnSet& columns) {
  auto* snapshot = instance.snapshot();
  if (!snapshot) return;
  auto& row = instance.store().scratch();
  row.clear();
  ColumnSet too_long;
  for_each_column(instance.mapper, columns, [&](const MappedColumn& column) {
    const auto position = position_of(instance.mapper, column);
    if (add_column(column, instance.entity(), row) && !snapshot->set(position, row.cells().back()))
      too_long.set(position);
  });
  if (too_long.none()) return;
  // They need a larger piece of memory; the others come along.
  std::vector<Cell> cells;
  auto known = too_long;
  for (std::size_t i = 0; i < instance.mapper.columns.size(); ++i) {
    cells.push_back(snapshot->cell(i));
    if (snapshot->knows(i)) known.set(i);
  }
  std::size_t next = 0;
  for_each_column(instance.mapper, columns, [&](const MappedColumn& column) {
    const auto position = position_of(instance.mapper, column);
    if (too_long.test(position)) cells[position] = row.cells()[next];
    ++next;
  });
  instance.set_snapshot(Snapshot::make(cells, known));
}

void remember_nulls(Instance& instance, const ColumnSet& columns) {
  for_each_column(instance.mapper, columns, [&](const MappedColumn& column) {
    instance.snapshot()->set(position_of(instance.mapper, column), {});
  });
}

std::optional<engine::Value> current_value(const Instance& instance, const MappedColumn& column) {
  const auto* value = column.in(instance.entity());
  if (!column.codec->is_set(value)) return {};
  return column.codec->get(value);
}

std::optional<engine::Value> stored_value(const Instance& instance, const MappedColumn& column) {
  const auto* snapshot = instance.snapshot();
  if (!snapshot) return current_value(instance, column);
  const auto position = position_of(instance.mapper, column);
  if (!snapshot->knows(position)) return {};
  return engine::to_value(snapshot->cell(position));
}

}  // namespace retort::orm::detail
