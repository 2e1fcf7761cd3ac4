// Binding rows to their statements, and reading back what the database made.

#include <algorithm>

#include <retort/orm/detail/row_sql.h>
#include <retort/orm/detail/row_writer.h>
#include <retort/orm/error.h>
#include <retort/orm/object/snapshot.h>

namespace retort::orm::detail {

namespace {

bool is_zero(const engine::Value& value) {
  const auto* number = std::get_if<std::int64_t>(&value);
  return number && *number == 0;
}

/// A key of 0, or a Defaulted that was not set, is left to the database.
bool left_to_database(const MappedColumn& column, const MappedColumn* generated,
                      const void* entity) {
  if (!column.codec->is_set(column.in(entity))) return true;
  return &column == generated && is_zero(column.codec->get(column.in(entity)));
}

/// Adds these columns of the entity to the row.
void store_columns(StoredRow& row, const Mapper& mapper, const void* entity,
                   const ColumnSet& columns, const ColumnSet& as_null = {}) {
  const MappedColumn* current = nullptr;
  try {
    for (std::size_t i = 0; i < mapper.columns.size(); ++i) {
      if (!columns[i]) continue;
      current = &mapper.columns[i];
      if (as_null[i]) {
        row.null();
      } else {
        current->codec->store(row, current->in(entity));
      }
    }
  } catch (const ConversionError& error) {
    throw ConversionError("writing " + std::string(mapper.name) + "." + std::string(current->name) +
                          ": " + error.what());
  }
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

engine::Statement& RowWriter::statement(Kind kind, const Mapper& mapper, const Mapper& table,
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
    return kept_.back()->statement;
  }
  const auto sql = sql_of(kind, mapper, table, columns, returned);
  constexpr std::size_t most_kept = 32;
  if (kept_.size() == most_kept) kept_.erase(kept_.begin());
  kept_.push_back(
      std::make_unique<Kept>(Kept{kind, &mapper, &table, columns, connection_.prepare(sql)}));
  return kept_.back()->statement;
}

std::string RowWriter::sql_of(Kind kind, const Mapper& mapper, const Mapper& table,
                              const ColumnSet& columns, const ColumnSet& returned) const {
  const auto& dialect = connection_.dialect();
  switch (kind) {
    case Kind::insert: return insert_sql(dialect, mapper, table, columns, returned);
    case Kind::insert_many:
      return insert_sql(dialect, mapper, table, columns, returned, rows_at_once);
    case Kind::update_many: return update_many_sql(dialect, mapper, columns, rows_at_once);
    case Kind::erase: return erase_sql(dialect, mapper, table);
    case Kind::update:
    case Kind::set: break;
  }
  return update_sql(dialect, mapper, table, columns, returned);
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
    if (!generated || !left_to_database(*generated, generated, entity)) return shape;
    shape.said.reset(position_of(mapper, *generated));
    shape.makes_key = true;
    return shape;
  }
  for (std::size_t i = 0; i < mapper.columns.size(); ++i) {
    const auto& column = mapper.columns[i];
    // Every table has the key.
    if (column.home != &table && !column.primary_key) continue;
    if (!left_to_database(column, generated, entity)) {
      shape.said.set(i);
    } else if (&column == generated) {
      shape.makes_key = true;
    } else {
      shape.returned.set(i);
    }
  }
  return shape;
}

void RowWriter::insert(const Mapper& mapper, const Mapper& table, void* entity,
                       const InsertShape& shape, const ColumnSet& as_null) {
  auto& insert = statement(Kind::insert, mapper, table, shape.said, shape.returned);
  row_.clear();
  store_columns(row_, mapper, entity, shape.said, as_null);
  insert.bind_cells(1, row_.cells());
  run_and_read(insert, mapper, entity, shape.returned);
  if (!shape.makes_key) return;
  const auto* key = mapper.generated_key();
  key->codec->set(key->in(entity), connection_.last_insert_id());
}

void RowWriter::insert(const Mapper& mapper, std::span<void* const> entities,
                       const InsertShape& shape) {
  auto& insert = statement(Kind::insert_many, mapper, mapper, shape.said, {});
  row_.clear();
  for (const void* entity : entities) store_columns(row_, mapper, entity, shape.said);
  insert.bind_cells(1, row_.cells());
  insert.run();
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
  const auto query = connection_.dialect().keys_in_order(mapper.name);
  return !query.empty() && connection_.scalar(query) == engine::Value(std::int64_t{1});
}

void RowWriter::run_on(engine::Statement& statement, const Instance& instance, const Mapper& table,
                       const Way& way) {
  for (const auto& value : instance.identity) row_.add(value);
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
                        engine::to_text(instance.identity) + " met " + std::to_string(rows) +
                        " rows instead of 1: the row was ";
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
  auto& update = statement(Kind::update, mapper, table, columns, way.returned);
  row_.clear();
  store_columns(row_, mapper, way.entity, columns, as_null);
  run_on(update, instance, table, way);
  return columns | way.returned;
}

bool RowWriter::update(std::span<Instance* const> instances, const ColumnSet& columns) {
  const auto& mapper = instances.front()->mapper;
  auto& update = statement(Kind::update_many, mapper, mapper.table_owner(), columns, {});
  row_.clear();
  for (const auto* instance : instances) {
    for (const auto& value : instance->identity) row_.add(value);
    store_columns(row_, mapper, instance->entity(), columns);
  }
  update.bind_cells(1, row_.cells());
  update.run();
  return connection_.changes() == static_cast<std::int64_t>(instances.size());
}

void RowWriter::set(const Instance& instance, const Mapper& table, const ColumnSet& columns,
                    const std::vector<engine::Value>& values) {
  auto& update = statement(Kind::set, instance.mapper, table, columns, {});
  row_.clear();
  for (const auto& value : values) row_.add(value);
  run_on(update, instance, table, {.what = "UPDATE"});
}

void RowWriter::erase(const Instance& instance, const Mapper& table) {
  auto& erase = statement(Kind::erase, instance.mapper, table, {}, {});
  row_.clear();
  run_on(erase, instance, table, {.what = "DELETE", .version = version_of(instance, table)});
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
