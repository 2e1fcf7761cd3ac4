#include <retort/orm/object/snapshot.h>

#include <algorithm>
#include <cmath>
#include <new>
#include <utility>
#include <vector>

#include <retort/orm/error.h>
#include <retort/orm/object/object_store.h>

namespace retort::orm::detail {

namespace {

using engine::Cell;
using engine::Storage;

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

Snapshot* Snapshot::make(std::span<const Cell> cells, const ColumnSet& known) {
  std::size_t size = sizeof(Snapshot) + cells.size_bytes();
  for (const Cell& cell : cells) size += has_bytes(cell) ? cell.size : 0;
  auto* snapshot = ::new (::operator new(size)) Snapshot(known, cells.size());
  auto* bytes = reinterpret_cast<char*>(snapshot->first() + cells.size());
  auto* copy = snapshot->first();
  for (const Cell& cell : cells) {
    ::new (copy) Cell(cell);
    if (has_bytes(cell)) {
      copy->data = bytes;
      bytes = std::copy_n(cell.data, cell.size, bytes);
    }
    ++copy;
  }
  return snapshot;
}

void Snapshot::destroy(Snapshot* snapshot) {
  if (snapshot) ::operator delete(snapshot);
}

std::span<const Cell> Snapshot::cells() const {
  return {const_cast<Snapshot*>(this)->first(), count_};
}

bool Snapshot::set(std::size_t column, const Cell& cell) {
  auto& own = first()[column];
  if (has_bytes(cell)) {
    if (!has_bytes(own) || own.size < cell.size) return false;
    std::copy_n(cell.data, cell.size, const_cast<char*>(own.data));
    own.storage = cell.storage;
    own.size = cell.size;
  } else {
    own = cell;
  }
  known_.set(column);
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
  auto changed = store_all(instance.mapper, instance.entity(), row) ^ snapshot->known();
  const auto before = snapshot->cells();
  const auto now = row.cells();
  for (std::size_t i = 0; i < before.size(); ++i) {
    if (!same(now[i], before[i])) changed.set(i);
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
  const auto now = snapshot->cells();
  std::vector<Cell> cells(now.begin(), now.end());
  std::size_t next = 0;
  for_each_column(instance.mapper, columns, [&](const MappedColumn& column) {
    const auto position = position_of(instance.mapper, column);
    if (too_long.test(position)) cells[position] = row.cells()[next];
    ++next;
  });
  instance.set_snapshot(Snapshot::make(cells, snapshot->known() | too_long));
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
  return engine::to_value(snapshot->cells()[position]);
}

}  // namespace retort::orm::detail
