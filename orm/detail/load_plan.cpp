// Which joins a query gets for the relationships that ask for one.

#include <retort/orm/detail/load_plan.h>

namespace retort::orm::detail {

namespace {

/// Aliases are numbered from 1 for each table.
int next_alias(const Select& select, const Mapper& mapper) {
  int alias = 1;
  for (const auto& join : select.joins) {
    if (join.target.mapper == &mapper && join.target.alias >= alias) alias = join.target.alias + 1;
  }
  return alias;
}

int width(const SelectItem& item) {
  return item.entity.mapper ? static_cast<int>(item.entity.mapper->columns.size()) : 1;
}

}  // namespace

LoadPlan::LoadPlan(const Select& query, const MappedForeignKey* known) : select(query) {
  // The list grows while it is walked: what is joined may itself ask for joins.
  for (std::size_t item = 0; item < select.items.size(); ++item) {
    if (select.items[item].entity.mapper) add_eager(item, known);
  }
  int next = 0;
  for (const auto& item : select.items) {
    columns.push_back(next);
    next += width(item);
  }
}

void LoadPlan::add_eager(std::size_t owner, const MappedForeignKey* known) {
  const auto child = select.items[owner].entity;
  for (const auto& relationship : child.mapper->relationships()) {
    // A table that refers to itself would be joined without end; further levels load when used.
    const bool endless = &relationship.target() == child.mapper && child.alias > 0;
    if (!relationship.joined || relationship.key == known || endless) continue;
    const Source parent{&relationship.target(), next_alias(select, relationship.target())};
    select.joins.push_back({parent, key_condition(*relationship.key, parent, child), true});
    eager.push_back({select.items.size(), owner, &relationship});
    select.items.push_back({.entity = parent});
  }
}

}  // namespace retort::orm::detail
