// The typed front of a session hands everything to its core.

#include <retort/orm/detail/column_loading.h>
#include <retort/orm/detail/session_core.h>
#include <retort/orm/detail/shared_block.h>
#include <retort/orm/detail/unit_of_work.h>
#include <retort/orm/error.h>
#include <retort/orm/object/snapshot.h>
#include <retort/orm/session.h>

namespace retort::orm {

namespace detail {

void throw_empty_handle() {
  throw SessionError("an empty handle was used; it refers to no object");
}

}  // namespace detail

Session::Session(const engine::Engine& engine, SessionOptions options)
    : core_(detail::new_shared<detail::SessionCore>(engine, options)) {
  core_->owned_by(core_);
}

Session::Session(const engine::Connection& connection, SessionOptions options)
    : core_(detail::new_shared<detail::SessionCore>(connection.share(), options)) {
  core_->owned_by(core_);
}

// What the core calls, listeners above all, may destroy the session: then it ends when the call has.
detail::Shared<detail::SessionCore> Session::core() const {
  if (!core_) throw SessionError("this session was moved from; use the one that it became");
  return core_;
}

void Session::add_instance(detail::Instance& instance) { core()->add(instance); }

detail::Shared<detail::Instance> Session::add_new(const detail::Mapper& mapper, void* entity,
                                                  detail::MoveEntity move) {
  return core()->add_new(mapper, entity, move);
}

std::int64_t Session::insert_one(const detail::Mapper& mapper, const void* entity,
                                 detail::CopyEntity copy) {
  return core()->insert_one(mapper, entity, copy);
}

void Session::insert_all(const detail::Mapper& mapper, const void* entities, std::size_t count,
                         detail::CopyEntity copy) {
  core()->insert_all(mapper, entities, count, copy);
}

void Session::remove(detail::Instance& instance) { core()->remove(instance); }

void Session::expunge(detail::Instance& instance) { core()->expunge(instance); }

void Session::refresh(detail::Instance& instance) {
  if (!knows(instance) || instance.state == detail::State::pending)
    throw SessionError("refresh: the object is no row that this session has");
  core()->refresh(instance);
}

void Session::refresh(detail::Instance& instance, std::initializer_list<std::string_view> columns) {
  if (!knows(instance) || instance.state != detail::State::persistent)
    throw SessionError("refresh: the object is no row that this session has");
  // One that is to be read as a whole is read as a whole.
  if (instance.expired) return core()->refresh(instance);
  std::vector<const detail::MappedColumn*> read;
  for (const auto name : columns) read.push_back(instance.mapper.find_column(name));
  detail::load_columns(*core(), instance, read);
}

void Session::expire(detail::Instance& instance) { core()->expire(instance); }

void Session::expire(detail::Instance& instance, const std::vector<std::string_view>& columns) {
  core()->expire(instance, columns);
}

void Session::expire(detail::Instance& instance, const detail::MappedRelationship& relationship) {
  core()->expire(instance, relationship);
}

std::vector<detail::Shared<detail::Instance>> Session::upserted(
    const detail::Mapper& mapper, const std::vector<void*>& entities,
    const std::vector<std::string_view>& unique) {
  std::vector<detail::Shared<detail::Instance>> handles;
  const auto kept = core();
  for (auto* instance : kept->upsert(mapper, entities, unique))
    handles.push_back(instance->store().share(*instance));
  return handles;
}

std::int64_t Session::write_rows(const detail::Mapper& mapper, const std::vector<void*>& entities,
                                 detail::MoveEntity move,
                                 const std::vector<std::string_view>& columns) {
  return core()->update_rows(mapper, entities, move, columns);
}

void Session::expire_all() { core()->expire_all(); }

void Session::make_transient(detail::Instance& instance) { core()->make_transient(instance); }

void Session::set(detail::Instance& instance, std::vector<detail::Assignment> assignments) {
  if (!knows(instance)) throw SessionError("set: the object is not in this session");
  core()->set(instance, std::move(assignments));
}

detail::Shared<detail::Instance> Session::merged(const detail::Instance& instance) {
  const auto kept = core();
  auto& found = kept->merge(instance);
  return found.store().share(found);
}

bool Session::modified(const detail::Instance& instance) const {
  return core()->is_modified(instance);
}

std::vector<AttributeChange> Session::changes_of(const detail::Instance& instance) const {
  std::vector<AttributeChange> changes;
  if (!core()->is_modified(instance)) return changes;
  detail::for_each_column(
      instance.mapper, detail::changed_columns(instance), [&](const detail::MappedColumn& column) {
        changes.push_back({column.name,
                           detail::stored_value(instance, column).value_or(engine::Null{}),
                           column.codec->get(column.in(instance.entity()))});
      });
  return changes;
}

void Session::on(SessionEvent event, Listener<> listener) {
  core()->listeners().add(event, std::move(listener));
}

void Session::listen(RowEvent event, const detail::Mapper& mapper, Listener<void*> listener) {
  core()->listeners().add(event, mapper, std::move(listener));
}

std::vector<LazyLoad> Session::lazy_loads() const { return core()->lazy_loads(); }

NoAutoflush Session::no_autoflush() {
  core();
  return NoAutoflush(core_);
}

Unscoped Session::unscoped() {
  core();
  return Unscoped(core_);
}

void Session::add_criterion(const detail::Mapper& mapper, NodePtr condition) {
  core()->add_criterion({&mapper, std::move(condition)});
}

std::vector<detail::Shared<detail::Instance>> Session::find_many(
    const detail::Mapper& mapper, const std::vector<detail::KeyValues>& keys) {
  const auto kept = core();
  return kept->get_many(mapper, keys);
}

bool Session::knows(const detail::Instance& instance) const {
  return core_ && instance.session() == core_.get();
}

detail::Shared<detail::Instance> Session::find(const detail::Mapper& mapper,
                                               const detail::KeyValues& key) {
  const auto kept = core();
  auto* instance = kept->get(mapper, key);
  return instance ? instance->store().share(*instance) : nullptr;
}

void Session::flush() { core()->flush(); }

void Session::commit() { core()->commit(); }

void Session::rollback() { core()->rollback(); }

NestedTransaction Session::begin_nested() { return {core_, core()->begin_nested()}; }

const FlushFailure* Session::failure() const { return core()->failure(); }

void Session::close() { core()->close(); }

}  // namespace retort::orm
