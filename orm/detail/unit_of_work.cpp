// What a flush writes.

#include <algorithm>

#include <retort/engine/error.h>
#include <retort/orm/detail/insert_batch.h>
#include <retort/orm/detail/key_columns.h>
#include <retort/orm/detail/key_followers.h>
#include <retort/orm/detail/session_core.h>
#include <retort/orm/detail/unique_values.h>
#include <retort/orm/detail/unit_of_work.h>
#include <retort/orm/detail/update_batch.h>
#include <retort/orm/detail/validation.h>
#include <retort/orm/error.h>
#include <retort/orm/object/collection_base.h>
#include <retort/orm/object/links.h>
#include <retort/orm/object/shared_columns.h>
#include <retort/orm/object/snapshot.h>

namespace retort::orm::detail {

namespace {

/// Objects mostly come in the order in which they were read, which is that of their keys.
template <class Rows, class Before>
void sort_if_needed(Rows& rows, Before before) {
  if (!std::ranges::is_sorted(rows, before)) std::ranges::sort(rows, before);
}

void sort_by_identity(TableWork& table) {
  sort_if_needed(table.changed, [](const Change& a, const Change& b) {
    return a.instance->identity < b.instance->identity;
  });
  sort_if_needed(table.removed,
                 [](const auto* a, const auto* b) { return a->identity < b->identity; });
}

/// What was said, for a foreign key of a parent that has no row yet.
ColumnSet linked_columns(const Instance& instance) {
  ColumnSet columns;
  for (const auto& link : instance.links)
    columns |= set_of(instance.mapper, link.relationship->child_columns);
  return columns;
}

}  // namespace

UnitOfWork::UnitOfWork(SessionCore& session, bool all)
    : session_(session), pending_(session.pending_), removed_(session.removed_) {
  // One that expired in between may be there twice.
  const auto& looked_at = all ? session.touched_ : session.in_use_;
  for (auto* instance : looked_at) instance->met_by_flush = false;
  for (auto* instance : looked_at) {
    if (instance->state != State::persistent || !instance->is_touched()) continue;
    if (std::exchange(instance->met_by_flush, true)) continue;
    const auto columns = changed_columns(*instance) | linked_columns(*instance);
    if (columns.any()) changed_.push_back({instance, columns});
  }
}

void UnitOfWork::validate() {
  for (auto* instance : pending_) {
    if (instance->is_touched()) detail::validate(*instance);
    check_parents_agree(*instance);
  }
  for (const auto& [instance, columns] : changed_) {
    check_parents_agree(*instance);
    for_each_column(instance->mapper, columns, [&](const MappedColumn& column) {
      detail::validate(instance->mapper, column, instance->entity());
    });
  }
}

TableWork& UnitOfWork::work_of(const Mapper& table) {
  if (!tables_.empty() && tables_.back().mapper == &table) return tables_.back();
  const auto found = std::ranges::find(tables_, &table, &TableWork::mapper);
  if (found != tables_.end()) return *found;
  return tables_.emplace_back(TableWork{&table});
}

void UnitOfWork::sort_into_tables() {
  for (const auto& change : changed_) {
    const auto& mapper = change.instance->mapper;
    if (!mapper.is_joined()) {
      auto& work = work_of(mapper.table_owner());
      work.changed.push_back(change);
      work.add_model(mapper);
      continue;
    }
    for (const auto* table : mapper.tables) {
      const auto columns = change.columns & columns_in(mapper, *table, false);
      if (columns.none() && !counts_changes(mapper, *table)) continue;
      auto& work = work_of(*table);
      work.changed.push_back({change.instance, columns});
      work.add_model(mapper);
      ++updates_[change.instance].left;
    }
  }
  const auto sort = [&](Instance& instance, std::vector<Instance*> TableWork::*list) {
    for (const auto* table : instance.mapper.tables) {
      auto& work = work_of(*table);
      (work.*list).push_back(&instance);
      work.add_model(instance.mapper);
    }
  };
  for (auto* instance : pending_) sort(*instance, &TableWork::added);
  for (auto* instance : removed_) sort(*instance, &TableWork::removed);
}

void UnitOfWork::take_over_rows() {
  if (removed_.empty()) return;
  for (auto*& instance : pending_) {
    const auto* generated = instance->mapper.generated_key();
    auto key = values_in(instance->mapper.key, instance->entity());
    if (key.empty() || !instance->links.empty()) continue;
    if (generated && key.front() == engine::Value(std::int64_t{0})) continue;
    auto* before = session_.identities_.find(instance->mapper, key);
    if (!before || before->state != State::removed || &before->mapper != &instance->mapper)
      continue;
    session_.hand_over(*before, *instance, std::move(key));
    std::erase(removed_, before);
    const auto columns = changed_columns(*instance);
    if (columns.any()) changed_.push_back({instance, columns});
    instance = nullptr;
  }
  std::erase(pending_, nullptr);
}

void UnitOfWork::follow_keys() {
  for (std::size_t i = 0; i < changed_.size(); ++i) {
    for (auto* follower : take_followers_along(session_, changed_[i])) {
      const auto found = std::ranges::find(changed_, follower, &Change::instance);
      if (found != changed_.end()) {
        found->columns |= changed_columns(*follower);
      } else {
        changed_.push_back({follower, changed_columns(*follower)});
      }
    }
  }
}

std::vector<Instance*> UnitOfWork::written() const {
  std::vector<Instance*> written;
  for (const auto& step : steps_) {
    if (step.instance->state == State::persistent && step.instance->is_touched())
      written.push_back(step.instance);
  }
  return written;
}

void UnitOfWork::run() {
  const bool deletes = !removed_.empty();
  writer_ = &session_.writer();
  follow_keys();
  take_over_rows();
  sort_into_tables();
  tables_ = in_key_order(std::move(tables_));
  std::ranges::for_each(tables_, sort_by_identity);
  steps_ = plan_flush(tables_);
  for (std::size_t i = 0; i < steps_.size();) {
    if (const auto inserts = inserts_from(i); inserts >= RowWriter::worth_it) {
      insert_many(std::span(steps_).subspan(i, inserts));
      i += inserts;
    } else if (const auto updates = updates_from(i); updates >= RowWriter::worth_it) {
      update_many(std::span(steps_).subspan(i, updates));
      i += updates;
    } else {
      carry_out(steps_[i++]);
    }
  }
  session_.pending_.clear();
  session_.removed_.clear();
  if (!deletes) return;
  erased_.expire_what_referred(session_);
  std::erase_if(session_.touched_, [](const auto* instance) {
    return instance->state == State::detached || !instance->is_touched();
  });
}

void UnitOfWork::carry_out(const Step& step) {
  current_ = &step;
  switch (step.kind) {
    case Step::Kind::insert: return insert(step);
    case Step::Kind::update: return update(step);
    case Step::Kind::erase: return erase(step);
    case Step::Kind::clear:
      writer_->set(*step.instance, *step.table, step.columns,
                   std::vector<engine::Value>(step.columns.count()));
      if (step.instance->snapshot()) remember_nulls(*step.instance, step.columns);
      parked_[step.instance] |= step.columns;
      return;
    case Step::Kind::park: return park(step);
  }
}

void UnitOfWork::insert(const Step& step) {
  auto& instance = *step.instance;
  const auto& tables = instance.mapper.tables;
  resolve_links(instance);
  if (step.table != tables.front()) {
    writer_->insert(instance, *step.table, step.columns);
    remember(step);
  } else {
    tell(RowEvent::before_insert, instance);
    writer_->insert(instance, *step.table, step.columns);
    inserted(step);
  }
  if (step.table == tables.back()) tell(RowEvent::after_insert, instance);
}

void UnitOfWork::inserted(const Step& step) {
  auto& instance = *step.instance;
  instance.state = State::persistent;
  instance.take_identity();
  session_.identities_.insert(instance);
  session_.journal_.inserted(instance);
  if (step.columns.any() || instance.is_touched()) instance.take_snapshot();
  if (step.columns.any()) remember_nulls(instance, step.columns);
  if (instance.is_touched()) session_.touched_.push_back(&instance);
}

std::size_t UnitOfWork::inserts_from(std::size_t first) const {
  const auto is_one = [&](const Step& step) {
    return step.kind == Step::Kind::insert && step.columns.none() &&
           &step.instance->mapper == &steps_[first].instance->mapper;
  };
  const auto begin = steps_.begin() + static_cast<std::ptrdiff_t>(first);
  if (!is_one(*begin) || begin->instance->mapper.is_joined()) return 0;
  return static_cast<std::size_t>(std::find_if_not(begin, steps_.end(), is_one) - begin);
}

void UnitOfWork::insert_many(std::span<const Step> steps) {
  const auto& mapper = steps.front().instance->mapper;
  InsertBatch batch(*writer_, mapper.table_owner());
  std::size_t waiting = 0;
  const auto write = [&](std::size_t end) {
    const auto rows = steps.subspan(end - waiting, waiting);
    try {
      batch.write();
    } catch (...) {
      current_ = &rows[batch.failed()];
      throw;
    }
    waiting = 0;
    // A listener may change another one of them, which is no change before it is known what was written.
    for (const auto& step : rows) inserted(step);
    for (const auto& step : rows) tell(RowEvent::after_insert, *step.instance);
  };
  for (std::size_t i = 0; i < steps.size(); ++i) {
    current_ = &steps[i];
    auto& instance = *steps[i].instance;
    // What it refers to may be one of those that wait, and have no key yet.
    if (!instance.links.empty()) write(i);
    tell(RowEvent::before_insert, instance);
    resolve_links(instance);
    mapper.fill_defaults(instance.entity());
    const auto shape = RowWriter::shape_of(mapper, *steps[i].table, instance.entity());
    if (!batch.takes(shape)) write(i);
    batch.add(instance.entity(), shape);
    ++waiting;
  }
  write(steps.size());
}

void UnitOfWork::update(const Step& step) {
  if (const auto columns = begin_update(step)) write_update(step, *columns);
}

UnitOfWork::Updates* UnitOfWork::updates_of(const Instance& instance) {
  if (!instance.mapper.is_joined()) return nullptr;
  const auto found = updates_.find(&instance);
  return found == updates_.end() ? nullptr : &found->second;
}

std::optional<ColumnSet> UnitOfWork::begin_update(const Step& step) {
  auto& instance = *step.instance;
  // Nobody has changed it since the flush began.
  const bool is_known = step.change && step.change->columns.any() && instance.links.empty() &&
                        !session_.listeners_.wants_rows();
  if (is_known && parked_.empty()) return step.change->columns | step.columns;
  resolve_links(instance);
  const auto of_table = columns_in(instance.mapper, *step.table, false);
  ColumnSet parked;
  if (const auto found = parked_.find(&instance); found != parked_.end())
    parked = std::exchange(found->second, {}) & of_table;
  const auto find_columns = [&] {
    return (changed_columns(instance) & of_table) | step.columns | parked;
  };
  const auto changed = find_columns();
  auto* several = updates_of(instance);
  if (changed.none() && !(several && counts_changes(instance.mapper, *step.table))) return {};
  if (!several || !std::exchange(several->begun, true)) tell(RowEvent::before_update, instance);
  // A listener may have changed more.
  return session_.listeners_.wants_rows() ? find_columns() : changed;
}

void UnitOfWork::write_update(const Step& step, const ColumnSet& columns) {
  updated(step, columns, writer_->update(*step.instance, *step.table, columns, step.columns));
}

void UnitOfWork::updated(const Step& step, const ColumnSet& columns, const ColumnSet& written) {
  auto& instance = *step.instance;
  const Change change{&instance, columns};
  for (auto* follower : follow_database(session_, change))
    give_key(*follower, follower->mapper.key_of(follower->entity()));
  remember_update(step, written);
  auto* several = updates_of(instance);
  const bool done = !several || --several->left == 0;
  if (done && !instance.is_touched()) instance.drop_snapshot();
  if ((columns & set_of(instance.mapper, instance.mapper.key)).any()) {
    give_key(instance, instance.mapper.key_of(instance.entity()));
  } else {
    session_.journal_.updated(instance, {});
  }
  if (done) tell(RowEvent::after_update, instance);
}

void UnitOfWork::remember_update(const Step& step, const ColumnSet& written) {
  auto& instance = *step.instance;
  if (instance.mapper.is_joined()) {
    remember(step);
  } else {
    instance.snapshot() ? detail::remember(instance, written) : instance.take_snapshot();
    if (step.columns.any()) remember_nulls(instance, step.columns);
  }
}

std::size_t UnitOfWork::updates_from(std::size_t first) const {
  // Listeners may change rows that wait.
  if (session_.listeners_.wants_rows() || !parked_.empty()) return 0;
  const auto is_one = [&](const Step& step) {
    return step.kind == Step::Kind::update && step.columns.none() &&
           &step.instance->mapper == &steps_[first].instance->mapper;
  };
  const auto begin = steps_.begin() + static_cast<std::ptrdiff_t>(first);
  if (!is_one(*begin) || begin->instance->mapper.is_joined()) return 0;
  return static_cast<std::size_t>(std::find_if_not(begin, steps_.end(), is_one) - begin);
}

void UnitOfWork::update_many(std::span<const Step> steps) {
  UpdateBatch batch(*writer_, steps.front().instance->mapper);
  std::vector<const Step*> waiting;
  const auto write = [&] {
    try {
      batch.write();
    } catch (...) {
      current_ = waiting[batch.failed()];
      throw;
    }
    // Nobody listens, and nothing follows the change.
    for (const auto* step : waiting) {
      remember_update(*step, batch.columns());
      if (!step->instance->is_touched()) step->instance->drop_snapshot();
      session_.journal_.updated(*step->instance, {});
    }
    waiting.clear();
  };
  for (const auto& step : steps) {
    current_ = &step;
    const auto columns = begin_update(step);
    if (!columns) continue;
    const bool together = batch.may_go_together(*columns);
    if (!together || !batch.takes(*columns)) write();
    if (!together) {
      write_update(step, *columns);
      continue;
    }
    batch.add(*step.instance, *columns);
    waiting.push_back(&step);
  }
  write();
}

void UnitOfWork::remember(const Step& step) {
  auto& instance = *step.instance;
  if (!instance.snapshot()) {
    if (step.columns.none()) return;
    instance.take_snapshot();
  }
  detail::remember(instance, columns_in(instance.mapper, *step.table, false));
  if (step.columns.any()) remember_nulls(instance, step.columns);
}

void UnitOfWork::give_key(Instance& instance, KeyValues key) {
  if (instance.identity == key) return session_.journal_.updated(instance, {});
  session_.identities_.erase(instance);
  session_.journal_.updated(instance, instance.identity.values());
  instance.identity.assign(std::move(key));
  session_.identities_.insert(instance);
}

void UnitOfWork::erase(const Step& step) {
  auto& instance = *step.instance;
  const auto& tables = instance.mapper.tables;
  if (step.table == tables.back()) tell(RowEvent::before_delete, instance);
  if (writer_->erase(instance, *step.table)) erased_.changed_others();
  if (step.table != tables.front()) return;
  expire_what_the_database_changed(instance);
  erased_.add(instance);
  leave_collections(instance);
  instance.state = State::detached;
  session_.identities_.erase(instance);
  session_.journal_.erased(instance);
  tell(RowEvent::after_delete, instance);
}

/// ON DELETE has deleted or changed what is in its loaded collections.
void UnitOfWork::expire_what_the_database_changed(Instance& instance) {
  for (const auto& relationship : instance.mapper.relationships()) {
    if (!relationship.many || !collection_in(instance, relationship).is_loaded()) continue;
    const auto action = relationship.key->declared.on_delete;
    if (action == schema::Action::no_action || action == schema::Action::restrict) continue;
    for (const auto& child : collection_in(instance, relationship).items()) {
      if (child->state == State::persistent && changed_columns(*child).none()) child->expire();
    }
  }
}

void UnitOfWork::tell(RowEvent event, Instance& instance) {
  if (!session_.listeners_.wants_rows()) return;
  // What a listener changes in a new row is found as what a program changes.
  if (event == RowEvent::after_insert) instance.touch();
  session_.listeners_.tell(event, instance.mapper, instance.entity());
}

void UnitOfWork::park(const Step& step) {
  const auto& mapper = step.instance->mapper;
  const auto& column = parking_column(mapper, step.columns);
  const auto value = column.codec->nullable
                         ? engine::Value{}
                         : value_of_nobody(*stored_value(*step.instance, column));
  const auto columns = set_of(mapper, {&column});
  writer_->set(*step.instance, *step.table, columns, {value});
  parked_[step.instance] |= columns;
  auto key = step.instance->identity.values();
  for (std::size_t i = 0; i < key.size(); ++i) {
    if (mapper.key[i] == &column) key[i] = value;
  }
  give_key(*step.instance, std::move(key));
}

FlushFailure UnitOfWork::failure(const std::exception& error) const {
  FlushFailure failure{.message = error.what()};
  if (const auto* refused = dynamic_cast<const engine::IntegrityError*>(&error))
    failure.columns = refused->columns();
  if (!current_) return failure;
  const auto& instance = *current_->instance;
  const bool inserts = current_->kind == Step::Kind::insert;
  const bool erases = current_->kind == Step::Kind::erase;
  failure.operation = inserts ? "INSERT" : erases ? "DELETE" : "UPDATE";
  failure.table = current_->table->name;
  failure.key = engine::to_text(inserts ? instance.mapper.key_of(instance.entity())
                                        : instance.identity.values());
  return failure;
}

}  // namespace retort::orm::detail
