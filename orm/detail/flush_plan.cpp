#include <retort/orm/detail/flush_plan.h>

#include <algorithm>

#include <retort/orm/detail/flush_graph.h>

namespace retort::orm::detail {

namespace {

using Kind = Step::Kind;

std::vector<Step> usual_order(const std::vector<TableWork>& tables) {
  std::vector<Step> steps;
  for (const auto& table : tables) {
    for (const auto& change : table.changed)
      steps.push_back({Kind::update, change.instance, table.mapper, {}, &change});
    for (auto* instance : table.added) steps.push_back({Kind::insert, instance, table.mapper});
  }
  for (auto table = tables.rbegin(); table != tables.rend(); ++table) {
    for (auto* instance : table->removed) steps.push_back({Kind::erase, instance, table->mapper});
  }
  return steps;
}

/// Whether the rows that are written may refer to each other through the key.
bool is_written(const TableWork& table, const Mapper& model, const MappedForeignKey& key) {
  if (!table.added.empty() || !table.removed.empty()) return true;
  const KeyColumns columns(model, key);
  return std::ranges::any_of(table.changed, [&](const Change& change) {
    return &change.instance->mapper == &model && (change.columns & columns.from_set).any();
  });
}

/// A foreign key that the order of the tables does not take care of.
bool has_circle(const std::vector<TableWork>& tables) {
  for (std::size_t i = 0; i < tables.size(); ++i) {
    for (const auto* model : tables[i].models) {
      for (const auto* key : keys_in(*model, *tables[i].mapper)) {
        const auto later =
            std::ranges::find(tables.begin() + static_cast<std::ptrdiff_t>(i), tables.end(),
                              &key->target().table_owner(), &TableWork::mapper);
        if (later != tables.end() && is_written(tables[i], *model, *key)) return true;
      }
    }
  }
  return false;
}

/// Updates come before the inserts of their table.
bool is_usual(const Conflict& conflict) {
  return conflict.takes->state == State::pending && conflict.releases->state == State::persistent;
}

}  // namespace

void TableWork::add_model(const Mapper& model) {
  if (!models.empty() && models.back() == &model) return;
  if (std::ranges::find(models, &model) == models.end()) models.push_back(&model);
}

std::vector<const MappedForeignKey*> keys_in(const Mapper& model, const Mapper& table) {
  std::vector<const MappedForeignKey*> keys;
  for (const auto* key : model.keys) {
    if (model.find_column(key->columns.front())->home == &table) keys.push_back(key);
  }
  return keys;
}

namespace {

/// The table of a base comes before what its rows have in other tables, whatever keys say.
std::vector<TableWork> after_their_bases(std::vector<TableWork> tables) {
  std::vector<TableWork> ordered;
  const auto place = [&](const auto& self, const Mapper& table) -> void {
    if (table.is_joined()) self(self, table.base().table_owner());
    const auto found = std::ranges::find(tables, &table, &TableWork::mapper);
    if (found == tables.end()) return;
    ordered.push_back(std::move(*found));
    found->mapper = nullptr;
  };
  // What was placed before its turn has no mapper.
  for (std::size_t i = 0; i < tables.size(); ++i) {
    if (tables[i].mapper) place(place, *tables[i].mapper);
  }
  return ordered;
}

}  // namespace

std::vector<TableWork> in_key_order(std::vector<TableWork> tables) {
  std::vector<TableWork> ordered;
  std::vector<bool> met(tables.size());
  // Depth first: a table that is met again is done, or closes a circle.
  const auto visit = [&](const auto& self, std::size_t position) -> void {
    if (met[position]) return;
    met[position] = true;
    const auto& table = *tables[position].mapper;
    const auto visit_table = [&](const Mapper& target) {
      for (std::size_t i = 0; i < tables.size(); ++i) {
        if (tables[i].mapper == &target) self(self, i);
      }
    };
    for (const auto* model : tables[position].models) {
      for (const auto* key : keys_in(*model, table)) visit_table(key->target().table_owner());
    }
    ordered.push_back(std::move(tables[position]));
  };
  // What was moved from keeps its mapper, which the search looks at.
  for (std::size_t i = 0; i < tables.size(); ++i) visit(visit, i);
  return after_their_bases(std::move(ordered));
}

std::vector<Step> plan_flush(const std::vector<TableWork>& tables) {
  const auto conflicts = find_conflicts(tables);
  const auto steps = usual_order(tables);
  if (std::ranges::all_of(conflicts, is_usual) && !has_circle(tables)) return steps;
  return FlushGraph(tables, steps, conflicts).sorted();
}

}  // namespace retort::orm::detail
