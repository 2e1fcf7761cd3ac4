#include <retort/migrate/sqlite/kept_indexes.h>

#include <algorithm>

#include <retort/migrate/sqlite/affinity.h>
#include <retort/migrate/sqlite/row_values.h>
#include <retort/schema/name.h>

namespace retort::migrate::sqlite {

namespace {

using schema::same_name;

bool has_same_values(const TableChange& change, const std::string& name) {
  const schema::Column* was = change.before->find_column(name);
  const schema::Column* is = change.after.find_column(name);
  return was && is && change.is_carried(name) && !change.fills.contains(name) && !was->generated &&
         !is->generated && same_name(was->collation, is->collation) &&
         affinity(was->type.text, change.before->options.strict) ==
             affinity(is->type.text, change.after.options.strict);
}

// An operation that drops or renames an index has done so before the rebuild comes.
bool is_untouched(const TableChange& change, const std::string& index) {
  return std::ranges::none_of(change.parts, [&](const TableChange::Part& part) {
    const auto* drop = std::get_if<DropIndex>(part.operation);
    const auto* rename = std::get_if<RenameIndex>(part.operation);
    return (drop && same_name(drop->index.name, index)) ||
           (rename && (same_name(rename->name, index) || same_name(rename->new_name, index)));
  });
}

bool is_kept(const TableChange& change, const schema::Index& index) {
  const schema::Index* was = change.before->find_index(index.name);
  return was && *was == index && !index.sql.empty() && was->sql == index.sql &&
         index.where.empty() && is_untouched(change, index.name) &&
         std::ranges::all_of(index.columns, [&](const schema::IndexedColumn& term) {
           return term.expression.empty() && has_same_values(change, term.column);
         });
}

void add(std::vector<Step>& steps, std::string sql, const std::string& reason) {
  steps.push_back({.sql = std::move(sql), .reason = reason});
}

void open_schema(std::vector<Step>& steps, const std::string& reason) {
  add(steps, "PRAGMA writable_schema = ON", reason);
  steps.back().undo = "PRAGMA writable_schema = OFF";
}

std::string where_index(const schema::Index& index, const engine::Dialect& dialect) {
  return " WHERE type = 'index' AND name = " + dialect.literal(index.name);
}

}  // namespace

std::vector<schema::Index> kept_indexes(const TableChange& change) {
  std::vector<schema::Index> kept;
  if (keeps_rowids(change))
    std::ranges::copy_if(change.after.indexes, std::back_inserter(kept),
                         [&](const schema::Index& index) { return is_kept(change, index); });
  return kept;
}

std::vector<Step> hand_over_indexes(const std::vector<schema::Index>& indexes,
                                    const std::string& copy, const engine::Dialect& dialect) {
  std::vector<Step> steps;
  if (indexes.empty()) return steps;
  std::string names;
  for (const schema::Index& index : indexes) names += (names.empty() ? "" : ", ") + index.name;
  const std::string reason = indexes.size() == 1
                                 ? "its index " + names + " stays: none of its values changes"
                                 : "its indexes " + names + " stay: none of their values changes";
  open_schema(steps, reason);
  // SQLite reads its record from the top, and an index has to stand below its table.
  for (const schema::Index& index : indexes)
    add(steps,
        "UPDATE sqlite_schema SET rowid = (SELECT max(rowid) + 1 FROM sqlite_schema), tbl_name = " +
            dialect.literal(copy) + ", sql = " +
            dialect.literal(dialect.create_index(copy, index)) + where_index(index, dialect),
        reason);
  add(steps, "PRAGMA writable_schema = RESET", reason);
  return steps;
}

std::vector<Step> restore_texts(const std::vector<schema::Index>& indexes,
                                const engine::Dialect& dialect) {
  std::vector<Step> steps;
  if (indexes.empty()) return steps;
  const std::string reason = "the texts of its indexes stay as they are";
  open_schema(steps, reason);
  for (const schema::Index& index : indexes)
    add(steps,
        "UPDATE sqlite_schema SET sql = " + dialect.literal(index.sql) +
            where_index(index, dialect),
        reason);
  add(steps, "PRAGMA writable_schema = OFF", reason);
  return steps;
}

}  // namespace retort::migrate::sqlite
