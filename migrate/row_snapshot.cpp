#include <retort/migrate/detail/row_snapshot.h>

#include <algorithm>

#include <retort/engine/dialect.h>
#include <retort/migrate/detail/overloaded.h>

namespace retort::migrate::detail {

using schema::same_name;

TouchedColumns& TouchedColumns::note(const std::vector<Operation>& operations) {
  for (const Operation& operation : operations) note(operation);
  return *this;
}

TouchedColumns& TouchedColumns::note_own(const std::vector<Operation>& operations) {
  for (const Operation& operation : operations)
    if (std::holds_alternative<Execute>(operation) || std::holds_alternative<Call>(operation) ||
        std::holds_alternative<BulkInsert>(operation))
      note(operation);
  return *this;
}

void TouchedColumns::note(const Operation& operation) {
  std::visit(Overloaded{
                 [&](const RenameTable& op) { tables_[op.new_name] = table_before(op.table); },
                 [&](const AlterColumn& op) {
                   const Column was = before(op.table, op.before.name);
                   if (op.rename) columns_[{was.first, op.after.name}] = was.second;
                   if (op.type || op.nullable || op.generated) touched_.insert(was);
                 },
                 [&](const DropColumn& op) { touched_.insert(before(op.table, op.column.name)); },
                 [&](const DropTable& op) { whole_.insert(table_before(op.table.name)); },
                 [&](const BulkInsert& op) { whole_.insert(table_before(op.table)); },
                 [&](const Execute&) { everything_ = true; },
                 [&](const Call&) { everything_ = true; },
                 [](const auto&) {},
             },
             operation);
}

std::string TouchedColumns::table_before(const std::string& table) const {
  const auto found = tables_.find(table);
  return found == tables_.end() ? table : found->second;
}

TouchedColumns::Column TouchedColumns::before(const std::string& table,
                                              const std::string& column) const {
  const std::string was = table_before(table);
  const auto found = columns_.find({was, column});
  return {was, found == columns_.end() ? column : found->second};
}

bool TouchedColumns::has(const std::string& table, const std::string& column) const {
  return everything_ || whole_.contains(table) ||
         std::ranges::any_of(touched_, [&](const Column& touched) {
           return same_name(touched.first, table) && same_name(touched.second, column);
         });
}

RowSnapshot::RowSnapshot(engine::Connection& connection, const schema::Metadata& metadata) {
  for (const schema::Table& table : metadata.tables) {
    Rows& rows = tables_[table.name];
    std::string list;
    for (const schema::Column& column : table.columns) {
      rows.columns.push_back(column.name);
      list += (list.empty() ? "" : ", ") + connection.dialect().quote(column.name);
    }
    engine::Statement select =
        connection.prepare("SELECT " + list + " FROM " + connection.dialect().quote(table.name));
    while (select.step()) {
      std::vector<std::string> row;
      for (int i = 0; i < select.column_count(); ++i)
        row.push_back(engine::to_text(select.value(i)));
      rows.values.push_back(std::move(row));
    }
  }
}

std::multiset<std::vector<std::string>> RowSnapshot::Rows::of(
    const std::vector<std::string>& wanted) const {
  std::vector<std::size_t> places;
  for (const std::string& name : wanted)
    places.push_back(static_cast<std::size_t>(
        std::ranges::find_if(columns, [&](const auto& c) { return same_name(c, name); }) -
        columns.begin()));
  std::multiset<std::vector<std::string>> result;
  for (const std::vector<std::string>& row : values) {
    std::vector<std::string> part;
    for (const std::size_t place : places) part.push_back(row[place]);
    result.insert(std::move(part));
  }
  return result;
}

std::string RowSnapshot::difference(const RowSnapshot& after, const TouchedColumns& touched) const {
  for (const auto& [table, rows] : tables_) {
    const auto found = after.tables_.find(table);
    if (found == after.tables_.end()) continue;
    std::vector<std::string> columns;
    for (const std::string& column : rows.columns)
      if (!touched.has(table, column) &&
          std::ranges::any_of(found->second.columns,
                              [&](const auto& other) { return same_name(other, column); }))
        columns.push_back(column);
    if (columns.empty()) continue;
    const auto was = rows.of(columns), is = found->second.of(columns);
    if (was == is) continue;
    std::string text = "rows of table " + table + " are not what they were; before:";
    for (const auto& row : was) {
      if (is.contains(row)) continue;
      for (std::size_t i = 0; i < row.size(); ++i)
        text += (i == 0 ? " " : ", ") + columns[i] + " = " + row[i];
      return text;
    }
    return text + " " + std::to_string(was.size()) + " rows, now " + std::to_string(is.size());
  }
  return "";
}

}  // namespace retort::migrate::detail
