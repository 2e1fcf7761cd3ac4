// What SQLite's PRAGMAs say of a table, held against what introspection read from its text.

#pragma once

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <variant>
#include <vector>

#include <retort/engine/connection.h>
#include <retort/engine/sqlite/ddl/canonical.h>
#include <retort/engine/sqlite/ddl/expression.h>
#include <retort/schema/name.h>
#include <retort/schema/table.h>

namespace retort::pragmas {

using Rows = std::vector<std::vector<engine::Value>>;

inline Rows query(engine::Connection& connection, const std::string& sql, const std::string& name) {
  const std::vector<engine::Value> parameters = {name};
  return connection.rows(sql, parameters);
}

inline std::string text(const engine::Value& value) {
  const std::string* text = std::get_if<std::string>(&value);
  return text == nullptr ? "" : *text;
}

inline std::int64_t number(const engine::Value& value) { return std::get<std::int64_t>(value); }

// PRAGMA table_xinfo leaves out the parentheses of a default.
inline std::string default_text(const std::string& sql) {
  const auto tokens = engine::sqlite::ddl::tokenize(sql);
  const engine::sqlite::ddl::TokenRange all{0, tokens.size() - 1};
  const std::string text = engine::sqlite::ddl::canonical_default(
      tokens, engine::sqlite::ddl::without_parentheses(tokens, all));
  return text == "NULL" ? "" : text;
}

inline void expect_columns(engine::Connection& connection, const schema::Table& table) {
  const Rows rows = query(connection,
                          "SELECT name, type, \"notnull\", dflt_value, pk, hidden"
                          " FROM pragma_table_xinfo(?) ORDER BY cid",
                          table.name);
  ASSERT_EQ(rows.size(), table.columns.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const schema::Column& column = table.columns[i];
    SCOPED_TRACE(column.name);
    EXPECT_EQ(text(rows[i][0]), column.name);
    EXPECT_EQ(schema::Type{text(rows[i][1])}, column.type) << text(rows[i][1]);
    EXPECT_EQ(default_text(text(rows[i][3])), default_text(column.server_default.value_or("")));
    const auto key = static_cast<std::size_t>(number(rows[i][4]));
    // Without a rowid the columns of the key are NOT NULL, whether the text says so or not.
    if (!(table.options.without_rowid && key > 0)) {
      EXPECT_EQ(number(rows[i][2]) == 0, column.nullable);
    }
    if (key > 0) {
      ASSERT_TRUE(table.primary_key.has_value());
      ASSERT_GE(table.primary_key->columns.size(), key);
      EXPECT_EQ(table.primary_key->columns[key - 1].column, column.name);
    }
    const std::int64_t generated = !column.generated ? 0 : column.generated->stored ? 3 : 2;
    EXPECT_EQ(number(rows[i][5]), generated);
  }
}

inline void expect_foreign_keys(engine::Connection& connection, const schema::Table& table) {
  // The last one that is declared has id 0.
  const Rows rows = query(connection,
                          "SELECT id, seq, \"table\", \"from\", \"to\", on_update, on_delete"
                          " FROM pragma_foreign_key_list(?) ORDER BY id DESC, seq",
                          table.name);
  std::size_t next = 0;
  for (const schema::ForeignKey& key : table.foreign_keys) {
    for (std::size_t i = 0; i < key.columns.size(); ++i, ++next) {
      ASSERT_LT(next, rows.size());
      const auto& row = rows[next];
      EXPECT_TRUE(schema::same_name(text(row[2]), key.referred_table)) << key.referred_table;
      EXPECT_EQ(text(row[3]), key.columns[i]);
      const std::string to = key.referred_columns.empty() ? "" : key.referred_columns[i];
      EXPECT_TRUE(schema::same_name(text(row[4]), to)) << text(row[4]) << " and " << to;
      EXPECT_EQ(text(row[5]), keyword(key.on_update));
      EXPECT_EQ(text(row[6]), keyword(key.on_delete));
    }
  }
  EXPECT_EQ(next, rows.size());
}

// The collation of a term: its own, or its column's; empty where only SQLite knows.
inline std::string collation(const schema::Table& table, const schema::IndexedColumn& term) {
  if (!term.collation.empty()) return term.collation;
  if (term.column.empty()) return "";
  const std::string& inherited = table.find_column(term.column)->collation;
  return inherited.empty() ? "BINARY" : inherited;
}

inline void expect_terms(engine::Connection& connection, const schema::Table& table,
                         const std::string& index,
                         const std::vector<schema::IndexedColumn>& terms) {
  const Rows rows = query(connection,
                          "SELECT name, \"desc\", coll FROM pragma_index_xinfo(?) WHERE key = 1"
                          " ORDER BY seqno",
                          index);
  ASSERT_EQ(rows.size(), terms.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    EXPECT_EQ(text(rows[i][0]), terms[i].column);
    EXPECT_EQ(number(rows[i][1]) == 1, terms[i].descending);
    const std::string expected = collation(table, terms[i]);
    if (!expected.empty()) {
      EXPECT_TRUE(schema::same_name(text(rows[i][2]), expected)) << text(rows[i][2]);
    }
  }
}

inline void expect_indexes(engine::Connection& connection, const schema::Table& table) {
  const Rows rows = query(
      connection, "SELECT name, \"unique\", origin, partial FROM pragma_index_list(?)", table.name);
  std::size_t created = 0;
  std::set<std::vector<std::string>> unique;
  for (const auto& row : rows) {
    const std::string name = text(row[0]);
    SCOPED_TRACE(name);
    const std::string origin = text(row[2]);
    if (origin == "c") {
      ++created;
      const schema::Index* index = table.find_index(name);
      ASSERT_NE(index, nullptr);
      EXPECT_EQ(number(row[1]) == 1, index->unique);
      EXPECT_EQ(number(row[3]) == 1, !index->where.empty());
      expect_terms(connection, table, name, index->columns);
    } else if (origin == "pk") {
      ASSERT_TRUE(table.primary_key.has_value());
      expect_terms(connection, table, name, table.primary_key->columns);
    } else {
      std::vector<std::string> columns;
      for (const auto& term :
           query(connection, "SELECT name FROM pragma_index_info(?) ORDER BY seqno", name))
        columns.push_back(text(term[0]));
      unique.insert(columns);
    }
  }
  EXPECT_EQ(created, table.indexes.size());

  // One index serves several constraints of the same columns, the key among them.
  std::set<std::vector<std::string>> declared;
  for (const schema::Unique& constraint : table.uniques)
    declared.insert(schema::column_names(constraint.columns));
  if (table.primary_key) declared.erase(schema::column_names(table.primary_key->columns));
  EXPECT_EQ(unique, declared);
}

/// Expects the PRAGMAs to say of the table what introspection says.
inline void expect_agreement(engine::Connection& connection, const schema::Table& table) {
  SCOPED_TRACE(table.sql);
  expect_columns(connection, table);
  expect_foreign_keys(connection, table);
  expect_indexes(connection, table);
}

}  // namespace retort::pragmas
