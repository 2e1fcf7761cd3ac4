// Which joins a query gets for the relationships that ask for one.

#include <retort/orm/detail/load_plan.h>

namespace retort::orm::detail {

std::size_t SelectItem::width() const {
  if (!entity.mapper) return 1;
  return without_deferred ? entity.mapper->loaded_columns : entity.mapper->columns.size();
}

LoadPlan::LoadPlan(const Select& query, const MappedForeignKey* known) : select(query) {
  // The list grows while it is walked: what is joined may itself ask for joins.
  for (std::size_t item = 0; item < select.items.size(); ++item) {
    auto& each = select.items[item];
    if (!each.entity.mapper || each.plain) continue;
    // What stands inside of another query has all columns.
    each.without_deferred = !each.undeferred && select.members.empty();
    add_eager(item, known);
  }
  find_columns();
}

LoadPlan::LoadPlan(std::vector<SelectItem> items) {
  select.items = std::move(items);
  find_columns();
}

void LoadPlan::find_columns() {
  int next = 0;
  for (const auto& item : select.items) {
    columns.push_back(next);
    next += static_cast<int>(item.width());
  }
}

void LoadPlan::add_eager(std::size_t owner, const MappedForeignKey* known) {
  // The rows of a compound are what its members select; what its objects refer to loads when used.
  if (!select.members.empty()) return;
  const auto child = select.items[owner].entity;
  for (const auto& relationship : child.mapper->relationships()) {
    // A table that refers to itself would be joined without end; further levels load when used.
    const bool endless = &relationship.target() == child.mapper && child.number > 0;
    if (!relationship.joined || relationship.key == known || endless) continue;
    const auto parent = numbered_source(relationship.target());
    select.joins.push_back(
        {{parent}, key_condition(*relationship.key, parent, child), JoinKind::left});
    eager.push_back({select.items.size(), owner, &relationship});
    select.items.push_back({.entity = parent});
  }
}

Prepared prepare(const Select& query, const engine::Dialect& dialect,
                 const MappedForeignKey* known) {
  LoadPlan plan(query, known);
  auto sql = render(plan.select, dialect);
  return {std::move(plan), std::move(sql)};
}

}  // namespace retort::orm::detail
