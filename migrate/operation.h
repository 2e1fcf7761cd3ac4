// migrate::Operation: one change of a schema, as a value, in Alembic's words.
//
//   migrate::Operation op = migrate::AddColumn{.table = "artists",
//                                              .column = {.name = "country", .type = {"VARCHAR"}}};
//   migrate::describe(op)          // "add column artists.country VARCHAR"
//   migrate::apply(op, metadata);  // what it does to a schema
//   migrate::reverse(op)           // drop_column artists.country
//
// Operations neither know a database nor run anything: scripts hold lists of them (script.h),
// diff() makes them (diff.h), a planner turns them into statements (planner.h). The ones that
// diff() makes hold whole objects, so that each can be reversed; the ones read from a script that
// drop something hold its name only, and reverse() of such a one throws.

#pragma once

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <retort/engine/value.h>
#include <retort/schema/metadata.h>

namespace retort::migrate {

/// What becomes of rows that are there and break what an operation adds. Either way they are looked for
/// before anything is changed. `remove` deletes them (of rows with the same key all but the first),
/// which is a loss as others are.
enum class Violations { stop, remove };

struct CreateTable {
  schema::Table table{};  // with its indexes empty: they are CreateIndex operations

  bool operator==(const CreateTable&) const = default;
};
struct DropTable {
  schema::Table table{};

  bool operator==(const DropTable&) const = default;
};
struct RenameTable {
  std::string table{};
  std::string new_name{};

  bool operator==(const RenameTable&) const = default;
};

struct AddColumn {
  std::string table{};
  schema::Column column{};
  /// SQL expression that fills the column in the rows that are there; it may use their other
  /// columns.
  std::string fill{};

  bool operator==(const AddColumn&) const = default;
};
struct DropColumn {
  std::string table{};
  schema::Column column{};

  bool operator==(const DropColumn&) const = default;
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
  /// Of rows with NULL, where the column becomes NOT NULL.
  Violations violations = Violations::stop;

  bool operator==(const AlterColumn&) const = default;
};

using Constraint =
    std::variant<schema::PrimaryKey, schema::Unique, schema::ForeignKey, schema::Check>;
struct AddConstraint {
  std::string table{};
  Constraint constraint{};
  Violations violations = Violations::stop;
  /// SQL expression that the one column of a foreign key or CHECK gets in rows that break it.
  std::string fill{};

  bool operator==(const AddConstraint&) const = default;
};
/// A constraint without a name is found by its content.
struct DropConstraint {
  std::string table{};
  Constraint constraint{};

  bool operator==(const DropConstraint&) const = default;
};
/// Of a constraint with a name, whatever its kind.
struct RenameConstraint {
  std::string table{};
  std::string name{};
  std::string new_name{};

  bool operator==(const RenameConstraint&) const = default;
};
struct AlterTableOptions {
  std::string table{};
  schema::TableOptions before{};
  schema::TableOptions after{};

  bool operator==(const AlterTableOptions&) const = default;
};

struct CreateIndex {
  std::string table{};
  schema::Index index{};
  /// Of rows with the same key, where the index is unique.
  Violations violations = Violations::stop;

  bool operator==(const CreateIndex&) const = default;
};
struct DropIndex {
  std::string table{};
  schema::Index index{};

  bool operator==(const DropIndex&) const = default;
};
/// The index is found by its name alone.
struct RenameIndex {
  std::string table{};
  std::string name{};
  std::string new_name{};

  bool operator==(const RenameIndex&) const = default;
};

struct CreateView {
  schema::View view{};

  bool operator==(const CreateView&) const = default;
};
struct DropView {
  schema::View view{};

  bool operator==(const DropView&) const = default;
};
struct CreateTrigger {
  schema::Trigger trigger{};

  bool operator==(const CreateTrigger&) const = default;
};
struct DropTrigger {
  schema::Trigger trigger{};

  bool operator==(const DropTrigger&) const = default;
};
struct CreateVirtualTable {
  schema::VirtualTable table{};

  bool operator==(const CreateVirtualTable&) const = default;
};
struct DropVirtualTable {
  schema::VirtualTable table{};

  bool operator==(const DropVirtualTable&) const = default;
};

/// A person's own SQL: one or more statements.
struct Execute {
  std::string sql{};
  /// False for what a database runs only outside of a transaction: what stands before it in the
  /// script is committed first, and a run that stops there goes on there.
  bool transaction = true;
  /// False for SQL that drops or replaces tables by itself: foreign keys are off for the whole
  /// revision, so that none of their actions runs, and are checked at its end.
  bool foreign_keys = true;

  bool operator==(const Execute&) const = default;
};
/// A function of the application's that moves data, by the name it was registered under
/// (functions.h).
struct Call {
  std::string function{};

  bool operator==(const Call&) const = default;
};
struct BulkInsert {
  std::string table{};
  std::vector<std::string> columns{};
  std::vector<std::vector<engine::Value>> rows{};

  bool operator==(const BulkInsert&) const = default;
};

using Operation =
    std::variant<CreateTable, DropTable, RenameTable, AddColumn, DropColumn, AlterColumn,
                 AddConstraint, DropConstraint, RenameConstraint, AlterTableOptions, CreateIndex,
                 DropIndex, RenameIndex, CreateView, DropView, CreateTrigger, DropTrigger,
                 CreateVirtualTable, DropVirtualTable, Execute, Call, BulkInsert>;

/// One line for a person: "create table artists", "add unique constraint on artists (name)".
std::string describe(const Operation& operation);

/// The operation that undoes this one. Throws MigrateError where that cannot be known (Execute, Call,
/// BulkInsert, a drop that knows only a name; of a column the name may be all there is).
Operation reverse(const Operation& operation);

/// Undoes all of them: each reversed, in reverse order. A table that was dropped with indexes
/// inside comes back as CreateTable and a CreateIndex for each.
std::vector<Operation> reverse(const std::vector<Operation>& operations);

/// What the operation does to a schema. Execute, Call and BulkInsert do nothing here. Throws MigrateError
/// that names the operation where the schema has no such object or has one of the new name already.
void apply(const Operation& operation, schema::Metadata& metadata);

/// Whether values or rows are gone after it: dropped tables, columns and virtual tables.
bool destroys_data(const Operation& operation);

}  // namespace retort::migrate
