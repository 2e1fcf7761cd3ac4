// describe(): an operation as one line for a person.

#include <algorithm>

#include <retort/migrate/detail/constraint_text.h>
#include <retort/migrate/detail/overloaded.h>
#include <retort/migrate/operation.h>

namespace retort::migrate {

namespace {

std::string column_text(const schema::Column& column) {
  std::string text = column.name;
  if (!column.type.text.empty()) text += " " + column.type.text;
  if (column.generated)
    text +=
        " AS (" + column.generated->expression + ")" + (column.generated->stored ? " STORED" : "");
  if (!column.nullable) text += " NOT NULL";
  if (column.server_default) text += " DEFAULT " + *column.server_default;
  if (!column.collation.empty()) text += " COLLATE " + column.collation;
  return text;
}

std::string type_text(const schema::Type& type) { return type.text.empty() ? "none" : type.text; }

std::string options_text(const schema::TableOptions& options) {
  std::string text = options.strict ? "STRICT" : "not STRICT";
  return text + (options.without_rowid ? ", WITHOUT ROWID" : ", with rowid");
}

std::string first_line(const std::string& sql) {
  constexpr std::size_t longest = 60;
  const std::size_t begin = std::min(sql.find_first_not_of(" \t\r\n"), sql.size());
  const std::size_t end = std::min(sql.find_first_of("\r\n", begin), sql.size());
  if (end - begin <= longest) return sql.substr(begin, end - begin);
  return sql.substr(begin, longest) + "...";
}

// "alter column artists.year: type INTEGER to TEXT, NOT NULL"
std::string text_of(const AlterColumn& alter) {
  std::string text = "alter column " + alter.table + "." + alter.before.name;
  char separator = ':';
  const auto add = [&](const std::string& change) {
    text += separator;
    text += ' ' + change;
    separator = ',';
  };
  if (alter.rename) add("rename to " + alter.after.name);
  if (alter.type)
    add("type " + type_text(alter.before.type) + " to " + type_text(alter.after.type));
  if (alter.nullable) add(alter.after.nullable ? "nullable" : "NOT NULL");
  if (alter.server_default)
    add(alter.after.server_default ? "default " + *alter.after.server_default : "no default");
  if (alter.collation)
    add(alter.after.collation.empty() ? "no collation" : "collation " + alter.after.collation);
  if (alter.generated)
    add(alter.after.generated ? "generated as " + alter.after.generated->expression
                              : "no longer generated");
  if (!alter.fill.empty()) add("NULL filled with " + alter.fill);
  return text;
}

std::string text_of(const CreateIndex& create) {
  return std::string(create.index.unique ? "create unique index " : "create index ") +
         create.index.name + " on " + create.table + " (" +
         detail::terms_text(create.index.columns) + ")";
}

std::string text_of(const BulkInsert& insert) {
  return "insert " + std::to_string(insert.rows.size()) +
         (insert.rows.size() == 1 ? " row into " : " rows into ") + insert.table;
}

}  // namespace

std::string describe(const Operation& operation) {
  return std::visit(
      detail::Overloaded{
          [](const CreateTable& op) { return "create table " + op.table.name; },
          [](const DropTable& op) { return "drop table " + op.table.name; },
          [](const RenameTable& op) { return "rename table " + op.table + " to " + op.new_name; },
          [](const AddColumn& op) {
            return "add column " + op.table + "." + column_text(op.column) +
                   (op.fill.empty() ? "" : ", filled with " + op.fill);
          },
          [](const DropColumn& op) { return "drop column " + op.table + "." + op.column.name; },
          [](const AlterColumn& op) { return text_of(op); },
          [](const AddConstraint& op) {
            return "add " + detail::constraint_text(op.table, op.constraint);
          },
          [](const DropConstraint& op) {
            return "drop " + detail::constraint_text(op.table, op.constraint);
          },
          [](const RenameConstraint& op) {
            return "rename constraint " + op.name + " on " + op.table + " to " + op.new_name;
          },
          [](const AlterTableOptions& op) {
            return "alter table " + op.table + ": " + options_text(op.after);
          },
          [](const CreateIndex& op) { return text_of(op); },
          [](const DropIndex& op) { return "drop index " + op.index.name; },
          [](const RenameIndex& op) { return "rename index " + op.name + " to " + op.new_name; },
          [](const CreateView& op) { return "create view " + op.view.name; },
          [](const DropView& op) { return "drop view " + op.view.name; },
          [](const CreateTrigger& op) {
            return "create trigger " + op.trigger.name + " on " + op.trigger.table;
          },
          [](const DropTrigger& op) { return "drop trigger " + op.trigger.name; },
          [](const CreateVirtualTable& op) { return "create virtual table " + op.table.name; },
          [](const DropVirtualTable& op) { return "drop virtual table " + op.table.name; },
          [](const Execute& op) { return "execute " + first_line(op.sql); },
          [](const Call& op) { return "call " + op.function; },
          [](const BulkInsert& op) { return text_of(op); },
      },
      operation);
}

}  // namespace retort::migrate
