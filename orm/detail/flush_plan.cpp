#include <retort/orm/detail/flush_plan.h>

#include <algorithm>

#include <retort/orm/detail/flush_graph.h>

namespace retort::orm::detail {

namespace {

using Kind = Step::Kind;

std::vector<Step> usual_order(const std::vector<TableWork>& tables) {
  std::vector<Step> steps;
  for (const auto& table : tables) {
    for (const auto& change : table.changed) steps.push_back({Kind::update, change.instance});
    for (auto* instance : table.added) steps.push_back({Kind::insert, instance});
  }
  for (auto table = tables.rbegin(); table != tables.rend(); ++table) {
    for (auto* instance : table->removed) steps.push_back({Kind::erase, instance});
  }
  return steps;
}

/// Whether the rows that are written may refer to each other through the key.
bool is_written(const TableWork& table, const MappedForeignKey& key) {
  if (!table.added.empty() || !table.removed.empty()) return true;
  const KeyColumns columns(*table.mapper, key);
  return std::ranges::any_of(table.changed, [&](const Change& change) {
    return (change.columns & columns.from_set).any();
  });
}

/// A foreign key that the order of the tables does not take care of.
bool has_circle(const std::vector<TableWork>& tables) {
  for (std::size_t i = 0; i < tables.size(); ++i) {
    for (const auto& key : tables[i].mapper->foreign_keys) {
      const auto later = std::ranges::find(tables.begin() + static_cast<std::ptrdiff_t>(i),
                                           tables.end(), &key.target(), &TableWork::mapper);
      if (later != tables.end() && is_written(tables[i], key)) return true;
    }
  }
  return false;
}

/// Updates come before the inserts of their table.
bool is_usual(const Conflict& conflict) {
  return conflict.takes->state == State::pending && conflict.releases->state == State::persistent;
}

}  // namespace

std::vector<TableWork> in_key_order(std::vector<TableWork> tables) {
  std::vector<TableWork> ordered;
  std::vector<bool> met(tables.size());
  // Depth first: a table that is met again is done, or closes a circle.
  const auto visit = [&](const auto& self, std::size_t position) -> void {
    if (met[position]) return;
    met[position] = true;
    for (const auto& key : tables[position].mapper->foreign_keys) {
      // The row that is referred to may be one of any model of the hierarchy.
      const auto& target = key.target().root();
      for (std::size_t i = 0; i < tables.size(); ++i) {
        if (&tables[i].mapper->root() == &target) self(self, i);
      }
    }
    ordered.push_back(std::move(tables[position]));
  };
  // What was moved from keeps its mapper, which the search looks at.
  for (std::size_t i = 0; i < tables.size(); ++i) visit(visit, i);
  return ordered;
}

std::vector<Step> plan_flush(const std::vector<TableWork>& tables) {
  const auto conflicts = find_conflicts(tables);
  const auto steps = usual_order(tables);
  if (std::ranges::all_of(conflicts, is_usual) && !has_circle(tables)) return steps;
  return FlushGraph(tables, steps, conflicts).sorted();
}

}  // namespace retort::orm::detail
