// Binding rows to their statements, and reading back what the database made.

#include <algorithm>

#include <retort/orm/detail/row_sql.h>
#include <retort/orm/detail/row_writer.h>
#include <retort/orm/error.h>
#include <retort/orm/mapping/binder.h>

namespace retort::orm::detail {

namespace {

/// A key of 0, or a Defaulted that was not set, is left to the database.
bool left_to_database(const MappedColumn& column, const MappedColumn* generated,
                      const void* entity) {
  if (!column.codec->is_set(column.in(entity))) return true;
  return &column == generated &&
         column.codec->get(column.in(entity)) == engine::Value(std::int64_t{0});
}

/// Runs `convert` for the column, whose name an error is given.
template <class Convert>
void convert(const Mapper& mapper, const MappedColumn& column, Convert convert) {
  try {
    convert();
  } catch (const ConversionError& error) {
    throw ConversionError("writing " + std::string(mapper.name) + "." + std::string(column.name) +
                          ": " + error.what());
  }
}

/// Returns how many parameters were bound.
int bind_columns(Binder& binder, const Mapper& mapper, const void* entity, const ColumnSet& columns,
                 const ColumnSet& as_null) {
  int parameter = 0;
  for_each_column(mapper, columns, [&](const MappedColumn& column) {
    ++parameter;
    if (as_null.test(position_of(mapper, column))) return binder.null(parameter);
    convert(mapper, column, [&] { column.codec->bind(binder, parameter, column.in(entity)); });
  });
  return parameter;
}

/// Returns whether there was a row.
bool run_and_read(engine::Statement& statement, const Mapper& mapper, void* entity,
                  const ColumnSet& returned) {
  if (returned.none()) {
    statement.run();
    return true;
  }
  const bool found = statement.step();
  int position = 0;
  if (found) {
    for_each_column(mapper, returned, [&](const MappedColumn& column) {
      column.codec->read(statement, position++, column.in(entity));
    });
  }
  statement.reset();
  return found;
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
  const auto sql = kind == Kind::insert  ? insert_sql(dialect, mapper, table, columns, returned)
                   : kind == Kind::erase ? erase_sql(dialect, mapper, table)
                                         : update_sql(dialect, mapper, table, columns, returned);
  kept_.push_back(
      std::make_unique<Kept>(Kept{kind, &mapper, &table, columns, connection_.prepare(sql)}));
  return kept_.back()->statement;
}

void RowWriter::insert(Instance& instance, const Mapper& table, const ColumnSet& as_null) {
  const auto& mapper = instance.mapper;
  void* entity = instance.entity();
  mapper.fill_defaults(entity);
  const auto* generated = mapper.generated_key();
  ColumnSet said;
  ColumnSet returned;
  bool makes_key = false;
  for (std::size_t i = 0; i < mapper.columns.size(); ++i) {
    const auto& column = mapper.columns[i];
    // Every table has the key.
    if (column.home != &table && !column.primary_key) continue;
    if (!left_to_database(column, generated, entity)) {
      said.set(i);
    } else if (&column == generated) {
      makes_key = true;
    } else {
      returned.set(i);
    }
  }
  auto& row = statement(Kind::insert, mapper, table, said, returned);
  Binder binder(row);
  bind_columns(binder, mapper, entity, said, as_null);
  run_and_read(row, mapper, entity, returned);
  if (makes_key) generated->codec->set(generated->in(entity), connection_.last_insert_id());
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

void RowWriter::update(Instance& instance, const Mapper& table, ColumnSet columns,
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
