// Joining along foreign keys.

#include <algorithm>

#include <retort/orm/error.h>
#include <retort/orm/mapping/mapper.h>
#include <retort/orm/query/select.h>

namespace retort::orm::detail {

namespace {

/// The foreign keys of `child` that refer to `parent`, as conditions.
void add_conditions(std::vector<NodePtr>& conditions, const Source& parent, const Source& child) {
  for (const auto* key : child.mapper->keys) {
    if (&key->target().root() == &parent.mapper->root())
      conditions.push_back(key_condition(*key, parent, child));
  }
}

}  // namespace

std::vector<Source> Select::sources() const {
  std::vector<Source> all;
  for (const auto& item : from) all.push_back(item.source);
  for (const auto& join : joins) all.push_back(join.target.source);
  return all;
}

bool Select::has(const Source& source) const {
  return std::ranges::any_of(sources(), [&](const auto& known) { return known == source; });
}

void Select::add_from(const FromItem& item) {
  if (!has(item.source)) return from.push_back(item);
  // The query began with its columns, and only now it is said what they are taken from.
  const auto named = std::ranges::find(from, item.source, &FromItem::source);
  if (named != from.end() && !item.is_table()) *named = item;
}

NodePtr key_condition(const MappedForeignKey& key, const Source& parent, const Source& child) {
  NodePtr condition;
  for (std::size_t i = 0; i < key.columns.size(); ++i) {
    auto equal = make_binary(Operator::equal, make_column(parent, key.referred[i]),
                             make_column(child, key.columns[i]));
    condition = make_and(std::move(condition), std::move(equal));
  }
  return condition;
}

NodePtr join_condition(const Select& select, const Source& target) {
  std::vector<NodePtr> conditions;
  for (const auto& source : select.sources()) {
    add_conditions(conditions, source, target);
    add_conditions(conditions, target, source);
  }
  if (conditions.size() == 1) return conditions.front();
  const std::string name(name_of(target));
  if (conditions.empty()) {
    throw QueryError("join(" + name + "): no foreign key connects " + name +
                     " with the tables of the query; say join(" + name + ", condition)");
  }
  throw QueryError("join(" + name + "): " + std::to_string(conditions.size()) +
                   " foreign keys connect " + name + " with the tables of the query; say join(" +
                   name + ", condition)");
}

}  // namespace retort::orm::detail
