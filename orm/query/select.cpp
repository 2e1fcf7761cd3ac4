// Joining along foreign keys.

#include <retort/orm/error.h>
#include <retort/orm/mapping/mapper.h>
#include <retort/orm/query/select.h>

namespace retort::orm::detail {

namespace {

/// The foreign keys of `child` that refer to `parent`, as conditions.
void add_conditions(std::vector<NodePtr>& conditions, const Source& parent, const Source& child) {
  for (const auto& key : child.mapper->foreign_keys) {
    if (&key.target() == parent.mapper) conditions.push_back(key_condition(key, parent, child));
  }
}

std::vector<Source> sources(const Select& select) {
  auto all = select.from;
  for (const auto& join : select.joins) all.push_back(join.target);
  return all;
}

}  // namespace

bool Select::has(const Source& source) const {
  for (const auto& known : sources(*this)) {
    if (known == source) return true;
  }
  return false;
}

void Select::add_from(const Source& source) {
  if (!has(source)) from.push_back(source);
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
  for (const auto& source : sources(select)) {
    add_conditions(conditions, source, target);
    if (source.mapper != target.mapper) add_conditions(conditions, target, source);
  }
  if (conditions.size() == 1) return conditions.front();
  const std::string name(target.mapper->name);
  if (conditions.empty()) {
    throw QueryError("join(" + name + "): no foreign key connects " + name +
                     " with the tables of the query; say join(" + name + ", condition)");
  }
  throw QueryError("join(" + name + "): " + std::to_string(conditions.size()) +
                   " foreign keys connect " + name + " with the tables of the query; say join(" +
                   name + ", condition)");
}

}  // namespace retort::orm::detail
