#include <retort/migrate/detail/schema_text.h>

#include <algorithm>
#include <sstream>

#include <retort/migrate/detail/comparison.h>
#include <retort/migrate/detail/constraint_text.h>

namespace retort::migrate::detail {

namespace {

// Quoted as the SQL standard does, where the name is not a plain one. A keyword is left as it is: which
// words are keywords differs among databases.
std::string written(const std::string& name) {
  const auto plain = [](char c) {
    return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  };
  const bool digit_first = !name.empty() && name.front() >= '0' && name.front() <= '9';
  if (!name.empty() && !digit_first && std::ranges::all_of(name, plain)) return name;
  std::string text = "\"";
  for (const char c : name) text += c == '"' ? "\"\"" : std::string(1, c);
  return text + '"';
}

std::string written(const std::vector<std::string>& names) {
  std::vector<std::string> all;
  for (const std::string& name : names) all.push_back(written(name));
  return list_text(all);
}

std::string written(std::vector<schema::IndexedColumn> terms) {
  for (schema::IndexedColumn& term : terms)
    if (!term.column.empty()) term.column = written(term.column);
  return terms_text(terms);
}

std::string named(const std::string& name) {
  return name.empty() ? "" : "CONSTRAINT " + written(name) + ' ';
}

std::string on_conflict(schema::Conflict conflict) {
  if (conflict == schema::Conflict::abort) return "";
  return " ON CONFLICT " + std::string(keyword(conflict));
}

std::string text_of(const schema::Column& column) {
  std::string text = written(column.name);
  if (!column.type.text.empty()) text += ' ' + column.type.text;
  if (!column.nullable) text += " NOT NULL" + on_conflict(column.not_null_conflict);
  if (column.server_default) text += " DEFAULT " + *column.server_default;
  if (!column.collation.empty()) text += " COLLATE " + column.collation;
  if (column.generated)
    text += " GENERATED ALWAYS AS (" + column.generated->expression +
            (column.generated->stored ? ") STORED" : ") VIRTUAL");
  return text;
}

std::string text_of(const schema::PrimaryKey& key) {
  return named(key.name) + "PRIMARY KEY (" + written(key.columns) + ')' +
         (key.autoincrement ? " AUTOINCREMENT" : "") + on_conflict(key.conflict);
}

std::string text_of(const schema::Unique& unique) {
  return named(unique.name) + "UNIQUE (" + written(unique.columns) + ')' +
         on_conflict(unique.conflict);
}

std::string text_of(const schema::Check& check) {
  return named(check.name) + "CHECK (" + check.expression + ')';
}

std::string text_of(const schema::ForeignKey& key) {
  std::string text = named(key.name) + "FOREIGN KEY (" + written(key.columns) + ") REFERENCES " +
                     written(key.referred_table);
  if (!key.referred_columns.empty()) text += " (" + written(key.referred_columns) + ')';
  if (key.on_delete != schema::Action::no_action)
    text += " ON DELETE " + std::string(keyword(key.on_delete));
  if (key.on_update != schema::Action::no_action)
    text += " ON UPDATE " + std::string(keyword(key.on_update));
  if (!key.match.empty()) text += " MATCH " + key.match;
  if (key.deferrable) text += " DEFERRABLE";
  if (key.initially_deferred) text += " INITIALLY DEFERRED";
  return text;
}

std::string options_text(const schema::TableOptions& options) {
  if (options.strict && options.without_rowid) return " STRICT, WITHOUT ROWID";
  if (options.strict) return " STRICT";
  return options.without_rowid ? " WITHOUT ROWID" : "";
}

class Writer {
 public:
  void add(const schema::Table& table) {
    line("CREATE TABLE " + written(table.name) + " (");
    std::vector<std::string> inside;
    for (const schema::Column& column : table.columns) inside.push_back(text_of(column));
    if (table.primary_key) inside.push_back(text_of(*table.primary_key));
    add_sorted(inside, table.uniques);
    add_sorted(inside, table.foreign_keys);
    add_sorted(inside, table.checks);
    for (const std::string& text : inside) line("  " + text + (&text == &inside.back() ? "" : ","));
    line(')' + options_text(table.options) + ';');
    std::vector<std::string> indexes;
    for (const schema::Index& index : table.indexes)
      indexes.push_back(std::string(index.unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ") +
                        written(index.name) + " ON " + written(table.name) + " (" +
                        written(index.columns) + ')' +
                        (index.where.empty() ? "" : " WHERE " + index.where) + ';');
    std::ranges::sort(indexes);
    for (std::string& text : indexes) line(std::move(text));
  }

  void add_text(const std::string& sql) {
    std::istringstream text(sql + ';');
    for (std::string part; std::getline(text, part);) line(part);
  }

  std::vector<std::string> lines() && { return std::move(lines_); }

 private:
  void line(std::string text) { lines_.push_back(std::move(text)); }

  template <class Constraints>
  static void add_sorted(std::vector<std::string>& inside, const Constraints& constraints) {
    std::vector<std::string> texts;
    for (const auto& constraint : constraints) texts.push_back(text_of(constraint));
    std::ranges::sort(texts);
    std::ranges::move(texts, std::back_inserter(inside));
  }

  std::vector<std::string> lines_;
};

}  // namespace

std::vector<std::string> schema_text(const schema::Metadata& metadata) {
  const schema::Metadata sorted = in_fixed_order(metadata);
  Writer writer;
  for (const schema::Table& table : sorted.tables) writer.add(table);
  for (const schema::VirtualTable& table : sorted.virtual_tables) writer.add_text(table.sql);
  for (const schema::View& view : sorted.views) writer.add_text(view.sql);
  for (const schema::Trigger& trigger : sorted.triggers) writer.add_text(trigger.sql);
  return std::move(writer).lines();
}

}  // namespace retort::migrate::detail
