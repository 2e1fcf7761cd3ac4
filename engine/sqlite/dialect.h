// How SQLite spells SQL.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <retort/engine/dialect.h>

namespace retort::engine::sqlite {

class SqliteDialect final : public Dialect {
 public:
  std::string_view name() const override { return "sqlite"; }
  std::string_view default_schema() const override { return "main"; }

  using Dialect::quote;
  std::string quote(std::string_view identifier) const override;
  std::string literal(const Value& value) const override;
  void placeholder(std::string& sql, int n) const override;
  std::string table_exists(std::string_view schema) const override;
  std::string keys_in_order(std::string_view schema, std::string_view table) const override;
  std::string lock_for_update(std::string_view schema, std::string_view table) const override;
  bool label_in_having() const override { return true; }
  LimitForm limit_form() const override;
  ExplainForm explain_form() const override;
  std::string type_name(const schema::Type& type) const override;

  // create_table.cpp
  std::string create_table(const schema::Table& table) const override;
  // create_index.cpp
  std::string create_index(std::string_view table, const schema::Index& index) const override;
  // column_definition.cpp
  std::string column_definition(const schema::Column& column) const override;
  // constraint.cpp
  std::string constraint(const schema::PrimaryKey& key) const override;
  std::string constraint(const schema::Unique& unique) const override;
  std::string constraint(const schema::ForeignKey& key) const override;
  std::string constraint(const schema::Check& check) const override;

  // stored_object.cpp
  void require_statement(const schema::View& view) const override;
  void require_statement(const schema::Trigger& trigger) const override;
  void require_statement(const schema::VirtualTable& table) const override;

  // in_schema.cpp
  std::string in_schema(std::string create, std::string_view schema) const override;

  // internal_table.cpp
  std::string without_internal_tables(std::string_view script) const override;

 private:
  /// `CONSTRAINT name `, or nothing.
  std::string constraint_name(std::string_view name) const;
  /// ` ON CONFLICT IGNORE`, or nothing where it is the default.
  static std::string on_conflict(schema::Conflict conflict);
  /// `(a, b COLLATE nocase DESC)`
  std::string terms(const std::vector<schema::IndexedColumn>& columns) const;
  std::string term(const schema::IndexedColumn& column) const;
  /// ` PRIMARY KEY AUTOINCREMENT`, for the keys that only exist beside their column.
  std::string inline_primary_key(const schema::PrimaryKey& key) const;
};

}  // namespace retort::engine::sqlite
