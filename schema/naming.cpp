#include <retort/schema/naming.h>

#include <algorithm>
#include <set>

#include <retort/schema/detail/naming_template.h>
#include <retort/schema/error.h>
#include <retort/schema/name.h>

namespace retort::schema {

namespace {

using detail::NamingSubject;

constexpr std::string_view default_index = "ix_%(column_0_label)s";

// A term that is an expression has no name of its own.
std::vector<std::string> terms(const std::vector<IndexedColumn>& columns) {
  std::vector<std::string> names;
  for (const IndexedColumn& term : columns)
    names.push_back(term.column.empty() ? "expr" : term.column);
  return names;
}

bool is_word_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

// The columns that a check names, in the order in which it does.
std::vector<std::string> named_in(const std::string& expression, const Table& table) {
  std::vector<std::string> names;
  for (std::size_t begin = 0; begin < expression.size(); ++begin) {
    if (!is_word_char(expression[begin])) continue;
    std::size_t end = begin;
    while (end < expression.size() && is_word_char(expression[end])) ++end;
    const Column* column = table.find_column(expression.substr(begin, end - begin));
    if (column != nullptr && std::ranges::find(names, column->name) == names.end())
      names.push_back(column->name);
    begin = end;
  }
  return names;
}

// Whether the name is what the template makes of some shorter one.
bool has_form(const std::string& name, std::string_view pattern, NamingSubject subject) {
  subject.name = std::string(1, '\0');
  const std::string form = detail::filled(pattern, subject);
  const std::size_t hole = form.find('\0');
  return name.size() + 1 >= form.size() && name.starts_with(form.substr(0, hole)) &&
         name.ends_with(form.substr(hole + 1));
}

class Names {
 public:
  Names(const NamingConvention& convention, const Metadata& metadata, const Table& table)
      : convention_(convention), metadata_(metadata), table_(table) {}

  void give(std::string_view kind, std::string& name, std::vector<std::string> columns) {
    give(name, {.kind = std::string(kind),
                .schema = table_.schema,
                .table = table_.name,
                .columns = std::move(columns)});
  }

  void give(ForeignKey& key) {
    const Table* referred = metadata_.find_table(key.referred_table, table_.schema);
    std::vector<std::string> columns = key.referred_columns;
    if (columns.empty() && referred != nullptr && referred->primary_key)
      columns = column_names(referred->primary_key->columns);
    give(key.name, {.kind = "fk",
                    .schema = table_.schema,
                    .table = table_.name,
                    .columns = key.columns,
                    .referred_table = key.referred_table,
                    .referred_columns = std::move(columns)});
  }

 private:
  void give(std::string& name, NamingSubject subject) {
    const auto found = convention_.find(subject.kind);
    const std::string_view pattern = found != convention_.end() ? std::string_view(found->second)
                                     : subject.kind == "ix"     ? default_index
                                                                : "";
    const bool wanted = name.empty() != detail::uses_constraint_name(pattern);
    subject.name = name;
    const bool made =
        !pattern.empty() && wanted && (name.empty() || !has_form(name, pattern, subject));
    if (made) name = detail::filled(pattern, subject);
    if (!name.empty() && !given_.insert(name).second && made)
      throw Error("naming convention \"" + subject.kind + "\": table " + table_.name +
                  " would have two of the name " + name + "; give one of them a name of its own");
  }

  const NamingConvention& convention_;
  const Metadata& metadata_;
  const Table& table_;
  std::set<std::string, NameLess> given_;
};

}  // namespace

void apply(const NamingConvention& convention, Metadata& metadata) {
  for (Table& table : metadata.tables) {
    Names names(convention, metadata, table);
    if (table.primary_key)
      names.give("pk", table.primary_key->name, terms(table.primary_key->columns));
    for (Unique& unique : table.uniques) names.give("uq", unique.name, terms(unique.columns));
    for (Check& check : table.checks)
      names.give("ck", check.name, named_in(check.expression, table));
    for (ForeignKey& key : table.foreign_keys) names.give(key);
    for (Index& index : table.indexes) names.give("ix", index.name, terms(index.columns));
  }
}

std::string default_name(const Table& table, const Index& index) {
  return detail::filled(
      default_index,
      {.kind = "ix", .schema = table.schema, .table = table.name, .columns = terms(index.columns)});
}

}  // namespace retort::schema
