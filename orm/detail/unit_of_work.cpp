// What a flush writes.

#include <algorithm>

#include <retort/orm/detail/key_columns.h>
#include <retort/orm/detail/key_followers.h>
#include <retort/orm/detail/session_core.h>
#include <retort/orm/detail/unique_values.h>
#include <retort/orm/detail/unit_of_work.h>
#include <retort/orm/detail/validation.h>
#include <retort/orm/error.h>
#include <retort/orm/object/collection_base.h>
#include <retort/orm/object/links.h>

namespace retort::orm::detail {

namespace {

void sort_by_identity(TableWork& table) {
  std::ranges::sort(table.changed, [](const Change& a, const Change& b) {
    return a.instance->identity < b.instance->identity;
  });
  std::ranges::sort(table.removed,
                    [](const auto* a, const auto* b) { return a->identity < b->identity; });
}

/// What was said, for a foreign key of a parent that has no row yet.
ColumnSet linked_columns(const Instance& instance) {
  ColumnSet columns;
  for (const auto& link : instance.links)
    columns |= set_of(instance.mapper, link.relationship->child_columns);
  return columns;
}

/// The snapshot says NULL where the row does.
void remember_nulls(Instance& instance, const ColumnSet& columns) {
  auto* snapshot = const_cast<void*>(instance.snapshot());
  for_each_column(instance.mapper, columns, [&](const MappedColumn& column) {
    column.codec->set(column.in(snapshot), engine::Null{});
  });
}

}  // namespace

ColumnSet changed_columns(const Instance& instance) {
  ColumnSet columns;
  const auto& mapper = instance.mapper;
  if (!instance.snapshot()) return columns;
  for (std::size_t i = 0; i < mapper.columns.size(); ++i) {
    const auto& column = mapper.columns[i];
    if (!column.codec->equal(column.in(instance.entity()), column.in(instance.snapshot())))
      columns.set(i);
  }
  return columns;
}

UnitOfWork::UnitOfWork(SessionCore& session)
    : session_(session), pending_(session.pending_), removed_(session.removed_) {
  for (auto* instance : session.touched_) {
    if (instance->state != State::persistent) continue;
    const auto columns = changed_columns(*instance) | linked_columns(*instance);
    if (columns.any()) changed_.push_back({instance, columns});
  }
}

void UnitOfWork::validate() {
  for (auto* instance : pending_) {
    if (instance->is_touched()) detail::validate(*instance);
  }
  for (const auto& [instance, columns] : changed_) {
    for_each_column(instance->mapper, columns, [&](const MappedColumn& column) {
      detail::validate(instance->mapper, column, instance->entity());
    });
  }
}

TableWork& UnitOfWork::work_of(const Mapper& mapper) {
  if (!tables_.empty() && tables_.back().mapper == &mapper) return tables_.back();
  const auto found = std::ranges::find(tables_, &mapper, &TableWork::mapper);
  if (found != tables_.end()) return *found;
  return tables_.emplace_back(TableWork{&mapper});
}

void UnitOfWork::take_over_rows() {
  if (removed_.empty()) return;
  for (auto*& instance : pending_) {
    const auto* generated = instance->mapper.generated_key();
    auto key = values_in(instance->mapper.key, instance->entity());
    if (key.empty() || !instance->links.empty()) continue;
    if (generated && key.front() == engine::Value(std::int64_t{0})) continue;
    auto* before = session_.identities_.find({&instance->mapper, key});
    if (!before || before->state != State::removed) continue;
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

void UnitOfWork::run() {
  RowWriter writer(session_.connection());
  writer_ = &writer;
  follow_keys();
  take_over_rows();
  for (const auto& change : changed_) work_of(change.instance->mapper).changed.push_back(change);
  for (auto* instance : pending_) work_of(instance->mapper).added.push_back(instance);
  for (auto* instance : removed_) work_of(instance->mapper).removed.push_back(instance);
  tables_ = in_key_order(std::move(tables_));
  std::ranges::for_each(tables_, sort_by_identity);
  steps_ = plan_flush(tables_);
  for (const auto& step : steps_) carry_out(step);
  session_.pending_.clear();
  session_.removed_.clear();
  std::erase_if(session_.touched_,
                [](const auto* instance) { return instance->state == State::detached; });
}

void UnitOfWork::carry_out(const Step& step) {
  current_ = &step;
  switch (step.kind) {
    case Step::Kind::insert: return insert(step);
    case Step::Kind::update: return update(step);
    case Step::Kind::erase: return erase(*step.instance);
    case Step::Kind::clear:
      writer_->set(*step.instance, step.columns, std::vector<engine::Value>(step.columns.count()));
      if (step.instance->snapshot()) remember_nulls(*step.instance, step.columns);
      return;
    case Step::Kind::park: return park(step);
  }
}

void UnitOfWork::insert(const Step& step) {
  auto& instance = *step.instance;
  resolve_links(instance);
  tell(RowEvent::before_insert, instance);
  writer_->insert(instance.mapper, instance.entity(), step.columns);
  instance.state = State::persistent;
  instance.identity = instance.mapper.key_of(instance.entity());
  session_.identities_.insert(instance);
  session_.journal_.inserted(instance);
  if (step.columns.any()) {
    instance.take_snapshot();
    remember_nulls(instance, step.columns);
  } else if (instance.is_touched()) {
    instance.take_snapshot();
  }
  if (instance.is_touched()) session_.touched_.push_back(&instance);
  tell(RowEvent::after_insert, instance);
}

void UnitOfWork::update(const Step& step) {
  auto& instance = *step.instance;
  resolve_links(instance);
  if ((changed_columns(instance) | step.columns).none()) return;
  tell(RowEvent::before_update, instance);
  const auto columns = changed_columns(instance) | step.columns;
  writer_->update(instance, columns, step.columns);
  const Change change{&instance, columns};
  for (auto* follower : followers_of_database(session_, change)) {
    copy_changed_key(*follower, change);
    give_key(*follower, follower->mapper.key_of(follower->entity()));
  }
  instance.take_snapshot();
  if (step.columns.any()) remember_nulls(instance, step.columns);
  if (!instance.is_touched()) instance.drop_snapshot();
  give_key(instance, instance.mapper.key_of(instance.entity()));
  tell(RowEvent::after_update, instance);
}

void UnitOfWork::give_key(Instance& instance, std::vector<engine::Value> key) {
  if (key == instance.identity) return session_.journal_.updated(instance, {});
  session_.identities_.erase(instance);
  session_.journal_.updated(instance, std::exchange(instance.identity, std::move(key)));
  session_.identities_.insert(instance);
}

void UnitOfWork::erase(Instance& instance) {
  tell(RowEvent::before_delete, instance);
  writer_->erase(instance);
  expire_what_the_database_changed(instance);
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
    const auto action = declared_key(relationship.target(), *relationship.key).on_delete;
    if (action == schema::Action::no_action || action == schema::Action::restrict) continue;
    for (const auto& child : collection_in(instance, relationship).items()) {
      if (child->state == State::persistent && changed_columns(*child).none()) child->expire();
    }
  }
}

void UnitOfWork::tell(RowEvent event, Instance& instance) {
  session_.listeners_.tell(event, instance.mapper, instance.entity());
}

void UnitOfWork::park(const Step& step) {
  const auto& mapper = step.instance->mapper;
  const auto& column = parking_column(mapper, step.columns);
  const auto* stored =
      step.instance->snapshot() ? step.instance->snapshot() : step.instance->entity();
  const auto value = column.codec->nullable ? engine::Value{}
                                            : value_of_nobody(column.codec->get(column.in(stored)));
  writer_->set(*step.instance, set_of(mapper, {&column}), {value});
  auto key = step.instance->identity;
  for (std::size_t i = 0; i < key.size(); ++i) {
    if (mapper.key[i] == &column) key[i] = value;
  }
  give_key(*step.instance, std::move(key));
}

FlushFailure UnitOfWork::failure(const std::string& message) const {
  if (!current_) return {{}, {}, {}, message};
  const auto& instance = *current_->instance;
  const bool inserts = current_->kind == Step::Kind::insert;
  const bool erases = current_->kind == Step::Kind::erase;
  return {inserts  ? "INSERT"
          : erases ? "DELETE"
                   : "UPDATE",
          std::string(instance.mapper.name),
          engine::to_text(inserts ? instance.mapper.key_of(instance.entity()) : instance.identity),
          message};
}

}  // namespace retort::orm::detail
