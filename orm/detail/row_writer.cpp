// The text of the statements that write one row, and running them.

#include <retort/engine/dialect.h>
#include <retort/orm/detail/row_writer.h>
#include <retort/orm/error.h>

namespace retort::orm::detail {

namespace {

/// `a, b, c` with what `text` makes of each.
template <class Text>
void append_list(std::string& sql, const Columns& columns, Text text) {
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (i > 0) sql += ", ";
    text(*columns[i]);
  }
}

std::string insert_sql(const engine::Dialect& dialect, const Mapper& mapper, const Columns& columns,
                       const Columns& returned) {
  const auto name = [&](std::string& sql) {
    return [&](const MappedColumn& column) { sql += dialect.quote(column.name); };
  };
  std::string sql = "INSERT INTO " + dialect.quote(mapper.name);
  if (columns.empty()) {
    sql += " DEFAULT VALUES";
  } else {
    sql += " (";
    append_list(sql, columns, name(sql));
    sql += ") VALUES (";
    int parameter = 0;
    append_list(sql, columns, [&](const auto&) { dialect.placeholder(sql, ++parameter); });
    sql += ")";
  }
  if (!returned.empty()) {
    sql += " RETURNING ";
    append_list(sql, returned, name(sql));
  }
  return sql;
}

/// ` WHERE artists.id = ?`, with the values of the key added to the parameters.
void append_where(std::string& sql, const engine::Dialect& dialect, const Instance& instance,
                  std::vector<engine::Value>& parameters) {
  const auto table = dialect.quote(instance.mapper.name);
  for (std::size_t i = 0; i < instance.identity.size(); ++i) {
    sql += i == 0 ? " WHERE " : " AND ";
    sql += table + "." + dialect.quote(instance.mapper.key[i]->name) + " = ";
    parameters.push_back(instance.identity[i]);
    dialect.placeholder(sql, static_cast<int>(parameters.size()));
  }
}

void check_one_row(std::int64_t rows, const Instance& instance, const char* what) {
  if (rows == 1) return;
  throw StaleObjectError(std::string(what) + " of " + std::string(instance.mapper.name) + " " +
                         engine::to_text(instance.identity) + " met " + std::to_string(rows) +
                         " rows instead of 1: the row was deleted by someone else");
}

/// A key of 0, or a Defaulted that was not set, is left to the database.
bool left_to_database(const Mapper& mapper, const MappedColumn& column, const void* entity) {
  if (!column.codec->is_set(column.in(entity))) return true;
  return &column == mapper.generated_key() &&
         column.codec->get(column.in(entity)) == engine::Value(std::int64_t{0});
}

/// Runs `convert` for the column, whose name an error is given.
template <class Convert>
auto convert(const Mapper& mapper, const MappedColumn& column, Convert convert) {
  try {
    return convert();
  } catch (const ConversionError& error) {
    throw ConversionError("writing " + std::string(mapper.name) + "." + std::string(column.name) +
                          ": " + error.what());
  }
}

}  // namespace

void RowWriter::insert(const Mapper& mapper, void* entity) {
  Columns columns;
  Columns returned;
  bool makes_key = false;
  for (const auto& column : mapper.columns) {
    if (!left_to_database(mapper, column, entity)) {
      columns.push_back(&column);
    } else if (&column == mapper.generated_key()) {
      makes_key = true;
    } else {
      returned.push_back(&column);
    }
  }
  auto& insert = prepare_insert(mapper, std::move(columns), std::move(returned));
  Binder binder(insert.statement);
  int parameter = 0;
  for (const auto* column : insert.columns) {
    convert(mapper, *column, [&] { column->codec->bind(binder, ++parameter, column->in(entity)); });
  }
  if (insert.returned.empty()) {
    insert.statement.run();
  } else {
    insert.statement.step();
    int position = 0;
    for (const auto* column : insert.returned)
      column->codec->read(insert.statement, position++, column->in(entity));
    insert.statement.reset();
  }
  if (makes_key) {
    const auto* key = mapper.generated_key();
    key->codec->set(key->in(entity), connection_.last_insert_id());
  }
}

RowWriter::Insert& RowWriter::prepare_insert(const Mapper& mapper, Columns columns,
                                             Columns returned) {
  const bool same = insert_ && insert_->mapper == &mapper && insert_->columns == columns;
  if (!same) {
    auto sql = insert_sql(connection_.dialect(), mapper, columns, returned);
    insert_.reset();
    insert_.emplace(
        Insert{&mapper, std::move(columns), std::move(returned), connection_.prepare(sql)});
  }
  return *insert_;
}

void RowWriter::update(const Instance& instance, const Columns& columns) {
  const auto& dialect = connection_.dialect();
  std::string sql = "UPDATE " + dialect.quote(instance.mapper.name) + " SET ";
  std::vector<engine::Value> parameters;
  append_list(sql, columns, [&](const MappedColumn& column) {
    parameters.push_back(convert(instance.mapper, column,
                                 [&] { return column.codec->get(column.in(instance.entity())); }));
    sql += dialect.quote(column.name) + "=";
    dialect.placeholder(sql, static_cast<int>(parameters.size()));
  });
  append_where(sql, dialect, instance, parameters);
  check_one_row(connection_.execute(sql, parameters), instance, "UPDATE");
}

void RowWriter::erase(const Instance& instance) {
  const auto& dialect = connection_.dialect();
  std::string sql = "DELETE FROM " + dialect.quote(instance.mapper.name);
  std::vector<engine::Value> parameters;
  append_where(sql, dialect, instance, parameters);
  check_one_row(connection_.execute(sql, parameters), instance, "DELETE");
}

}  // namespace retort::orm::detail
