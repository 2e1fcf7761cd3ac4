// Rows that are written without objects.

#include <new>
#include <vector>

#include <retort/orm/detail/insert_batch.h>
#include <retort/orm/detail/session_core.h>
#include <retort/orm/detail/validation.h>
#include <retort/orm/error.h>
#include <retort/orm/object/collection_base.h>
#include <retort/orm/object/reference_base.h>

namespace retort::orm::detail {

namespace {

/// Copies of entities, which stay where they are.
class Copies {
 public:
  Copies(const Mapper& mapper, CopyEntity copy) : mapper_(mapper), copy_(copy) {}
  Copies(const Copies&) = delete;
  Copies& operator=(const Copies&) = delete;
  ~Copies() { destroy_first(entities_.size()); }

  void* add(const void* entity) {
    const auto& type = *mapper_.entity_storage;
    auto& memory = entities_.emplace_back(nullptr);
    memory = allocate(type.size, type.alignment);
    try {
      copy_(memory, entity);
    } catch (...) {
      release(memory);
      entities_.pop_back();
      throw;
    }
    return memory;
  }
  void keep_last() {
    if (!entities_.empty()) destroy_first(entities_.size() - 1);
  }

 private:
  void destroy_first(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      mapper_.entity_storage->destroy(entities_[i]);
      release(entities_[i]);
    }
    entities_.erase(entities_.begin(), entities_.begin() + static_cast<std::ptrdiff_t>(count));
  }
  void release(void* memory) { detail::release(memory, mapper_.entity_storage->alignment); }

  const Mapper& mapper_;
  CopyEntity copy_;
  std::vector<void*> entities_;
};

/// Whether the program has put objects into that member of a plain entity.
bool is_given(const MappedRelationship& relationship, const void* entity) {
  const auto* member = static_cast<const std::byte*>(entity) + relationship.offset;
  if (relationship.many) {
    const auto& many = *reinterpret_cast<const CollectionBase*>(member);
    return many.is_loaded() && !many.owner();
  }
  const auto& one = *reinterpret_cast<const ReferenceBase*>(member);
  return one.remembered() && !one.owner();
}

/// Only add() can give a row the key of an object that has none yet.
void refuse_related(const Mapper& mapper, const void* entity) {
  if (mapper.declared_relationships.empty()) return;
  for (const auto& relationship : mapper.relationships()) {
    if (is_given(relationship, entity))
      throw SessionError("insert: the row for " + std::string(mapper.name) +
                         " was given an object of " + std::string(relationship.end().name) +
                         "; only add() writes what belongs together: add() it, or give it the key");
  }
}

/// What is said of a row of which nothing is asked back.
InsertShape shape_of(const Mapper& mapper, const void* entity) {
  auto shape = RowWriter::shape_of(mapper, mapper.table_owner(), entity);
  shape.returned.reset();
  shape.makes_key = false;
  return shape;
}

/// Rows of which nothing is left to be said are read where they lie; the others are copied first.
bool needs_copy(const Mapper& mapper) { return mapper.completes_rows() || mapper.is_joined(); }

void* completed_copy(const Mapper& mapper, const void* entity, Copies& copies) {
  void* copy = copies.add(entity);
  validate(mapper, copy);
  mapper.fill_defaults(copy);
  return copy;
}

/// A row of several tables, the copy of which gets its key from the first.
void insert_joined(RowWriter& writer, const Mapper& mapper, void* copy) {
  for (const auto* table : mapper.tables)
    writer.insert(mapper, *table, copy, RowWriter::shape_of(mapper, *table, copy));
}

void insert_single(RowWriter& writer, const Mapper& mapper, const void* entity, CopyEntity copy) {
  refuse_related(mapper, entity);
  if (mapper.says_all() && !needs_copy(mapper)) return writer.insert_whole(mapper, entity);
  Copies copies(mapper, copy);
  auto* row =
      needs_copy(mapper) ? completed_copy(mapper, entity, copies) : const_cast<void*>(entity);
  if (mapper.is_joined()) return insert_joined(writer, mapper, row);
  writer.insert(mapper, mapper.table_owner(), row, shape_of(mapper, row));
}

}  // namespace

RowWriter& SessionCore::before_insert(const Mapper& mapper) {
  if (options_.read_only) throw SessionError("insert: this session is read_only");
  autoflush_rows([&] { return "insert() into " + std::string(mapper.name); });
  wrote_unseen();
  return writer();
}

std::int64_t SessionCore::insert_one(const Mapper& mapper, const void* entity, CopyEntity copy) {
  insert_single(before_insert(mapper), mapper, entity, copy);
  forget_collections_of(mapper);
  return mapper.generated_key() ? connection_->last_insert_id() : 0;
}

void SessionCore::insert_all(const Mapper& mapper, const void* entities, std::size_t count,
                             CopyEntity copy) {
  if (count == 0) return;
  auto& writer = before_insert(mapper);
  engine::Savepoint whole(connection());
  const auto entity_at = [&](std::size_t i) {
    return static_cast<const std::byte*>(entities) + i * mapper.entity_storage->size;
  };
  if (mapper.is_joined() || count < RowWriter::worth_it) {
    for (std::size_t i = 0; i < count; ++i) insert_single(writer, mapper, entity_at(i), copy);
    whole.release();
    return forget_collections_of(mapper);
  }
  Copies copies(mapper, copy);
  InsertBatch batch(writer, mapper.table_owner());
  for (std::size_t i = 0; i < count; ++i) {
    void* row = const_cast<std::byte*>(entity_at(i));
    refuse_related(mapper, row);
    if (needs_copy(mapper)) row = completed_copy(mapper, row, copies);
    const auto shape = shape_of(mapper, row);
    if (!batch.takes(shape)) {
      batch.write();
      copies.keep_last();
    }
    batch.add(row, shape);
  }
  batch.write();
  whole.release();
  forget_collections_of(mapper);
}

}  // namespace retort::orm::detail
