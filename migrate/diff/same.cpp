#include <retort/migrate/detail/same.h>

#include <algorithm>

#include <retort/migrate/detail/expression.h>
#include <retort/schema/name.h>

namespace retort::migrate::detail {

namespace {

using schema::same_name;

bool same_names(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return std::ranges::equal(a, b, same_name);
}

bool same_term(const schema::IndexedColumn& a, const schema::IndexedColumn& b) {
  return same_name(a.column, b.column) && same_expression(a.expression, b.expression) &&
         same_name(a.collation, b.collation) && a.descending == b.descending;
}

}  // namespace

bool same_content(const schema::PrimaryKey& a, const schema::PrimaryKey& b) {
  return std::ranges::equal(a.columns, b.columns, same_term) &&
         a.autoincrement == b.autoincrement && a.conflict == b.conflict;
}

bool same_content(const schema::Unique& a, const schema::Unique& b) {
  return std::ranges::equal(a.columns, b.columns, same_term) && a.conflict == b.conflict;
}

bool same_content(const schema::Check& a, const schema::Check& b) {
  return same_expression(a.expression, b.expression);
}

bool same_content(const schema::ForeignKey& a, const schema::ForeignKey& b) {
  return same_names(a.columns, b.columns) && same_name(a.referred_table, b.referred_table) &&
         same_names(a.referred_columns, b.referred_columns) && a.on_delete == b.on_delete &&
         a.on_update == b.on_update && same_name(a.match, b.match) &&
         a.deferrable == b.deferrable && a.initially_deferred == b.initially_deferred;
}

bool same_content(const schema::Index& a, const schema::Index& b) {
  return a.unique == b.unique && same_expression(a.where, b.where) &&
         std::ranges::equal(a.columns, b.columns, same_term);
}

schema::ForeignKey in_full(schema::ForeignKey key, const schema::Metadata& metadata) {
  const schema::Table* referred = metadata.find_table(key.referred_table);
  if (key.referred_columns.empty() && referred && referred->primary_key)
    key.referred_columns = column_names(referred->primary_key->columns);
  return key;
}

}  // namespace retort::migrate::detail
