// The parsed form of CREATE statements. Every node knows its tokens, so that a statement can be
// edited by replacing the tokens of one node and leaving every other byte as it was written.
//
// Names are in their plain form, without quotes. Expressions are kept as ranges of tokens: their
// inside is SQLite's business, and canonical.h can spell them.

#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <retort/engine/sqlite/ddl/token.h>
#include <retort/schema/conflict.h>
#include <retort/schema/constraint.h>

namespace retort::engine::sqlite::ddl {

/// Empty, with an empty range, where an optional name is left out.
struct Name {
  std::string value;
  TokenRange range;

  bool empty() const { return range.empty(); }
};

/// A name that a schema may stand before: main.artists.
struct ObjectName {
  Name schema;
  Name name;
};

/// ON CONFLICT ...; ABORT with an empty range where it is left out.
struct ConflictClause {
  schema::Conflict resolution = schema::Conflict::abort;
  TokenRange range;
};

/// One term of PRIMARY KEY (...), UNIQUE (...) or CREATE INDEX ... (...).
struct IndexedTerm {
  TokenRange range;
  /// Without COLLATE, ASC and DESC.
  TokenRange expression;
  /// The column, where the expression is a lone name; in parentheses or quotes too.
  Name column;
  Name collation;
  bool descending = false;
};

/// DEFERRABLE or NOT DEFERRABLE, with INITIALLY ...
struct Deferral {
  TokenRange range;
  bool deferrable = false;
  bool initially_deferred = false;
};

/// ON DELETE ... or ON UPDATE ...
struct ReferenceAction {
  TokenRange range;
  schema::Action action = schema::Action::no_action;
};

/// REFERENCES table (columns) ON DELETE ... ON UPDATE ... MATCH ...
struct References {
  Name table;
  std::vector<Name> columns;
  ReferenceAction on_delete;
  ReferenceAction on_update;
  Name match;
};

struct Check {
  /// Between the parentheses.
  TokenRange expression;
};

// The constraints of a column.

/// CONSTRAINT name with nothing behind it, which SQLite allows.
struct LoneName {};
struct NotNull {
  ConflictClause on_conflict;
};
/// NULL, which allows what is allowed anyway.
struct Nullable {};
struct ColumnPrimaryKey {
  bool descending = false;
  bool autoincrement = false;
  ConflictClause on_conflict;
};
struct ColumnUnique {
  ConflictClause on_conflict;
};
struct Default {
  /// What follows DEFAULT, parentheses and sign included.
  TokenRange value;
};
struct Collate {
  Name collation;
};
struct Generated {
  /// Between the parentheses.
  TokenRange expression;
  bool stored = false;
};

struct ColumnConstraint {
  /// CONSTRAINT name included.
  TokenRange range;
  Name name;
  /// SQLite lets a Deferral stand anywhere; it belongs to the last foreign key before it.
  std::variant<LoneName, NotNull, Nullable, ColumnPrimaryKey, ColumnUnique, Check, Default, Collate,
               References, Deferral, Generated>
      clause;
};

struct ColumnDefinition {
  TokenRange range;
  Name name;
  /// Empty where no type is given. GENERATED ALWAYS, which SQLite takes into the type, is left out.
  TokenRange type;
  std::vector<ColumnConstraint> constraints;
};

// The constraints of a table.

struct TablePrimaryKey {
  std::vector<IndexedTerm> terms;
  bool autoincrement = false;
  ConflictClause on_conflict;
};
struct TableUnique {
  std::vector<IndexedTerm> terms;
  ConflictClause on_conflict;
};
struct TableForeignKey {
  std::vector<Name> columns;
  References references;
  std::optional<Deferral> deferral;
};

struct TableConstraint {
  /// CONSTRAINT name included, the comma before it not.
  TokenRange range;
  Name name;
  std::variant<LoneName, TablePrimaryKey, TableUnique, Check, TableForeignKey> clause;
};

// The statements.

struct CreateTable {
  ObjectName name;
  bool temporary = false;
  bool if_not_exists = false;
  /// From the opening parenthesis to the closing one; empty for CREATE TABLE ... AS SELECT.
  TokenRange body;
  std::vector<ColumnDefinition> columns;
  std::vector<TableConstraint> constraints;
  /// STRICT, WITHOUT ROWID: what follows the body.
  TokenRange options;
  bool strict = false;
  bool without_rowid = false;
  /// The query of CREATE TABLE ... AS SELECT. SQLite stores no such statement.
  TokenRange select;
};

struct CreateIndex {
  ObjectName name;
  bool unique = false;
  bool if_not_exists = false;
  Name table;
  std::vector<IndexedTerm> terms;
  /// The predicate of a partial index, without WHERE; empty for a whole one.
  TokenRange where;
};

struct CreateView {
  ObjectName name;
  bool temporary = false;
  bool if_not_exists = false;
  std::vector<Name> columns;
  TokenRange select;
};

struct CreateTrigger {
  enum class Time { before, after, instead_of };
  enum class Event { remove, insert, update };

  ObjectName name;
  bool temporary = false;
  bool if_not_exists = false;
  Time time = Time::before;
  Event event = Event::insert;
  /// UPDATE OF columns.
  std::vector<Name> columns;
  ObjectName table;
  /// FOR EACH ROW, WHEN ... and BEGIN ... END.
  TokenRange action;
};

struct CreateVirtualTable {
  ObjectName name;
  bool if_not_exists = false;
  Name module;
  /// Each may be empty; what they mean is the module's business.
  std::vector<TokenRange> arguments;
};

using Statement =
    std::variant<CreateTable, CreateIndex, CreateView, CreateTrigger, CreateVirtualTable>;

}  // namespace retort::engine::sqlite::ddl
