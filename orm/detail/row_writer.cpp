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

}  // namespace

engine::Statement& RowWriter::statement(Kind kind, const Mapper& mapper, const ColumnSet& columns,
                                        const ColumnSet& returned) {
  for (std::size_t i = kept_.size(); i-- > 0;) {
    const auto& kept = *kept_[i];
    if (kept.kind != kind || kept.mapper != &mapper || kept.columns != columns) continue;
    if (i + 1 != kept_.size()) std::swap(kept_[i], kept_.back());
    return kept_.back()->statement;
  }
  const auto& dialect = connection_.dialect();
  const auto sql = kind == Kind::insert   ? insert_sql(dialect, mapper, columns, returned)
                   : kind == Kind::update ? update_sql(dialect, mapper, columns)
                                          : erase_sql(dialect, mapper);
  kept_.push_back(std::make_unique<Kept>(Kept{kind, &mapper, columns, connection_.prepare(sql)}));
  return kept_.back()->statement;
}

void RowWriter::insert(const Mapper& mapper, void* entity, const ColumnSet& as_null) {
  const auto* generated = mapper.generated_key();
  ColumnSet said;
  ColumnSet returned;
  bool makes_key = false;
  for (std::size_t i = 0; i < mapper.columns.size(); ++i) {
    const auto& column = mapper.columns[i];
    if (!left_to_database(column, generated, entity)) {
      said.set(i);
    } else if (&column == generated) {
      makes_key = true;
    } else {
      returned.set(i);
    }
  }
  auto& row = statement(Kind::insert, mapper, said, returned);
  Binder binder(row);
  bind_columns(binder, mapper, entity, said, as_null);
  if (returned.none()) {
    row.run();
  } else {
    row.step();
    int position = 0;
    for_each_column(mapper, returned, [&](const MappedColumn& column) {
      column.codec->read(row, position++, column.in(entity));
    });
    row.reset();
  }
  if (makes_key) generated->codec->set(generated->in(entity), connection_.last_insert_id());
}

void RowWriter::run_on(engine::Statement& statement, const Instance& instance, int parameter,
                       const char* what) {
  for (const auto& value : instance.identity) statement.bind(++parameter, value);
  statement.run();
  const auto rows = connection_.changes();
  if (rows == 1) return;
  throw StaleObjectError(std::string(what) + " of " + std::string(instance.mapper.name) + " " +
                         engine::to_text(instance.identity) + " met " + std::to_string(rows) +
                         " rows instead of 1: the row was deleted by someone else");
}

void RowWriter::update(const Instance& instance, const ColumnSet& columns,
                       const ColumnSet& as_null) {
  auto& row = statement(Kind::update, instance.mapper, columns, {});
  Binder binder(row);
  const int bound = bind_columns(binder, instance.mapper, instance.entity(), columns, as_null);
  run_on(row, instance, bound, "UPDATE");
}

void RowWriter::set(const Instance& instance, const ColumnSet& columns,
                    const std::vector<engine::Value>& values) {
  auto& row = statement(Kind::update, instance.mapper, columns, {});
  int parameter = 0;
  for (const auto& value : values) row.bind(++parameter, value);
  run_on(row, instance, parameter, "UPDATE");
}

void RowWriter::erase(const Instance& instance) {
  run_on(statement(Kind::erase, instance.mapper, {}, {}), instance, 0, "DELETE");
}

}  // namespace retort::orm::detail
