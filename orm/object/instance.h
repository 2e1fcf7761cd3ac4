// detail::Instance: an object that sessions know, with what they know about it. InstanceOf adds the
// entity itself.

#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include <retort/engine/value.h>
#include <retort/orm/mapping/declared.h>
#include <retort/orm/mapping/mapper.h>

namespace retort::orm::detail {

class SessionCore;
class Instance;

enum class State {
  /// No session's, and no row's.
  transient,
  /// Added, not flushed yet.
  pending,
  /// A row of the database.
  persistent,
  /// A row that the next flush deletes.
  removed,
  /// Once a row, and no session's now.
  detached,
};

/// A foreign key of an object whose parent has no key yet, or that was taken from its parent
/// (null): the flush writes it into the columns.
struct PendingLink {
  const MappedRelationship* relationship;
  Instance* parent;
};

class Instance {
 public:
  Instance(const Mapper& mapper_of_entity, ObjectStore& store)
      : mapper(mapper_of_entity), store_(&store) {}
  Instance(const Instance&) = delete;
  Instance& operator=(const Instance&) = delete;
  virtual ~Instance() = default;

  virtual void* entity() = 0;
  const void* entity() const { return const_cast<Instance*>(this)->entity(); }

  /// The values as the database has them, kept from the first time that the program could have
  /// changed them; null before.
  virtual const void* snapshot() const = 0;
  virtual void take_snapshot() = 0;
  virtual void drop_snapshot() = 0;

  /// Before the program gets at the entity: reloads one that expired, and sees to it that changes
  /// will be found.
  void touch() {
    if (!in_use_) prepare();
  }

  /// The program has had the entity in its hands, so that there is a snapshot.
  bool is_touched() const { return touched_; }
  /// It has had it since the session last looked for changes.
  bool in_use() const { return in_use_; }
  void set_in_use(bool in_use) { in_use_ = in_use; }
  /// The values may not be those of the database any more: they are read again before the next use.
  void expire() {
    expired = true;
    touched_ = false;
    in_use_ = false;
    drop_snapshot();
  }

  ObjectStore& store() const { return *store_; }
  /// Null when the session is gone or has let go of the object.
  SessionCore* session() const;

  const Mapper& mapper;
  State state = State::transient;
  bool expired = false;
  /// Using a deferred column that is not loaded is not allowed.
  bool raises_deferred = false;
  std::vector<PendingLink> links;
  /// Of the row of a many to many link: what it refers to, as far as that was met.
  std::vector<PendingLink> met;
  /// The primary key of its row, which the entity's may differ from until the next flush.
  std::vector<engine::Value> identity;

 private:
  friend class ObjectStore;
  void prepare();

  ObjectStore* store_;
  bool touched_ = false;
  bool in_use_ = false;
};

template <class EntityType>
class InstanceOf final : public Instance {
 public:
  using Instance::Instance;
  InstanceOf(const Mapper& mapper_of_entity, ObjectStore& store, EntityType entity)
      : Instance(mapper_of_entity, store), entity_(std::move(entity)) {}

  void* entity() override { return &entity_; }
  const void* snapshot() const override { return snapshot_.get(); }
  void take_snapshot() override { snapshot_ = std::make_unique<EntityType>(entity_); }
  void drop_snapshot() override { snapshot_.reset(); }

  EntityType& value() { return entity_; }

 private:
  EntityType entity_{};
  std::unique_ptr<EntityType> snapshot_;
};

template <class EntityType>
struct ModelOf;
template <template <class> class Model>
struct ModelOf<Model<Values>> {
  static const Mapper& mapper() { return detail::mapper<Model>(); }
};

template <class EntityType>
std::unique_ptr<Instance> make_instance(ObjectStore& store) {
  return std::make_unique<InstanceOf<EntityType>>(ModelOf<EntityType>::mapper(), store);
}

}  // namespace retort::orm::detail
