#include <retort/migrate/detail/lint_rules.h>

namespace retort::migrate::detail {

Beginning::Beginning(const schema::Metadata& schema) {
  for (const schema::Table& table : schema.tables)
    for (const schema::Column& column : table.columns) columns_[table.name].insert(column.name);
}

bool Beginning::had_column(const std::string& table, const std::string& column) const {
  const auto found = columns_.find(table);
  return found != columns_.end() && found->second.contains(column);
}

void Beginning::note(const Operation& operation) {
  if (const auto* rename = std::get_if<RenameTable>(&operation)) {
    auto node = columns_.extract(rename->table);
    if (node.empty()) return;
    node.key() = rename->new_name;
    columns_.insert(std::move(node));
  } else if (const auto* drop = std::get_if<DropTable>(&operation)) {
    columns_.erase(drop->table.name);
  } else if (const auto* drop_column = std::get_if<DropColumn>(&operation)) {
    if (const auto table = columns_.find(drop_column->table); table != columns_.end())
      table->second.erase(drop_column->column.name);
  } else if (const auto* alter = std::get_if<AlterColumn>(&operation); alter && alter->rename) {
    const auto table = columns_.find(alter->table);
    if (table == columns_.end() || table->second.erase(alter->before.name) == 0) return;
    table->second.insert(alter->after.name);
  }
}

}  // namespace retort::migrate::detail
