// Columns: their C++ type, and what else has to be said of them.

#include <algorithm>

#include <retort/migrate/detail/header_text.h>
#include <retort/schema/type.h>

namespace retort::migrate::detail {

namespace {

using introspect::Holds;
using schema::same_name;

constexpr std::size_t line_length = 100;

// The type that the library gives a column of that C++ type.
std::string usual_type(const HeaderWords& words, Holds holds) {
  const bool strict = words.model.table && words.model.table->options.strict;
  const auto portable = [&](const char* word, const char* in_strict) {
    return strict ? std::string(in_strict) : words.dialect.type_name({word});
  };
  switch (holds) {
    case Holds::integer: return portable("int64", "INTEGER");
    case Holds::real: return portable("float64", "REAL");
    case Holds::text: return portable("string", "TEXT");
    case Holds::bytes: return portable("bytes", "BLOB");
    case Holds::boolean: return portable("bool", "INTEGER");
    case Holds::date: return strict ? "TEXT" : "DATE";
    case Holds::time: return strict ? "TEXT" : "TIME";
    case Holds::date_time: return strict ? "TEXT" : "DATETIME";
    case Holds::any: break;
  }
  return strict ? "ANY" : "";
}

std::string optional_if(bool nullable, const std::string& type) {
  return nullable ? "std::optional<" + type + ">" : type;
}

bool is_column(const std::vector<schema::IndexedColumn>& terms, const schema::Column& column) {
  return terms.size() == 1 && same_name(terms[0].column, column.name);
}

void add_key(const HeaderWords& words, const schema::Column& column,
             std::vector<std::string>& arguments) {
  const auto& key = words.model.table->primary_key;
  if (!key) return;
  if (is_beside_column(*key) && is_column(key->columns, column)) {
    arguments.push_back(words.word("primary_key"));
    if (key->autoincrement) arguments.push_back(words.word("autoincrement"));
  }
  const bool part = std::ranges::any_of(
      key->columns, [&](const auto& term) { return same_name(term.column, column.name); });
  if (part && column.nullable) arguments.push_back(words.word("nullable"));
}

bool is_in_key(const HeaderWords& words, const schema::Column& column) {
  const auto& key = words.model.table->primary_key;
  return key && std::ranges::any_of(key->columns, [&](const auto& term) {
           return same_name(term.column, column.name);
         });
}

void add_constraints(const HeaderWords& words, const schema::Column& column,
                     std::vector<std::string>& arguments) {
  const schema::Table& table = *words.model.table;
  for (const schema::Unique& unique : table.uniques)
    if (is_beside_column(unique) && is_column(unique.columns, column))
      arguments.push_back(words.word("unique"));
  for (const schema::Index& index : table.indexes)
    if (is_beside_column(index) && is_column(index.columns, column))
      arguments.push_back(words.word("indexed", {cpp_literal(index.name)}));
  for (const schema::ForeignKey& key : table.foreign_keys) {
    const PlannedKey planned = planned_key(words.plan, key);
    if (is_beside_column(planned) && same_name(key.columns[0], column.name))
      arguments.push_back(foreign_key_text(words, planned));
  }
}

}  // namespace

std::string HeaderWords::word(const std::string& name,
                              const std::vector<std::string>& arguments) const {
  return word(name) + '<' + joined(arguments) + '>';
}

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : ", ") + part;
  return text;
}

std::string member_text(const std::string& kind, const std::vector<std::string>& arguments,
                        const std::string& member) {
  const std::string begin = "  " + kind + "<As";
  const std::string end = "> " + member + "{};\n";
  std::string text = begin;
  std::size_t column = begin.size();
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    // With the comma or bracket behind it.
    if (column + 2 + arguments[i].size() + 1 > line_length) {
      const std::string indent(begin.size() - 2, ' ');
      text += ",\n" + indent;
      column = indent.size();
    } else {
      text += ", ";
      column += 2;
    }
    text += arguments[i];
    column += arguments[i].size();
  }
  if (column + end.size() - 1 > line_length) return text + ">\n      " + member + "{};\n";
  return text + end;
}

std::string cpp_type(Holds holds) {
  switch (holds) {
    case Holds::integer: return "std::int64_t";
    case Holds::real: return "double";
    case Holds::text: return "std::string";
    case Holds::bytes: return "retort::engine::Blob";
    case Holds::boolean: return "bool";
    case Holds::date: return "std::chrono::year_month_day";
    case Holds::time: return "retort::orm::TimeOfDay";
    case Holds::date_time: return "std::chrono::sys_time<std::chrono::microseconds>";
    case Holds::any: break;
  }
  return "retort::engine::Value";
}

std::string column_text(const HeaderWords& words, const PlannedColumn& planned) {
  const schema::Column& column = *planned.column;
  const Holds holds = planned.relation ? planned.relation->holds : Holds::any;
  const bool optional = column.nullable && !is_in_key(words, column);
  std::vector<std::string> arguments = {cpp_literal(column.name),
                                        optional_if(optional, cpp_type(holds))};
  add_key(words, column, arguments);
  if (schema::Type{usual_type(words, holds)} != column.type)
    arguments.push_back(words.word("type", {cpp_literal(column.type.text)}));
  if (!column.collation.empty())
    arguments.push_back(words.word("collate", {cpp_literal(column.collation)}));
  if (column.not_null_conflict != schema::Conflict::abort) {
    const std::string keyword(schema::keyword(column.not_null_conflict));
    arguments.push_back(words.word("not_null_on_conflict", {"Conflict::" + snake_case(keyword)}));
  }
  add_constraints(words, column, arguments);
  if (column.server_default)
    arguments.push_back(words.word("server_default", {cpp_literal(*column.server_default)}));
  if (column.generated) {
    std::vector<std::string> sql = {cpp_literal(column.generated->expression)};
    if (column.generated->stored) sql.push_back(words.word("is_stored"));
    arguments.push_back(words.word("computed", sql));
  }
  std::string text = member_text("Column", arguments, planned.member);
  if (planned.relation && planned.relation->unlike_type)
    text = "  // Its rows hold something else than " + column.type.text + ".\n" + text;
  return text;
}

std::string read_column_text(const PlannedColumn& planned) {
  const introspect::RelationColumn& column = *planned.relation;
  return member_text(
      "Column", {cpp_literal(column.name), optional_if(column.nullable, cpp_type(column.holds))},
      planned.member);
}

}  // namespace retort::migrate::detail
