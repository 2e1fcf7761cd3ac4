// Binding rows to their statements, and reading back what the database made.

#include <algorithm>

#include <retort/orm/detail/row_sql.h>
#include <retort/orm/detail/row_writer.h>
#include <retort/orm/error.h>
#include <retort/orm/mapping/stored_fields.h>
#include <retort/orm/object/snapshot.h>

namespace retort::orm::detail {

namespace {

bool is_zero(const Field& field, const void* entity) {
  if (field.type == CommonType::integer) return field.as<std::int64_t>(entity) == 0;
  return field.codec->get(field.in(entity)) == engine::Value(std::int64_t{0});
}

/// A key of 0, or a Defaulted that was not set, is left to the database.
bool left_to_database(const Field& field, bool is_generated, const void* entity) {
  if (!field.codec->always_set && !field.codec->is_set(field.in(entity))) return true;
  return is_generated && is_zero(field, entity);
}

TypedFields fields_of(const Mapper& mapper, const ColumnSet& columns) {
  TypedFields fields;
  std::size_t next = 0;
  for (std::size_t i = 0; i < mapper.fields.size(); ++i) {
    if (columns[i]) fields.add(mapper.fields[i], next++);
  }
  return fields;
}

[[noreturn]] void refuse(const Mapper& mapper, const Field& field, const ConversionError& error) {
  throw ConversionError("writing " + std::string(mapper.name) + "." +
                        std::string(column_of(mapper, field).name) + ": " + error.what());
}

/// A statement is kept for the next row, whatever happened to this one.
class ResetAtEnd {
 public:
  explicit ResetAtEnd(engine::Statement& statement) : statement_(statement) {}
  ResetAtEnd(const ResetAtEnd&) = delete;
  ResetAtEnd& operator=(const ResetAtEnd&) = delete;
  ~ResetAtEnd() { statement_.reset(); }

