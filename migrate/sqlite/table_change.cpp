#include <retort/migrate/sqlite/table_change.h>

#include <algorithm>
#include <limits>

#include <retort/migrate/detail/overloaded.h>
#include <retort/migrate/sqlite/fill.h>

namespace retort::migrate::sqlite {

namespace {

using schema::same_name;

// The table that an operation changes, or "" for those that change none.
std::string table_of(const Operation& operation, const schema::Metadata& metadata) {
  const auto table_with = [&](const std::string& index) -> std::string {
    for (const schema::Table& table : metadata.tables)
      if (table.find_index(index)) return table.name;
    return "";
  };
  return std::visit(detail::Overloaded{
                        [](const CreateTable& op) { return op.table.name; },
                        [](const DropTable& op) { return op.table.name; },
                        [](const AddColumn& op) { return op.table; },
                        [](const DropColumn& op) { return op.table; },
                        [](const AlterColumn& op) { return op.table; },
                        [](const AddConstraint& op) { return op.table; },
                        [](const DropConstraint& op) { return op.table; },
                        [](const RenameConstraint& op) { return op.table; },
                        [](const AlterTableOptions& op) { return op.table; },
                        [](const CreateIndex& op) { return op.table; },
                        [&](const DropIndex& op) { return table_with(op.index.name); },
                        [&](const RenameIndex& op) { return table_with(op.name); },
                        [](const auto&) { return std::string(); },
                    },
                    operation);
}

// What an operation says about values: which columns stay, and what fills the new ones.
void note_values(TableChange& change, const Operation& operation) {
  if (const auto* add = std::get_if<AddColumn>(&operation)) {
    if (!add->fill.empty()) change.fills[add->column.name] = fill_expression(add->fill, *add);
  } else if (const auto* drop = std::get_if<DropColumn>(&operation)) {
    std::erase_if(change.carried,
                  [&](const std::string& column) { return same_name(column, drop->column.name); });
    change.fills.erase(drop->column.name);
  } else if (const auto* alter = std::get_if<AlterColumn>(&operation)) {
    if (!alter->fill.empty())
      change.fills[alter->before.name] = fill_expression(alter->fill, *alter);
  }
}

TableChange begin_change(const schema::Table* table) {
  TableChange change;
  if (table == nullptr) return change;
  change.before = *table;
  for (const schema::Column& column : table->columns) change.carried.push_back(column.name);
  return change;
}

}  // namespace

bool TableChange::is_carried(std::string_view column) const {
  return std::ranges::any_of(carried,
                             [&](const std::string& name) { return same_name(name, column); });
}

std::string TableChange::reason() const {
  std::string text;
  for (const Part& part : parts) text += (text.empty() ? "" : "; ") + describe(*part.operation);
  return text;
}

std::vector<TableChange> collect_changes(const std::vector<Operation>& batch,
                                         schema::Metadata& metadata,
                                         const engine::Dialect& dialect) {
  std::vector<TableChange> changes;
  std::map<std::string, std::size_t, schema::NameLess> open;  // by the table's name
  for (std::size_t position = 0; position < batch.size(); ++position) {
    const Operation& operation = batch[position];
    const std::string name = table_of(operation, metadata);
    const schema::Table* table = metadata.find_table(name);
    const schema::Table was = table ? *table : schema::Table{};
    // Before the operation is applied, and so after what it may create is known not to be there.
    const auto found = open.find(name);
    const bool is_new = !name.empty() && found == open.end();
    TableChange fresh = is_new ? begin_change(table) : TableChange{};
    migrate::apply(operation, metadata);
    if (name.empty()) continue;

    if (is_new) changes.push_back(std::move(fresh));
    const std::size_t at = is_new ? changes.size() - 1 : found->second;
    TableChange& change = changes[at];
    change.parts.push_back({&operation, position, was});
    note_values(change, operation);
    if (std::holds_alternative<DropTable>(operation)) {
      change.dropped = true;
      change.after = was;
      open.erase(name);
    } else {
      change.after = *metadata.find_table(name);
      open[name] = at;
    }
  }
  // What a type means to SQLite is in its own words: int64 may make a column the rowid's alias.
  for (TableChange& change : changes)
    for (schema::Column& column : change.after.columns)
      column.type = {dialect.type_name(column.type)};
  return changes;
}

}  // namespace retort::migrate::sqlite
