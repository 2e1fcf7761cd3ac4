// Constraints and indexes: beside their column where one word says all of them, else in the tuple.

#include <algorithm>

#include <retort/migrate/detail/header_text.h>

namespace retort::migrate::detail {

namespace {

using schema::Action;
using schema::Conflict;

bool is_plain(const schema::IndexedColumn& term) {
  return !term.column.empty() && term.collation.empty() && !term.descending;
}
bool is_plain(const std::vector<schema::IndexedColumn>& terms) {
  return std::ranges::all_of(terms, [](const auto& term) { return is_plain(term); });
}

std::vector<std::string> literals(const std::vector<std::string>& texts) {
  std::vector<std::string> result;
  for (const std::string& text : texts) result.push_back(cpp_literal(text));
  return result;
}

std::string conflict_text(const HeaderWords& words, Conflict conflict) {
  return words.word("on_conflict",
                    {"Conflict::" + snake_case(std::string(schema::keyword(conflict)))});
}

std::vector<std::string> parts(const HeaderWords& words,
                               const std::vector<schema::IndexedColumn>& terms) {
  std::vector<std::string> result;
  for (const schema::IndexedColumn& term : terms) {
    std::string part =
        term.column.empty()
            ? words.word("expression", {cpp_literal(term.expression)})
            : words.word(term.descending ? "descending" : "ascending", {cpp_literal(term.column)});
    if (term.column.empty() && term.descending) part = words.word("downwards", {part});
    if (!term.collation.empty()) part = words.word("collated", {part, cpp_literal(term.collation)});
    result.push_back(std::move(part));
  }
  return result;
}

std::string named(const HeaderWords& words, const std::string& name, const std::string& text) {
  if (name.empty()) return text + "{}";
  return words.word("named", {cpp_literal(name), text}) + "{}";
}

std::string key_text(const HeaderWords& words, const schema::PrimaryKey& key) {
  if (is_plain(key.columns) && !key.autoincrement && key.conflict == Conflict::abort)
    return words.word("primary_key_of", literals(column_names(key.columns)));
  std::vector<std::string> all = parts(words, key.columns);
  if (key.conflict != Conflict::abort) all.push_back(conflict_text(words, key.conflict));
  if (key.autoincrement) all.push_back(words.word("autoincrement"));
  return words.word("primary_key_on", all);
}

std::string unique_text(const HeaderWords& words, const schema::Unique& unique) {
  if (is_plain(unique.columns) && unique.conflict == Conflict::abort)
    return words.word("unique_of", literals(column_names(unique.columns)));
  std::vector<std::string> all = parts(words, unique.columns);
  if (unique.conflict != Conflict::abort) all.push_back(conflict_text(words, unique.conflict));
  return words.word("unique_on", all);
}

std::string index_text(const HeaderWords& words, const schema::Index& index) {
  std::vector<std::string> all = {cpp_literal(index.name)};
  if (is_plain(index.columns) && index.where.empty()) {
    const auto columns = literals(column_names(index.columns));
    all.insert(all.end(), columns.begin(), columns.end());
    return words.word(index.unique ? "unique_index_of" : "index_of", all);
  }
  const auto terms = parts(words, index.columns);
  all.insert(all.end(), terms.begin(), terms.end());
  if (!index.where.empty()) all.push_back(words.word("where", {cpp_literal(index.where)}));
  if (index.unique) all.push_back(words.word("without_duplicates"));
  return words.word("index_on", all);
}

std::vector<std::string> options_of(const HeaderWords& words, const schema::ForeignKey& key) {
  std::vector<std::string> options;
  const auto action = [&](const char* name, Action what) {
    if (what != Action::no_action)
      options.push_back(
          words.word(name, {words.word(snake_case(std::string(schema::keyword(what))))}));
  };
  action("on_delete", key.on_delete);
  action("on_update", key.on_update);
  if (!key.match.empty()) options.push_back(words.word("matching", {cpp_literal(key.match)}));
  if (key.deferrable)
    options.push_back(words.word("deferrable", key.initially_deferred
                                                   ? std::vector<std::string>{}
                                                   : std::vector<std::string>{"false"}));
  else if (key.initially_deferred)
    words.unsaid.push_back("the foreign key of " + words.model.name + " to " + key.referred_table +
                           " is NOT DEFERRABLE and INITIALLY DEFERRED at once");
  if (!key.name.empty()) options.push_back(words.word("constraint_name", {cpp_literal(key.name)}));
  return options;
}

/// Whether the compiler will take the types of the two for types that compare with each other.
bool may_be_alike(const PlannedColumn* a, const PlannedColumn* b) {
  using introspect::Holds;
  const auto holds = [](const PlannedColumn* column) {
    return column && column->relation ? column->relation->holds : Holds::any;
  };
  const auto is_number = [](Holds what) { return what == Holds::integer || what == Holds::real; };
  const Holds left = holds(a);
  const Holds right = holds(b);
  return left == Holds::any || right == Holds::any || left == right ||
         (is_number(left) && is_number(right));
}

bool are_alike(const HeaderWords& words, const PlannedKey& planned) {
  for (std::size_t i = 0; i < planned.referred.size(); ++i)
    if (!may_be_alike(words.model.find_column(planned.key->columns[i]),
                      planned.target->find_column(planned.referred[i])))
      return false;
  return true;
}

}  // namespace

bool is_beside_column(const schema::PrimaryKey& key) {
  return key.columns.size() == 1 && key.name.empty() && is_plain(key.columns) &&
         key.conflict == Conflict::abort;
}
bool is_beside_column(const schema::Unique& unique) {
  return unique.columns.size() == 1 && unique.name.empty() && is_plain(unique.columns) &&
         unique.conflict == Conflict::abort;
}
bool is_beside_column(const schema::Index& index) {
  return index.columns.size() == 1 && is_plain(index.columns) && index.where.empty() &&
         !index.unique;
}
bool is_beside_column(const PlannedKey& key) { return key.target && key.key->columns.size() == 1; }

std::string foreign_key_text(const HeaderWords& words, const PlannedKey& planned) {
  const schema::ForeignKey& key = *planned.key;
  std::vector<std::string> arguments;
  std::string word = "references";
  if (is_beside_column(planned)) {
    arguments = {planned.target->model, cpp_literal(planned.referred[0])};
  } else {
    const auto& referred = planned.target ? planned.referred : key.referred_columns;
    word = planned.target ? "foreign_key_of" : "foreign_key_to";
    arguments = {words.word("columns", literals(key.columns)),
                 planned.target ? planned.target->model : cpp_literal(key.referred_table),
                 words.word("columns", literals(referred))};
  }
  auto options = options_of(words, key);
  if (planned.target && !are_alike(words, planned))
    options.push_back(words.word("of_another_kind"));
  arguments.insert(arguments.end(), options.begin(), options.end());
  return words.word(word, arguments);
}

std::string constraints_text(const HeaderWords& words) {
  const schema::Table& table = *words.model.table;
  std::vector<std::string> all;
  if (!table.primary_key)
    all.push_back(words.word("no_primary_key") + "{}");
  else if (!is_beside_column(*table.primary_key))
    all.push_back(named(words, table.primary_key->name, key_text(words, *table.primary_key)));
  for (const schema::Unique& unique : table.uniques)
    if (!is_beside_column(unique))
      all.push_back(named(words, unique.name, unique_text(words, unique)));
  for (const schema::ForeignKey& key : table.foreign_keys) {
    const PlannedKey planned = planned_key(words.plan, key);
    if (!is_beside_column(planned)) all.push_back(foreign_key_text(words, planned) + "{}");
  }
  for (const schema::Check& check : table.checks)
    all.push_back(
        named(words, check.name, words.word("check_that", {cpp_literal(check.expression)})));
  for (const schema::Index& index : table.indexes)
    if (!is_beside_column(index)) all.push_back(index_text(words, index) + "{}");
  if (table.options.without_rowid) all.push_back(words.word("without_rowid") + "{}");
  if (table.options.strict) all.push_back(words.word("strict") + "{}");
  if (all.empty()) return "";
  const std::string begin = "  static constexpr std::tuple constraints{";
  const std::string line = begin + joined(all) + "};\n";
  if (line.size() <= 101 && line.find('\n') + 1 == line.size()) return line;
  std::string text = begin;
  for (const std::string& each : all)
    text += (&each == &all.front() ? "\n      " : ",\n      ") + each;
  return text + "};\n";
}

}  // namespace retort::migrate::detail