 private:
  engine::Statement& statement_;
};

/// Returns whether there was a row.
bool run_and_read(engine::Statement& statement, const Mapper& mapper, void* entity,
                  const ColumnSet& returned) {
  if (returned.none()) {
    statement.run();
    return true;
  }
  const ResetAtEnd reset(statement);
  if (!statement.step()) return false;
  int position = 0;
  for_each_column(mapper, returned, [&](const MappedColumn& column) {
    column.codec->read(statement.cell(position++), column.in(entity));
  });
  return true;
}

/// The version that the row had when it was read.
std::optional<engine::Value> version_of(const Instance& instance, const Mapper& table) {
  const auto* version = instance.mapper.version();
  if (!version || version->home != &table) return {};
  return stored_value(instance, *version);
}

}  // namespace

void RowWriter::store(const Kept& kept, const void* entity) {
  const auto made_before = made_.cells().size();
  kept.fields.for_each([&]<CommonType type>(const TypedFields::Placed& each) {
    if constexpr (type == CommonType::none) {
      try {
        each.field.codec->store(made_, each.field.in(entity));
      } catch (const ConversionError& error) {
        refuse(*kept.mapper, each.field, error);
      }
    }
  });
  auto* const cells = row_.extend(kept.width);
  for_each_stored(kept.fields, entity, made_.cells().data() + made_before,
                  [&](std::size_t position, const engine::Cell& cell) { cells[position] = cell; });
}

void RowWriter::store(const Kept& kept, const void* entity, const ColumnSet& as_null) {
  if (as_null.none()) return store(kept, entity);
  const auto& mapper = *kept.mapper;
  for (std::size_t i = 0; i < mapper.fields.size(); ++i) {
    const auto& field = mapper.fields[i];
    if (!kept.columns[i]) continue;
    if (as_null[i]) {
      row_.null();
      continue;
    }
    try {
      field.codec->store(row_, field.in(entity));
    } catch (const ConversionError& error) {
      refuse(mapper, field, error);
    }
  }
}

void RowWriter::clear_row() {
  row_.clear();
  made_.clear();
}

RowWriter::Kept& RowWriter::kept(Kind kind, const Mapper& mapper, const Mapper& table,
                                 const ColumnSet& columns, const ColumnSet& returned) {
  if (!mapper.view_sql.empty())
    throw SessionError("flush: an object of the view " + std::string(mapper.name) +
                       " was changed, added or removed; views are only read");
  for (std::size_t i = kept_.size(); i-- > 0;) {
    const auto& kept = *kept_[i];
    if (kept.kind != kind || kept.mapper != &mapper || kept.table != &table ||
        kept.columns != columns)
      continue;
    if (i + 1 != kept_.size()) std::swap(kept_[i], kept_.back());
    return *kept_.back();
  }
  const auto sql = sql_of(kind, mapper, table, columns, returned);
  constexpr std::size_t most_kept = 32;
  if (kept_.size() == most_kept) {
    whole_ = {};
    kept_.erase(kept_.begin());
  }
  kept_.push_back(
      std::make_unique<Kept>(Kept{kind, &mapper, &table, columns, fields_of(mapper, columns),
                                  columns.count(), connection_.prepare(sql)}));
  return *kept_.back();
}

std::string RowWriter::sql_of(Kind kind, const Mapper& mapper, const Mapper& table,
                              const ColumnSet& columns, const ColumnSet& returned) const {
  const Tables tables{connection_.dialect(), schemas_};
  switch (kind) {
    case Kind::insert: return insert_sql(tables, mapper, table, columns, returned);
    case Kind::insert_many:
      return insert_sql(tables, mapper, table, columns, returned, rows_at_once);
    case Kind::update_many: return update_many_sql(tables, mapper, columns, rows_at_once);
    case Kind::erase: return erase_sql(tables, mapper, table);
    case Kind::update:
    case Kind::set: break;
  }
  return update_sql(tables, mapper, table, columns, returned);
}

void RowWriter::insert(Instance& instance, const Mapper& table, const ColumnSet& as_null) {
  const auto& mapper = instance.mapper;
  mapper.fill_defaults(instance.entity());
  const auto shape = shape_of(mapper, table, instance.entity());
  insert(mapper, table, instance.entity(), shape, as_null);
}

InsertShape RowWriter::shape_of(const Mapper& mapper, const Mapper& table, const void* entity) {
  const auto* generated = mapper.generated_key();
  InsertShape shape;
  if (mapper.says_all()) {
    shape.said = all_columns(mapper);
    if (!generated) return shape;
    if (!is_zero(*mapper.generated_field(), entity)) return shape;
    shape.said.reset(position_of(mapper, *generated));
    shape.makes_key = true;
    return shape;
  }
  for (std::size_t i = 0; i < mapper.columns.size(); ++i) {
    const auto& column = mapper.columns[i];
    // Every table has the key.
    if (column.home != &table && !column.primary_key) continue;
    const bool is_generated = &column == generated;
    if (!left_to_database(mapper.fields[i], is_generated, entity)) {
      shape.said.set(i);
    } else if (is_generated) {
      shape.makes_key = true;
    } else {
      shape.returned.set(i);
    }
  }
  return shape;
}

void RowWriter::insert(const Mapper& mapper, const Mapper& table, void* entity,
                       const InsertShape& shape, const ColumnSet& as_null) {
  auto& insert = kept(Kind::insert, mapper, table, shape.said, shape.returned);
  clear_row();
  store(insert, entity, as_null);
  insert.statement.bind_cells(1, row_.cells());
  run_and_read(insert.statement, mapper, entity, shape.returned);
  if (!shape.makes_key) return;
  const auto* key = mapper.generated_key();
  key->codec->set(key->in(entity), connection_.last_insert_id());
}

void RowWriter::insert_whole(const Mapper& mapper, const void* entity) {
  const bool makes_key = mapper.generated_field() && is_zero(*mapper.generated_field(), entity);
  if (whole_.mapper != &mapper || whole_.makes_key != makes_key) {
    const auto& table = mapper.table_owner();
    const auto shape = shape_of(mapper, table, entity);
    whole_ = {&mapper, makes_key, &kept(Kind::insert, mapper, table, shape.said, {})};
  }
  clear_row();
  store(*whole_.kept, entity);
  auto& insert = whole_.kept->statement;
  insert.bind_cells(1, row_.cells());
  insert.run();
}

void RowWriter::insert(const Mapper& mapper, std::span<void* const> entities,
                       const InsertShape& shape) {
  auto& insert = kept(Kind::insert_many, mapper, mapper, shape.said, {});
  clear_row();
  for (const void* entity : entities) store(insert, entity);
  insert.statement.bind_cells(1, row_.cells());
  insert.statement.run();
  const auto written = connection_.changes();
  if (written != static_cast<std::int64_t>(entities.size()))
    throw SessionError("INSERT of " + std::to_string(entities.size()) + " rows into " +
                       std::string(mapper.name) + " wrote " + std::to_string(written) +
                       ": the table ignores rows, which its model does not say");
  if (!shape.makes_key) return;
  const auto* key = mapper.generated_key();
  auto next = connection_.last_insert_id() - written;
  for (void* entity : entities) key->codec->set(key->in(entity), ++next);
}

bool RowWriter::gives_keys_in_order(const Mapper& mapper) {
  const auto query = connection_.dialect().keys_in_order(schema_of(mapper, schemas_), mapper.name);
  return !query.empty() && connection_.scalar(query) == engine::Value(std::int64_t{1});
}

void RowWriter::run_on(engine::Statement& statement, const Instance& instance, const Mapper& table,
                       const Way& way) {
  instance.identity.add_to(row_);
  if (way.version) row_.add(*way.version);
  statement.bind_cells(1, row_.cells());
  std::int64_t rows = 0;
  if (way.returned.any()) {
    rows = run_and_read(statement, instance.mapper, way.entity, way.returned) ? 1 : 0;
  } else {
    statement.run();
    rows = connection_.changes();
  }
  if (rows == 1) return;
  std::string message = std::string(way.what) + " of " + std::string(table.name) + " " +
                        engine::to_text(instance.identity.values()) + " met " +
                        std::to_string(rows) + " rows instead of 1: the row was ";
  message += way.version ? "changed or deleted by someone else since it was read, when its " +
                               std::string(instance.mapper.version()->name) + " was " +
                               engine::to_text(*way.version)
                         : "deleted by someone else";
  throw StaleObjectError(message);
}

ColumnSet RowWriter::update(Instance& instance, const Mapper& table, ColumnSet columns,
                            const ColumnSet& as_null) {
  const auto& mapper = instance.mapper;
  Way way{.what = "UPDATE", .entity = instance.entity(), .version = version_of(instance, table)};
  for (std::size_t i = 0; i < mapper.columns.size(); ++i) {
    const auto& column = mapper.columns[i];
    if (column.home != &table) continue;
    if (column.computed) way.returned.set(i);
    if (column.version) {
      column.codec->set(column.in(way.entity), std::get<std::int64_t>(*way.version) + 1);
    } else if (column.make_update && !columns.test(i)) {
      column.codec->set(column.in(way.entity), column.make_update());
    } else {
      continue;
    }
    columns.set(i);
  }
  auto& update = kept(Kind::update, mapper, table, columns, way.returned);
  clear_row();
  store(update, way.entity, as_null);
  run_on(update.statement, instance, table, way);
  return columns | way.returned;
}

bool RowWriter::update(std::span<Instance* const> instances, const ColumnSet& columns) {
  const auto& mapper = instances.front()->mapper;
  auto& update = kept(Kind::update_many, mapper, mapper.table_owner(), columns, {});
  clear_row();
  for (const auto* instance : instances) {
    instance->identity.add_to(row_);
    store(update, instance->entity());
  }
  update.statement.bind_cells(1, row_.cells());
  update.statement.run();
  return connection_.changes() == static_cast<std::int64_t>(instances.size());
}

void RowWriter::set(const Instance& instance, const Mapper& table, const ColumnSet& columns,
                    const std::vector<engine::Value>& values) {
  auto& update = kept(Kind::set, instance.mapper, table, columns, {}).statement;
  clear_row();
  for (const auto& value : values) row_.add(value);
  run_on(update, instance, table, {.what = "UPDATE"});
}

bool RowWriter::erase(const Instance& instance, const Mapper& table) {
  auto& erase = kept(Kind::erase, instance.mapper, table, {}, {}).statement;
  clear_row();
  run_on(erase, instance, table, {.what = "DELETE", .version = version_of(instance, table)});
  return connection_.changed_more();
}

bool counts_changes(const Mapper& mapper, const Mapper& table) {
  return std::ranges::any_of(mapper.columns, [&](const MappedColumn& column) {
    return column.home == &table && (column.version || column.make_update);
  });
}

bool says_on_conflict(const schema::Table& table) {
  const auto is_said = [](schema::Conflict conflict) {
    return conflict != schema::Conflict::abort;
  };
  return (table.primary_key && is_said(table.primary_key->conflict)) ||
         std::ranges::any_of(table.uniques, is_said, &schema::Unique::conflict) ||
         std::ranges::any_of(table.columns, is_said, &schema::Column::not_null_conflict);
}

}  // namespace retort::orm::detail
