#include <retort/orm/detail/unique_values.h>

#include <algorithm>
#include <random>
#include <string>
#include <unordered_map>

#include <retort/orm/detail/identity_map.h>
#include <retort/orm/detail/key_columns.h>
#include <retort/orm/object/snapshot.h>

namespace retort::orm::detail {

namespace {

struct UniqueColumn {
  const MappedColumn* column;
  std::string collation;
};
/// Empty for terms that are not all columns: what an expression makes of a row is the database's
/// to know.
struct UniqueColumns {
  /// The model that says so; it holds for those that are derived from it, too.
  const Mapper* model;
  std::vector<UniqueColumn> columns;

  ColumnSet in(const Mapper& mapper) const {
    ColumnSet set;
    for (const auto& each : columns) set.set(position_of(mapper, *each.column));
    return set;
  }
};

UniqueColumns columns_of(const Mapper& mapper, const std::vector<schema::IndexedColumn>& terms) {
  UniqueColumns unique{&mapper, {}};
  for (const auto& term : terms) {
    const auto* column = mapper.find_column(term.column);
    if (!column) return {};
    const auto* declared = mapper.table.find_column(term.column);
    unique.columns.push_back(
        {column, term.collation.empty() ? declared->collation : term.collation});
  }
  return unique;
}

/// What one model says; a derived one says again what its base does.
void add_unique_columns(std::vector<UniqueColumns>& all, const Mapper& model, const Mapper& table) {
  const auto* base = &model == &table ? nullptr : &model.base().table;
  const auto is_new = [](const auto& each, const auto& list) {
    return std::ranges::find(list, each) == list.end();
  };
  if (!base && model.table.primary_key)
    all.push_back(columns_of(model, model.table.primary_key->columns));
  for (const auto& unique : model.table.uniques) {
    if (!base || is_new(unique, base->uniques)) all.push_back(columns_of(model, unique.columns));
  }
  for (const auto& index : model.table.indexes) {
    if (index.unique && (!base || is_new(index, base->indexes)))
      all.push_back(columns_of(model, index.columns));
  }
}

std::vector<UniqueColumns> unique_columns(const TableWork& work) {
  std::vector<UniqueColumns> all;
  std::vector<const Mapper*> met;
  for (const auto* model : work.models) {
    while (&model->table_owner() != work.mapper) model = &model->base();
    for (;; model = &model->base()) {
      if (std::ranges::find(met, model) != met.end()) break;
      met.push_back(model);
      add_unique_columns(all, *model, *work.mapper);
      if (model == work.mapper) break;
    }
  }
  std::erase_if(all, [](const auto& unique) { return unique.columns.empty(); });
  return all;
}

/// Texts that the collation takes for the same become the same.
void fold(engine::Value& value, const std::string& collation) {
  auto* text = std::get_if<std::string>(&value);
  if (!text) return;
  if (collation == "NOCASE" || collation == "nocase") {
    for (auto& c : *text) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
  } else if (collation == "RTRIM" || collation == "rtrim") {
    text->erase(text->find_last_not_of(' ') + 1);
  }
}

/// Empty where the values are NULL or not known yet: these are in nobody's way.
using ValueIn = std::optional<engine::Value> (*)(const Instance&, const MappedColumn&);
KeyValues values_of(const UniqueColumns& unique, const Instance& instance, ValueIn value_in) {
  KeyValues values;
  for (const auto& [column, collation] : unique.columns) {
    auto value = value_in(instance, *column);
    if (!value) return {};
    values.push_back(std::move(*value));
    const bool made =
        column == unique.model->generated_key() && values.back() == engine::Value(std::int64_t{0});
    if (made || std::holds_alternative<engine::Null>(values.back())) return {};
    fold(values.back(), collation);
  }
  return values;
}

bool waits_for_key(const Instance& instance, const ColumnSet& columns) {
  return std::ranges::any_of(instance.links, [&](const PendingLink& link) {
    return (set_of(instance.mapper, link.relationship->child_columns) & columns).any();
  });
}

void add_conflicts(std::vector<Conflict>& conflicts, const TableWork& table,
                   const UniqueColumns& unique) {
  const auto& mapper = *table.mapper;
  std::unordered_map<Identity, Instance*, IdentityHash> released;
  const auto release = [&](Instance& instance) {
    if (!instance.mapper.is_a(*unique.model)) return;
    auto values = values_of(unique, instance, stored_value);
    if (!values.empty()) released[{&mapper, std::move(values)}] = &instance;
  };
  const auto is_about = [&](const Change& change) {
    return change.instance->mapper.is_a(*unique.model) &&
           (change.columns & unique.in(change.instance->mapper)).any();
  };
  for (auto* instance : table.removed) release(*instance);
  for (const auto& change : table.changed) {
    if (is_about(change)) release(*change.instance);
  }
  if (released.empty()) return;
  const auto take = [&](Instance& instance) {
    if (!instance.mapper.is_a(*unique.model) || waits_for_key(instance, unique.in(instance.mapper)))
      return;
    const auto found = released.find({&mapper, values_of(unique, instance, current_value)});
    if (found != released.end() && found->second != &instance)
      conflicts.push_back({found->second, &instance, &mapper, unique.in(found->second->mapper)});
  };
  for (auto* instance : table.added) take(*instance);
  for (const auto& change : table.changed) {
    if (is_about(change)) take(*change.instance);
  }
}

}  // namespace

std::vector<Conflict> find_conflicts(const std::vector<TableWork>& tables) {
  std::vector<Conflict> conflicts;
  for (const auto& table : tables) {
    if (table.removed.empty() && table.changed.empty()) continue;
    // Nothing is taken.
    if (table.added.empty() && table.changed.empty()) continue;
    for (const auto& unique : unique_columns(table)) add_conflicts(conflicts, table, unique);
  }
  return conflicts;
}

const MappedColumn& parking_column(const Mapper& mapper, const ColumnSet& columns) {
  const MappedColumn* best = nullptr;
  int least = 0;
  for_each_column(mapper, columns, [&](const MappedColumn& column) {
    const bool refers = std::ranges::any_of(mapper.keys, [&](const auto* key) {
      return std::ranges::find(key->columns, column.name) != key->columns.end();
    });
    const int cost =
        column.codec->nullable ? 0 : 1 + (refers ? 2 : 0) + (column.primary_key ? 1 : 0);
    if (best && cost >= least) return;
    best = &column;
    least = cost;
  });
  return *best;
}

engine::Value value_of_nobody(const engine::Value& like) {
  std::random_device random;
  const auto number = (std::uint64_t{random()} << 32) | random();
  if (std::holds_alternative<std::int64_t>(like))
    return -static_cast<std::int64_t>(number >> 2) - 1;
  if (std::holds_alternative<double>(like)) return -static_cast<double>(number);
  const auto text = "retort-" + std::to_string(number) + "-" + std::to_string(random());
  if (std::holds_alternative<std::string>(like)) return text;
  engine::Blob blob;
  for (const char c : text) blob.push_back(static_cast<std::byte>(c));
  return blob;
}

}  // namespace retort::orm::detail
