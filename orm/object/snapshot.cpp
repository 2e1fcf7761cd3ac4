#include <retort/orm/object/snapshot.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <new>
#include <utility>
#include <vector>

#include <retort/orm/error.h>
#include <retort/orm/mapping/stored_fields.h>
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

/// Adds the field's stored form to the row, NULL where it has none. Returns whether it has one: the
/// program may have made a value that no column can hold, which the flush will say.
bool add_field(const Field& field, const void* entity, StoredRow& row) {
  if (field.codec->always_set || field.codec->is_set(field.in(entity))) {
    try {
      field.codec->store(row, field.in(entity));
      return true;
    } catch (const ConversionError&) {
    }
  }
  row.null();
  return false;
}

/// Makes the stored forms of what is of no common type, in the row. Returns the columns of which nothing is
/// known.
ColumnSet store_others(const Mapper& mapper, const void* entity, StoredRow& row) {
  ColumnSet unknown;
  row.clear();
  mapper.typed_fields.for_each([&]<CommonType type>(const TypedFields::Placed& each) {
    if constexpr (type == CommonType::none) {
      if (!add_field(each.field, entity, row)) unknown.set(each.position);
    }
  });
  return unknown;
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

void* Snapshot::allocate(Pool& pool, std::size_t size) {
  return size > Pool::largest ? ::operator new(size) : pool.allocate(size);
}

Snapshot* Snapshot::make(Pool& pool, std::size_t columns, std::size_t bytes) {
  const auto begin = sizeof(Snapshot) + columns * sizeof(Kept);
  return ::new (allocate(pool, begin + bytes)) Snapshot(begin);
}

void Snapshot::add(std::size_t column, const Cell& cell, bool known) {
  auto* const place = ::new (first() + column) Kept;
  if (!known || is_too_large(cell)) {
    place->size = is_unknown;
    return;
  }
  *place = kept(cell, size_);
  if (!has_bytes(cell)) return;
  std::copy_n(cell.data, cell.size, at(size_));
  size_ += cell.size;
}

void Snapshot::destroy(Pool& pool) {
  is_large() ? ::operator delete(this) : pool.release(this, size_);
}

Snapshot* Snapshot::copy(Pool& pool) const {
  auto* const copy = allocate(pool, size_);
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
  const auto unknown = store_others(mapper, entity_, row);
  std::size_t bytes = 0;
  for_each_stored(mapper.typed_fields, entity_, row.cells().data(),
                  [&](std::size_t, const Cell& cell) {
                    if (has_bytes(cell) && !is_too_large(cell)) bytes += cell.size;
                  });
  auto* const snapshot = Snapshot::make(store_->pool(), mapper.fields.size(), bytes);
  for_each_stored(mapper.typed_fields, entity_, row.cells().data(),
                  [&](std::size_t position, const Cell& cell) {
                    snapshot->add(position, cell, !unknown[position]);
                  });
  set_snapshot(snapshot);
}

void Instance::drop_snapshot() {
  if (snapshot_) std::exchange(snapshot_, nullptr)->destroy(store_->pool());
  large_snapshot_ = false;
}

void Instance::set_snapshot(Snapshot* snapshot) {
  drop_snapshot();
  snapshot_ = snapshot;
  large_snapshot_ = snapshot->is_large();
}

ColumnSet changed_columns(const Instance& instance) {
  const auto* snapshot = instance.snapshot();
  if (!snapshot) return {};
  auto& row = instance.store().scratch();
  const auto unknown = store_others(instance.mapper, instance.entity(), row);
  ColumnSet changed;
  for_each_stored(
      instance.mapper.typed_fields, instance.entity(), row.cells().data(),
      [&](std::size_t position, const Cell& now) {
        if (unknown[position] == snapshot->knows(position) || !same(now, snapshot->cell(position)))
          changed.set(position);
      });
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
    const auto& field = instance.mapper.fields[position];
    if (add_field(field, instance.entity(), row) && !snapshot->set(position, row.cells().back()))
      too_long.set(position);
  });
  if (too_long.none()) return;
  // They need a larger piece of memory; the others come along.
  std::vector<Cell> cells;
  for (std::size_t i = 0; i < instance.mapper.columns.size(); ++i)
    cells.push_back(snapshot->cell(i));
  std::size_t next = 0;
  for_each_column(instance.mapper, columns, [&](const MappedColumn& column) {
    const auto position = position_of(instance.mapper, column);
    if (too_long.test(position)) cells[position] = row.cells()[next];
    ++next;
  });
  std::size_t bytes = 0;
  for (const auto& cell : cells) {
    if (has_bytes(cell) && !is_too_large(cell)) bytes += cell.size;
  }
  auto* const longer = Snapshot::make(instance.store().pool(), cells.size(), bytes);
  for (std::size_t i = 0; i < cells.size(); ++i)
    longer->add(i, cells[i], too_long.test(i) || snapshot->knows(i));
  instance.set_snapshot(longer);
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
