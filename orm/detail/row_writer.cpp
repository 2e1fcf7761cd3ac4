// Binding rows to their statements, and reading back what the database made.

#include <algorithm>

#include <retort/orm/detail/row_sql.h>
#include <retort/orm/detail/row_writer.h>
#include <retort/orm/error.h>
#include <retort/orm/mapping/binder.h>

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

/// Behind the parameters that were bound so far. Returns how many are bound then.
int bind_columns(Binder& binder, const Mapper& mapper, const void* entity, const ColumnSet& columns,
                 const ColumnSet& as_null, int parameter = 0) {
  const MappedColumn* current = nullptr;
  try {
    for (std::size_t i = 0; i < mapper.columns.size(); ++i) {
      if (!columns.test(i)) continue;
      current = &mapper.columns[i];
      ++parameter;
      if (as_null.test(i)) {
        binder.null(parameter);
      } else {
        current->codec->bind(binder, parameter, current->in(entity));
      }
    }
  } catch (const ConversionError& error) {
    throw ConversionError("writing " + std::string(mapper.name) + "." + std::string(current->name) +
                          ": " + error.what());
  }
  return parameter;
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
  const void* row = instance.snapshot() ? instance.snapshot() : instance.entity();
  return version->codec->get(version->in(row));
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
  const auto& dialect = connection_.dialect();
  const std::size_t rows = kind == Kind::insert_many ? rows_at_once : 1;
  const bool inserts = kind == Kind::insert || kind == Kind::insert_many;
  const auto sql = inserts ? insert_sql(dialect, mapper, table, columns, returned, rows)
                   : kind == Kind::erase ? erase_sql(dialect, mapper, table)
                                         : update_sql(dialect, mapper, table, columns, returned);
  constexpr std::size_t most_kept = 32;
  if (kept_.size() == most_kept) kept_.erase(kept_.begin());
  kept_.push_back(
      std::make_unique<Kept>(Kept{kind, &mapper, &table, columns, connection_.prepare(sql)}));
  return kept_.back()->statement;
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
  auto& row = statement(Kind::insert, mapper, table, shape.said, shape.returned);
  Binder binder(row);
  bind_columns(binder, mapper, entity, shape.said, as_null);
  run_and_read(row, mapper, entity, shape.returned);
  if (!shape.makes_key) return;
  const auto* key = mapper.generated_key();
  key->codec->set(key->in(entity), connection_.last_insert_id());
}

void RowWriter::insert(const Mapper& mapper, std::span<void* const> entities,
                       const InsertShape& shape) {
  auto& row = statement(Kind::insert_many, mapper, mapper, shape.said, {});
  Binder binder(row);
  int parameter = 0;
  for (const void* entity : entities)
    parameter = bind_columns(binder, mapper, entity, shape.said, {}, parameter);
  row.run();
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
                       int parameter, const Way& way) {
  for (const auto& value : instance.identity) statement.bind(++parameter, value);
  if (way.version) statement.bind(++parameter, *way.version);
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
  auto& row = statement(Kind::update, mapper, table, columns, way.returned);
  Binder binder(row);
  run_on(row, instance, table, bind_columns(binder, mapper, way.entity, columns, as_null), way);
  return columns | way.returned;
}

void RowWriter::set(const Instance& instance, const Mapper& table, const ColumnSet& columns,
                    const std::vector<engine::Value>& values) {
  auto& row = statement(Kind::set, instance.mapper, table, columns, {});
  int parameter = 0;
  for (const auto& value : values) row.bind(++parameter, value);
  run_on(row, instance, table, parameter, {.what = "UPDATE"});
}

void RowWriter::erase(const Instance& instance, const Mapper& table) {
  auto& row = statement(Kind::erase, instance.mapper, table, {}, {});
  run_on(row, instance, table, 0, {.what = "DELETE", .version = version_of(instance, table)});
}

bool counts_changes(const Mapper& mapper, const Mapper& table) {
  return std::ranges::any_of(mapper.columns, [&](const MappedColumn& column) {
    return column.home == &table && (column.version || column.make_update);
  });
}

}  // namespace retort::orm::detail
