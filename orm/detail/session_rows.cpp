// Rows written from entities that are no objects: by their key, and by what makes them unique.

#include <algorithm>

#include <retort/engine/transaction.h>
#include <retort/orm/detail/row_writer.h>
#include <retort/orm/detail/session_core.h>
#include <retort/orm/detail/upsert_sql.h>
#include <retort/orm/detail/validation.h>
#include <retort/orm/error.h>
#include <retort/orm/object/collection_base.h>
#include <retort/orm/object/links.h>
#include <retort/orm/object/reference_base.h>
#include <retort/orm/query/cursor.h>

namespace retort::orm::detail {

namespace {

template <class Base>
Base& member_of(void* entity, const MappedRelationship& relationship) {
  return *reinterpret_cast<Base*>(static_cast<std::byte*>(entity) + relationship.offset);
}

/// The foreign keys of what the entity was given; it has no row that a flush could give them.
void copy_parent_keys(const Mapper& mapper, void* entity) {
  const auto fail = [&](const std::string& why) {
    throw SessionError("upsert of a row of " + std::string(mapper.name) + ": " + why);
  };
  for (const auto& relationship : mapper.relationships()) {
    if (relationship.many) {
      const auto& many = member_of<CollectionBase>(entity, relationship);
      if (many.is_loaded() && !many.items().empty())
        fail("it brings rows of " + std::string(relationship.end().name) +
             " along; upsert it, and add them to the object that it becomes");
      continue;
    }
    auto* parent = member_of<ReferenceBase>(entity, relationship).remembered();
    if (!parent) continue;
    if (parent->state != State::persistent)
      fail("what it belongs to in " + std::string(relationship.target().name) +
           " is no row yet; add that to the session");
    parent->touch();
    for (std::size_t i = 0; i < relationship.child_columns.size(); ++i) {
      const auto* from = relationship.parent_columns[i];
      const auto* to = relationship.child_columns[i];
      to->codec->set(to->in(entity), from->codec->get(from->in(parent->entity())));
    }
  }
}

/// What the program has said nothing of, and a row that is there keeps.
std::vector<std::string_view> columns_left_alone(const Mapper& mapper, const void* entity) {
  std::vector<std::string_view> names;
  for (const auto& column : mapper.columns) {
    const bool left = column.primary_key || column.version || column.make_update ||
                      &column == mapper.discriminator() || !column.codec->is_set(column.in(entity));
    if (left) names.push_back(column.name);
  }
  return names;
}

Assignment take_excluded(const Mapper& mapper, std::string_view column) {
  return {column, make_column({.mapper = &mapper, .alias = "excluded"}, column)};
}

Insert upsert_of(const Mapper& mapper, void* entity, std::vector<std::string_view> unique) {
  if (unique.empty()) {
    for (const auto* column : mapper.key) unique.push_back(column->name);
  }
  copy_parent_keys(mapper, entity);
  auto left = columns_left_alone(mapper, entity);
  left.insert(left.end(), unique.begin(), unique.end());
  AnyStatement statement(Insert{.target = {&mapper}});
  add_entity_row(statement, entity);
  auto& insert = std::get<Insert>(statement);
  OnConflict conflict;
  for (const auto name : unique) conflict.columns.push_back(make_column(insert.target, name));
  for (const auto column : insert.columns) {
    if (std::ranges::find(left, column) == left.end())
      conflict.set.push_back(take_excluded(mapper, column));
  }
  // DO NOTHING would give back no row.
  if (conflict.set.empty()) conflict.set.push_back(take_excluded(mapper, unique.front()));
  insert.conflicts.push_back(std::move(conflict));
  insert.returning.push_back({.entity = insert.target});
  return std::get<Insert>(completed(std::move(statement)));
}

}  // namespace

std::vector<Instance*> SessionCore::upsert(const Mapper& mapper, std::span<void* const> entities,
                                           const std::vector<std::string_view>& unique) {
  if (options_.read_only) throw SessionError("upsert: this session is read_only");
  flush(true);
  std::vector<Instance*> found;
  engine::Savepoint all_or_none(connection());
  UpsertSql sql(dialect(), criteria());
  for (auto* entity : entities) {
    const auto& prepared = sql.of(upsert_of(mapper, entity, unique));
    Cursor cursor(*this, prepared, sql.take_values());
    cursor.next();
    found.push_back(cursor.instance(0));
    // To its end, without which the row is not there for others.
    while (cursor.next()) {
    }
  }
  all_or_none.release();
  wrote_unseen();
  forget_collections_of(mapper);
  return found;
}

void SessionCore::forget_collections_of(const Mapper& mapper) {
  store_->forget_collections_of(mapper);
}

std::int64_t SessionCore::update_rows(const Mapper& mapper, std::span<void* const> entities,
                                      MoveEntity move,
                                      const std::vector<std::string_view>& columns) {
  if (options_.read_only) throw SessionError("update_rows: this session is read_only");
  flush(true);
  ColumnSet said;
  for (const auto name : columns) said.set(position_of(mapper, *mapper.find_column(name)));
  auto& writer = this->writer();
  engine::Savepoint all_or_none(connection());
  const auto nowhere = ObjectStore::make();
  std::vector<KeyValues> keys;
  for (auto* entity : entities) {
    const auto row = Instance::make(mapper, *nowhere, entity, move);
    for_each_column(mapper, said,
                    [&](const MappedColumn& column) { validate(mapper, column, row->entity()); });
    row->take_identity();
    for (const auto* table : mapper.tables) {
      const auto here = said & columns_in(mapper, *table, false);
      if (here.any() || counts_changes(mapper, *table)) writer.update(*row, *table, here);
    }
    keys.push_back(row->identity.values());
  }
  all_or_none.release();
  wrote_unseen();
  for (auto& key : keys) {
    auto* known = identities_.find(mapper, key);
    if (!known || known->state != State::persistent) continue;
    known->expire();
    forget_related(*known);
  }
  std::erase_if(touched_, [](const auto* instance) { return !instance->is_touched(); });
  forget_collections_of(mapper);
  return static_cast<std::int64_t>(entities.size());
}

}  // namespace retort::orm::detail
