// What a flush writes, and in which order.

#include <algorithm>
#include <unordered_map>

#include <retort/orm/detail/session_core.h>
#include <retort/orm/detail/unit_of_work.h>
#include <retort/orm/detail/validation.h>
#include <retort/orm/error.h>
#include <retort/orm/object/links.h>
#include <retort/schema/metadata.h>

namespace retort::orm::detail {

namespace {

Columns changed_columns(const Instance& instance) {
  Columns columns;
  if (!instance.snapshot()) return columns;
  for (const auto& column : instance.mapper.columns) {
    if (!column.codec->equal(column.in(instance.entity()), column.in(instance.snapshot())))
      columns.push_back(&column);
  }
  return columns;
}

bool by_identity(const Instance* a, const Instance* b) { return a->identity < b->identity; }

std::vector<Instance*> of_table(const std::vector<Instance*>& instances, const Mapper* mapper) {
  std::vector<Instance*> chosen;
  std::ranges::copy_if(instances, std::back_inserter(chosen),
                       [&](const auto* instance) { return &instance->mapper == mapper; });
  return chosen;
}

/// The row of the same table that this one refers to, if it is among `rows`.
Instance* parent_among(const std::vector<Instance*>& rows, const Instance& child) {
  for (const auto& relationship : child.mapper.relationships()) {
    if (relationship.many || &relationship.target() != &child.mapper) continue;
    auto* parent = parent_in_memory(child, relationship).instance;
    if (parent && std::ranges::find(rows, parent) != rows.end()) return parent;
  }
  return nullptr;
}

void sort_children_first(std::vector<Instance*>& rows) {
  std::unordered_map<const Instance*, std::size_t> depths;
  for (const auto* row : rows) {
    auto& depth = depths[row];
    // Rows that refer to each other in a circle have no depth; the database says what it thinks.
    for (auto* parent = parent_among(rows, *row); parent && depth < rows.size(); ++depth)
      parent = parent_among(rows, *parent);
  }
  std::ranges::sort(rows, [&](const auto* a, const auto* b) {
    return depths.at(a) == depths.at(b) ? by_identity(a, b) : depths.at(a) > depths.at(b);
  });
}

}  // namespace

UnitOfWork::UnitOfWork(SessionCore& session)
    : session_(session), pending_(session.pending_), removed_(session.removed_) {
  for (auto* instance : session.touched_) {
    const bool changed = !instance->links.empty() || !changed_columns(*instance).empty();
    if (instance->state == State::persistent && changed) changed_.push_back(instance);
  }
}

void UnitOfWork::validate() {
  for (auto* instance : pending_) {
    if (instance->is_touched()) detail::validate(*instance);
  }
  for (auto* instance : changed_) {
    for (const auto* column : changed_columns(*instance))
      detail::validate(instance->mapper, *column, instance->entity());
  }
}

std::vector<const Mapper*> UnitOfWork::tables_in_order() const {
  std::vector<const Mapper*> mappers;
  schema::Metadata metadata;
  for (const auto* list : {&pending_, &changed_, &removed_}) {
    for (const auto* instance : *list) {
      if (std::ranges::find(mappers, &instance->mapper) != mappers.end()) continue;
      mappers.push_back(&instance->mapper);
      metadata.tables.push_back(instance->mapper.table);
    }
  }
  std::vector<const Mapper*> ordered;
  for (const auto* table : schema::sorted_tables(metadata))
    ordered.push_back(mappers[static_cast<std::size_t>(table - metadata.tables.data())]);
  return ordered;
}

void UnitOfWork::run() {
  RowWriter writer(session_.connection());
  writer_ = &writer;
  const auto tables = tables_in_order();
  for (const auto* mapper : tables) {
    auto changed = of_table(changed_, mapper);
    std::ranges::sort(changed, by_identity);
    for (auto* instance : changed) save(*instance);
    for (auto* instance : of_table(pending_, mapper)) save(*instance);
  }
  for (auto mapper = tables.rbegin(); mapper != tables.rend(); ++mapper) {
    auto removed = of_table(removed_, *mapper);
    sort_children_first(removed);
    for (auto* instance : removed) erase(*instance);
  }
  session_.pending_.clear();
  session_.removed_.clear();
  std::erase_if(session_.touched_,
                [](const auto* instance) { return instance->state == State::detached; });
}

void UnitOfWork::save(Instance& instance) {
  if (done_.contains(&instance)) return;
  if (!begun_.insert(&instance).second)
    throw SessionError("flush: objects of " + std::string(instance.mapper.name) +
                       " that are not in the database yet refer to each other in a circle; flush "
                       "one of them before the others refer to it");
  for (const auto& link : instance.links) {
    if (link.parent && link.parent->state == State::pending) save(*link.parent);
  }
  resolve_links(instance);
  instance.state == State::pending ? insert(instance) : update(instance);
  done_.insert(&instance);
}

void UnitOfWork::insert(Instance& instance) {
  writer_->insert(instance.mapper, instance.entity());
  instance.state = State::persistent;
  instance.identity = instance.mapper.key_of(instance.entity());
  session_.identities_.insert(instance);
  session_.inserted_.push_back(&instance);
  if (!instance.is_touched()) return;
  instance.take_snapshot();
  session_.touched_.push_back(&instance);
}

void UnitOfWork::update(Instance& instance) {
  const auto columns = changed_columns(instance);
  if (columns.empty()) return;
  writer_->update(instance, columns);
  instance.take_snapshot();
  auto key = instance.mapper.key_of(instance.entity());
  if (key == instance.identity) return;
  session_.identities_.erase(instance);
  instance.identity = std::move(key);
  session_.identities_.insert(instance);
}

void UnitOfWork::erase(Instance& instance) {
  writer_->erase(instance);
  leave_collections(instance);
  instance.state = State::detached;
  session_.identities_.erase(instance);
  session_.deleted_.push_back(&instance);
}

}  // namespace retort::orm::detail
