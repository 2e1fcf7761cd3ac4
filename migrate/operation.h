// migrate::Operation: one change of a schema, as a value, in Alembic's words.
//
//   migrate::Operation op = migrate::AddColumn{.table = "artists",
//                                              .column = {.name = "country", .type = {"VARCHAR"}}};
//   migrate::describe(op)          // "add column artists.country VARCHAR"
//   migrate::apply(op, metadata);  // what it does to a schema
//   migrate::reverse(op)           // drop_column artists.country
//
// Operations neither know a database nor run anything: scripts hold lists of them (script.h), diff()
// makes them (diff.h), a planner turns them into statements (planner.h). The ones that diff() makes
// hold whole objects, so that each can be reversed; the ones read from a script that drop something
// hold its name only, and reverse() of such a one throws.

#pragma once

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <retort/engine/value.h>
#include <retort/schema/metadata.h>

namespace retort::migrate {

struct CreateTable {
  schema::Table table{};  // with its indexes empty: they are CreateIndex operations
};
struct DropTable {
  schema::Table table{};
};
struct RenameTable {
  std::string table{};
  std::string new_name{};
};

struct AddColumn {
  std::string table{};
  schema::Column column{};
  /// SQL expression that fills the column in the rows that are there; it may use their other columns.
  std::string fill{};
};
struct DropColumn {
  std::string table{};
  schema::Column column{};
};
/// Any of name, type, nullability, default, collation, generation. `before` has at least its name.
struct AlterColumn {
  std::string table{};
  schema::Column before{};
  schema::Column after{};
  /// Which of the fields of `after` are asked for.
  bool rename = false;
  bool type = false;
  bool nullable = false;
  bool server_default = false;
  bool collation = false;
  bool generated = false;
  /// SQL expression for the rows whose value is NULL, where the column becomes NOT NULL.
  std::string fill{};
};

using Constraint =
    std::variant<schema::PrimaryKey, schema::Unique, schema::ForeignKey, schema::Check>;
struct AddConstraint {
  std::string table{};
  Constraint constraint{};
};
/// A constraint without a name is found by its content.
struct DropConstraint {
  std::string table{};
  Constraint constraint{};
};
struct AlterTableOptions {
  std::string table{};
  schema::TableOptions before{};
  schema::TableOptions after{};
};

struct CreateIndex {
  std::string table{};
  schema::Index index{};
};
struct DropIndex {
  std::string table{};
  schema::Index index{};
};

struct CreateView {
  schema::View view{};
};
struct DropView {
  schema::View view{};
};
struct CreateTrigger {
  schema::Trigger trigger{};
};
struct DropTrigger {
  schema::Trigger trigger{};
};
struct CreateVirtualTable {
  schema::VirtualTable table{};
};
struct DropVirtualTable {
  schema::VirtualTable table{};
};

/// A person's own SQL: one or more statements.
struct Execute {
  std::string sql{};
};
struct BulkInsert {
  std::string table{};
  std::vector<std::string> columns{};
  std::vector<std::vector<engine::Value>> rows{};
};

using Operation =
    std::variant<CreateTable, DropTable, RenameTable, AddColumn, DropColumn, AlterColumn,
                 AddConstraint, DropConstraint, AlterTableOptions, CreateIndex, DropIndex, CreateView,
                 DropView, CreateTrigger, DropTrigger, CreateVirtualTable, DropVirtualTable, Execute,
                 BulkInsert>;

/// One line for a person: "create table artists", "add unique constraint on artists (name)".
std::string describe(const Operation& operation);

/// The operation that undoes this one. Throws MigrateError where that cannot be known (Execute,
/// BulkInsert, a drop that knows only a name).
Operation reverse(const Operation& operation);

/// Undoes all of them: each reversed, in reverse order.
std::vector<Operation> reverse(const std::vector<Operation>& operations);

/// What the operation does to a schema. Execute and BulkInsert do nothing here. Throws MigrateError
/// that names the operation where the schema has no such object or has one of the new name already.
void apply(const Operation& operation, schema::Metadata& metadata);

/// Whether values or rows are gone after it: dropped tables, columns and virtual tables.
bool destroys_data(const Operation& operation);

}  // namespace retort::migrate
