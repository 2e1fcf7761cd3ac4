#include <retort/migrate/detail/row_generator.h>

#include <algorithm>
#include <set>

#include <retort/engine/dialect.h>
#include <retort/engine/error.h>
#include <retort/migrate/detail/sample_value.h>
#include <retort/schema/name.h>

namespace retort::migrate::detail {

namespace {

using schema::same_name;
using Values = std::vector<engine::Value>;

// Spread over all values by the numbers of row, attempt and column, and the same in each run.
std::size_t pick(std::size_t row, std::size_t attempt, std::size_t column, std::size_t count) {
  return (row * 31 + attempt * 7919 + attempt * (column + 1) * 104729) / 7 % count;
}

bool is_parent(const schema::Table& table, const schema::ForeignKey& key) {
  return !same_name(key.referred_table, table.name);
}

}  // namespace

std::vector<std::string> RowGenerator::fill(std::size_t rows) {
  std::vector<std::string> empty;
  for (const schema::Table* table : parents_first())
    if (!has_rows(*table) && !fill(*table, rows)) empty.push_back(table->name);
  return empty;
}

// Tables that refer to one another in a circle come as they stand.
std::vector<const schema::Table*> RowGenerator::parents_first() const {
  std::vector<const schema::Table*> order;
  std::set<std::string, schema::NameLess> waiting;
  for (const schema::Table& table : metadata_.tables) waiting.insert(table.name);
  while (!waiting.empty()) {
    const auto is_ready = [&](const schema::Table& table) {
      return waiting.contains(table.name) &&
             std::ranges::none_of(table.foreign_keys, [&](const schema::ForeignKey& key) {
               return is_parent(table, key) && waiting.contains(key.referred_table);
             });
    };
    auto next = std::ranges::find_if(metadata_.tables, is_ready);
    if (next == metadata_.tables.end())
      next = std::ranges::find_if(metadata_.tables,
                                  [&](const auto& table) { return waiting.contains(table.name); });
    order.push_back(&*next);
    waiting.erase(next->name);
  }
  return order;
}

bool RowGenerator::fill(const schema::Table& table, std::size_t rows) {
  bool any = false;
  for (std::size_t row = 0; row < rows; ++row) any = insert(table, row) || any;
  return any || rows == 0;
}

bool RowGenerator::insert(const schema::Table& table, std::size_t row) {
  constexpr std::size_t attempts = 60;
  const engine::Dialect& dialect = connection_.dialect();
  std::string columns, places;
  int count = 0;
  for (const schema::Column& column : table.columns) {
    if (column.generated || column.hidden) continue;
    columns += (columns.empty() ? "" : ", ") + dialect.quote(column.name);
    if (count > 0) places += ", ";
    dialect.placeholder(places, ++count);
  }
  std::string sql = "INSERT INTO " + dialect.quote(table.name);
  sql += count == 0 ? " DEFAULT VALUES" : " (" + columns + ") VALUES (" + places + ")";
  for (std::size_t attempt = 0; attempt < attempts; ++attempt) {
    try {
      connection_.execute(sql, values(table, row, attempt));
      return true;
    } catch (const engine::DatabaseError&) {
      // A constraint or a trigger wants something else.
    }
  }
  return false;
}

Values RowGenerator::values(const schema::Table& table, std::size_t row, std::size_t attempt) {
  Values all;
  std::size_t number = 0;
  for (const schema::Column& column : table.columns) {
    ++number;
    const std::vector<engine::Value> others = other_values(table, column, row);
    if (attempt > 0)
      all.push_back(others[pick(row, attempt, number, others.size())]);
    else if (column.nullable && (row + number) % 3 == 2)
      all.emplace_back(engine::Null());
    else
      all.push_back(others.front());
  }
  for (const schema::ForeignKey& key : table.foreign_keys) refer(table, key, row + attempt, all);
  // Generated columns have no place in the statement.
  for (std::size_t i = table.columns.size(); i-- > 0;)
    if (table.columns[i].generated || table.columns[i].hidden)
      all.erase(all.begin() + static_cast<std::ptrdiff_t>(i));
  return all;
}

void RowGenerator::refer(const schema::Table& table, const schema::ForeignKey& key, std::size_t row,
                         Values& values) {
  const schema::Table* parent = metadata_.find_table(key.referred_table);
  if (parent == nullptr) return;
  std::vector<std::string> referred = key.referred_columns;
  if (referred.empty() && parent->primary_key)
    referred = schema::column_names(parent->primary_key->columns);
  std::string list;
  for (const std::string& column : referred)
    list += (list.empty() ? "" : ", ") + connection_.dialect().quote(column);
  const auto rows =
      connection_.rows("SELECT " + list + " FROM " + connection_.dialect().quote(parent->name));
  for (std::size_t i = 0; i < key.columns.size() && i < referred.size(); ++i) {
    const auto column = std::ranges::find_if(table.columns, [&](const schema::Column& candidate) {
      return same_name(candidate.name, key.columns[i]);
    });
    if (column == table.columns.end()) continue;
    engine::Value& value = values[static_cast<std::size_t>(column - table.columns.begin())];
    // The first row of a table that refers to itself has only itself to refer to, or nothing.
    if (!rows.empty())
      value = rows[row % rows.size()][i];
    else if (column->nullable)
      value = engine::Null();
  }
}

bool RowGenerator::has_rows(const schema::Table& table) {
  return connection_.scalar("SELECT 1 FROM " + connection_.dialect().quote(table.name) + " LIMIT 1")
      .has_value();
}

}  // namespace retort::migrate::detail
