#include <retort/migrate/sqlite/made_here.h>

#include <retort/migrate/detail/overloaded.h>
#include <retort/migrate/sqlite/rename_entry.h>

namespace retort::migrate::sqlite {

void MadeHere::note(const Operation& operation) {
  std::visit(detail::Overloaded{
                 [&](const CreateTable& op) { tables_.insert(op.table.name); },
                 [&](const CreateVirtualTable& op) { tables_.insert(op.table.name); },
                 [&](const AddColumn& op) { columns_[op.table].insert(op.column.name); },
                 [&](const DropTable& op) {
                   tables_.erase(op.table.name);
                   columns_.erase(op.table.name);
                 },
                 [&](const DropVirtualTable& op) { tables_.erase(op.table.name); },
                 [&](const DropColumn& op) { columns_[op.table].erase(op.column.name); },
                 [&](const RenameTable& op) {
                   rename_entry(tables_, op.table, op.new_name);
                   rename_entry(columns_, op.table, op.new_name);
                 },
                 [&](const AlterColumn& op) {
                   if (op.rename) rename_entry(columns_[op.table], op.before.name, op.after.name);
                 },
                 [](const auto&) {},
             },
             operation);
}

bool MadeHere::has_column(const std::string& table, const std::string& column) const {
  const auto found = columns_.find(table);
  return has_table(table) || (found != columns_.end() && found->second.contains(column));
}

}  // namespace retort::migrate::sqlite
