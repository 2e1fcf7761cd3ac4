// engine::Dialect: how one database spells SQL. Everything above engine/ asks it and never asks
// which database it is.
//
//   connection.dialect().quote("order")        // "order"
//   connection.dialect().create_table(table)   // CREATE TABLE artists (...)
//
// Stateless; may be shared between threads.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <retort/engine/value.h>
#include <retort/schema/metadata.h>

namespace retort::engine {

class Dialect {
 public:
  virtual ~Dialect() = default;

  /// The scheme of its URLs: "sqlite".
  virtual std::string_view name() const = 0;

  /// The schema whose objects a connection's plain names mean: "main".
  virtual std::string_view default_schema() const = 0;

  /// An identifier, quoted where it has to be: names that are keywords, hold other characters than
  /// lower-case letters, digits and underscores, or begin with a digit.
  virtual std::string quote(std::string_view identifier) const = 0;
  /// A name in a schema, each quoted where it has to be; the name alone for an empty schema.
  std::string quote(std::string_view schema, std::string_view name) const;

  /// A value as SQL text that reads back as the same value.
  virtual std::string literal(const Value& value) const = 0;

  /// The n-th parameter, from 1: `?`, `$1`.
  virtual void placeholder(std::string& sql, int n) const = 0;

  // An empty schema is the default one, here and below.

  /// A query that returns a row where a table of the name bound to its one parameter exists.
  virtual std::string table_exists(std::string_view schema = {}) const = 0;

  /// A query for 1 where the rows that one INSERT brings into the table get keys that follow one
  /// another in the order of the rows, the last of which is Connection::last_insert_id(). Empty where
  /// the database never promises that.
  virtual std::string keys_in_order(std::string_view schema, std::string_view table) const = 0;

  /// Whether a label of the select list may be used in HAVING.
  virtual bool label_in_having() const = 0;

  /// What is run before rows of the table are read that are about to be changed, so that nobody else
  /// changes them until the transaction ends; it changes nothing itself. Empty where the query says it.
  virtual std::string lock_for_update(std::string_view schema, std::string_view table) const = 0;

  /// How LIMIT and OFFSET are written, each bound to a parameter. The texts stand before, between
  /// and after them; a part that is not `always` is left out when it was not asked for.
  struct LimitForm {
    std::string_view limit;
    std::string_view offset;
    bool always_both;
    std::int64_t no_limit;
  };
  virtual LimitForm limit_form() const = 0;

  /// What is written before a query to be told how it would be run, and which columns of the rows
  /// that come back say so: a step's number and the number of the step that it is part of (-1 where
  /// a row has neither), and the text.
  struct ExplainForm {
    std::string_view before;
    int id;
    int parent;
    int detail;
  };
  virtual ExplainForm explain_form() const = 0;

  /// The database's spelling of a type (schema/type.h).
  virtual std::string type_name(const schema::Type& type) const = 0;

  /// A statement that creates something, as one that creates it in the schema; where it names one
  /// already, or for an empty schema, as it is. Throws retort::Error for another statement.
  virtual std::string in_schema(std::string create, std::string_view schema) const = 0;

  // Below, statements name no schema: see in_schema().

  /// CREATE TABLE, without its indexes. The text has a line for each column and constraint.
  virtual std::string create_table(const schema::Table& table) const = 0;
  virtual std::string create_index(std::string_view table, const schema::Index& index) const = 0;
  /// One column, as it stands in CREATE TABLE or after ADD COLUMN.
  virtual std::string column_definition(const schema::Column& column) const = 0;
  /// One table constraint, as it stands in CREATE TABLE.
  virtual std::string constraint(const schema::PrimaryKey& key) const = 0;
  virtual std::string constraint(const schema::Unique& unique) const = 0;
  virtual std::string constraint(const schema::ForeignKey& key) const = 0;
  virtual std::string constraint(const schema::Check& check) const = 0;

  /// Throws retort::Error where the text of a stored object is anything but the one statement that
  /// creates it, with that name and on that table: it is about to be run as it stands.
  virtual void require_statement(const schema::View& view) const = 0;
  virtual void require_statement(const schema::Trigger& trigger) const = 0;
  virtual void require_statement(const schema::VirtualTable& table) const = 0;

  /// A script of DDL without the statements that make tables of the database's own, which its tools
  /// write into a dump and nobody may run. Everything else stays on its line.
  virtual std::string without_internal_tables(std::string_view script) const = 0;
};

/// All statements that build a schema in an empty database, parents before children, each without
/// its semicolon: tables, indexes, virtual tables, views, triggers. What lies in a schema is created
/// there: a database of that name has to be attached.
std::vector<std::string> create_all(const Dialect& dialect, const schema::Metadata& metadata);

}  // namespace retort::engine
