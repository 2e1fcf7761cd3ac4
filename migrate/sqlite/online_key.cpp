#include <retort/migrate/sqlite/online_key.h>

#include <retort/migrate/sqlite/affinity.h>
#include <retort/migrate/sqlite/row_values.h>
#include <retort/schema/name.h>

namespace retort::migrate::sqlite {

namespace {

using schema::same_name;

bool stays(const TableChange& change, const std::string& name) {
  const schema::Column* was = change.before->find_column(name);
  const schema::Column* is = change.after.find_column(name);
  return was && is && change.is_carried(name) && !change.fills.contains(name) &&
         was->generated == is->generated && was->collation == is->collation &&
         affinity(was->type.text, change.before->options.strict) ==
             affinity(is->type.text, change.after.options.strict);
}

std::string in_parentheses(const std::string& list, std::size_t size) {
  return size == 1 ? list : '(' + list + ')';
}

}  // namespace

std::optional<OnlineKey> OnlineKey::find(const TableChange& change,
                                         const engine::Dialect& dialect) {
  const schema::Column* was = rowid_alias(*change.before);
  const schema::Column* is = rowid_alias(change.after);
  const bool same_alias = was == nullptr && is == nullptr;
  const bool kept_alias = was && is && same_name(was->name, is->name) && stays(change, is->name);
  if (const auto rowid = rowid_name(*change.before, change.after))
    return same_alias || kept_alias ? std::optional(OnlineKey({*rowid})) : std::nullopt;
  if (!change.before->options.without_rowid || !change.after.options.without_rowid ||
      change.before->primary_key->columns != change.after.primary_key->columns)
    return std::nullopt;
  std::vector<std::string> columns;
  for (const schema::IndexedColumn& term : change.after.primary_key->columns) {
    // The order of row values is that of their columns.
    if (!stays(change, term.column) || !term.collation.empty()) return std::nullopt;
    columns.push_back(dialect.quote(term.column));
  }
  return OnlineKey(std::move(columns));
}

std::string OnlineKey::list(const std::string& prefix) const {
  std::string text;
  for (const std::string& column : columns_) text += (text.empty() ? "" : ", ") + prefix + column;
  return text;
}

std::string OnlineKey::log_list() const {
  std::string text;
  for (std::size_t i = 0; i < size(); ++i) text += (i == 0 ? "k" : ", k") + std::to_string(i);
  return text;
}

std::string OnlineKey::compare(const std::string& prefix, const char* comparison,
                               std::size_t first) const {
  std::string parameters;
  for (std::size_t i = 0; i < size(); ++i)
    parameters += (i == 0 ? "?" : ", ?") + std::to_string(first + i);
  return in_parentheses(list(prefix), size()) + ' ' + comparison + ' ' +
         in_parentheses(parameters, size());
}

std::string OnlineKey::in(const std::string& log) const {
  return in_parentheses(list(), size()) + " IN (SELECT " + log_list() + " FROM " + log + ")";
}

}  // namespace retort::migrate::sqlite
