// Random schemas for properties that hold for every one of them: odd names, every option, texts
// with quotes, newlines, control characters and letters of many scripts.

#pragma once

#include <random>
#include <string>
#include <vector>

#include <retort/schema/metadata.h>

namespace retort::testing {

class RandomMetadata {
 public:
  explicit RandomMetadata(unsigned seed) : random_(seed) {}

  schema::Metadata metadata();
  schema::Table table();
  schema::Column column();
  schema::PrimaryKey primary_key();
  schema::Unique unique();
  schema::ForeignKey foreign_key();
  schema::Check check();
  schema::Index index();

  /// Never empty, and never the same twice.
  std::string name();
  /// Anything that SQL text can hold, the empty text included.
  std::string text();
  bool coin() { return below(2) == 0; }
  int below(int limit) { return std::uniform_int_distribution<int>(0, limit - 1)(random_); }

 private:
  std::string optional_text() { return coin() ? text() : ""; }
  std::string optional_name() { return coin() ? name() : ""; }
  std::vector<std::string> names();
  std::vector<schema::IndexedColumn> terms();
  schema::Conflict conflict() { return static_cast<schema::Conflict>(below(5)); }
  schema::Action action() { return static_cast<schema::Action>(below(5)); }

  template <class Make>
  auto some(int most, Make make) {
    std::vector<decltype(make())> made;
    for (int left = below(most + 1); left > 0; --left) made.push_back(make());
    return made;
  }

  std::mt19937 random_;
  int names_made_ = 0;
};

inline std::string RandomMetadata::text() {
  static const std::vector<std::string> pieces = {
      "a",  "Z",  "_",    " ",       "7",   "'",  "''", "'''", "\"",   "\"\"\"",
      "\\", "\n", "\r\n", "\t",      "\r",  "\b", "#",  "= [", "\x01", "\x7f",
      "ü",  "漢", "🎵",    "\\u0041", "{ }", ",",  "--", "."};
  std::string result;
  for (int left = below(12); left > 0; --left)
    result += pieces[static_cast<std::size_t>(below(static_cast<int>(pieces.size())))];
  return result;
}

inline std::string RandomMetadata::name() { return text() + std::to_string(++names_made_); }

inline std::vector<std::string> RandomMetadata::names() {
  std::vector<std::string> result = {name()};
  while (coin()) result.push_back(name());
  return result;
}

inline std::vector<schema::IndexedColumn> RandomMetadata::terms() {
  std::vector<schema::IndexedColumn> result;
  for (const std::string& term : names()) {
    const bool column = coin();
    result.push_back({.column = column ? term : "",
                      .expression = column ? "" : term,
                      .collation = optional_text(),
                      .descending = coin()});
  }
  return result;
}

inline schema::Column RandomMetadata::column() {
  schema::Column column{.name = name(), .type = {text()}, .nullable = coin()};
  if (coin()) column.server_default = text();
  column.collation = optional_text();
  if (coin()) column.generated = {.expression = text(), .stored = coin()};
  column.not_null_conflict = conflict();
  column.hidden = below(8) == 0;
  return column;
}

inline schema::PrimaryKey RandomMetadata::primary_key() {
  return {
      .name = optional_name(), .columns = terms(), .autoincrement = coin(), .conflict = conflict()};
}

inline schema::Unique RandomMetadata::unique() {
  return {.name = optional_name(), .columns = terms(), .conflict = conflict()};
}

inline schema::ForeignKey RandomMetadata::foreign_key() {
  schema::ForeignKey key{.name = optional_name(), .columns = names(), .referred_table = name()};
  if (coin()) key.referred_columns = names();
  key.on_delete = action();
  key.on_update = action();
  key.match = optional_text();
  key.deferrable = coin();
  key.initially_deferred = coin();
  return key;
}

inline schema::Check RandomMetadata::check() {
  return {.name = optional_name(), .expression = text()};
}

inline schema::Index RandomMetadata::index() {
  return {.name = name(), .columns = terms(), .unique = coin(), .where = optional_text()};
}

inline schema::Table RandomMetadata::table() {
  schema::Table table{.name = name()};
  table.columns = some(5, [&] { return column(); });
  if (coin()) table.primary_key = primary_key();
  table.uniques = some(3, [&] { return unique(); });
  table.foreign_keys = some(3, [&] { return foreign_key(); });
  table.checks = some(3, [&] { return check(); });
  table.indexes = some(3, [&] { return index(); });
  table.options = {.strict = coin(), .without_rowid = coin()};
  return table;
}

inline schema::Metadata RandomMetadata::metadata() {
  schema::Metadata metadata;
  metadata.tables = some(4, [&] { return table(); });
  metadata.views = some(2, [&] { return schema::View{name(), text()}; });
  metadata.triggers = some(2, [&] { return schema::Trigger{name(), name(), text()}; });
  metadata.virtual_tables = some(2, [&] { return schema::VirtualTable{name(), name(), text()}; });
  return metadata;
}

}  // namespace retort::testing
