// detail::Instance: an object that sessions know, with what they know about it. The entity itself
// lies behind it in the same piece of memory.

#pragma once

#include <cstddef>
#include <cstdint>

#include <retort/orm/mapping/declared.h>
#include <retort/orm/object/entity_storage.h>
#include <retort/orm/object/rare_list.h>
#include <retort/orm/object/row_key.h>
#include <retort/orm/shared.h>

namespace retort::orm::detail {

class SessionCore;
class Instance;
class ObjectStore;
class Snapshot;
struct InstancePtr;
struct MappedRelationship;

enum class State : std::uint8_t {
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

struct DeleteInstance {
  void operator()(Instance* instance) const;
};

class Instance {
 public:
  /// With an entity that has the defaults of its members. It lies in the memory of the store, which has to
  /// live longer.
  static InstancePtr make(const Mapper& mapper, ObjectStore& store);
  /// With one that is moved from `entity`.
  static InstancePtr make(const Mapper& mapper, ObjectStore& store, void* entity, MoveEntity move);
  Instance(const Instance&) = delete;
  Instance& operator=(const Instance&) = delete;

  void* entity() { return entity_; }
  const void* entity() const { return entity_; }

  /// The values as the database has them, kept from the first time that the program could have
  /// changed them; null before.
  const Snapshot* snapshot() const { return snapshot_; }
  Snapshot* snapshot() { return snapshot_; }
  /// Of what the entity has now.
  void take_snapshot();
  /// Takes it over.
  void set_snapshot(Snapshot* snapshot);
  void drop_snapshot();

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

  // Beside the public flags, so that all of them share a word.
 private:
  bool touched_ = false;
  bool in_use_ = false;
  bool large_snapshot_ = false;

 public:
  State state = State::transient;
  bool expired = false;
  /// Its row was deleted, and that was not undone.
  bool row_deleted = false;
  /// The flush that is under way has looked at it.
  bool met_by_flush = false;
  /// Using a deferred column that is not loaded is not allowed.
  bool raises_deferred = false;
  const Mapper& mapper;
  RareList<PendingLink> links;
  /// Of the row of a many to many link: what it refers to, as far as that was met.
  RareList<PendingLink> met;
  /// The primary key of its row, which the entity's may differ from until the next flush.
  RowKey identity;
  /// The entity's is that of the row.
  void take_identity();

 private:
  friend class ObjectStore;
  friend DeleteInstance;
  Instance(const Mapper& mapper_of_entity, ObjectStore& store, void* entity);
  ~Instance();
  void prepare();

  ObjectStore* store_;
  void* entity_;
  Snapshot* snapshot_ = nullptr;
};

/// A new object in a store of its own; the entity is moved into it.
Shared<Instance> new_instance(const Mapper& mapper, void* entity, MoveEntity move);

template <class EntityType>
struct ModelOf;
template <template <class> class Model>
struct ModelOf<Model<Values>> {
  static const Mapper& mapper() { return detail::mapper<Model>(); }
};

}  // namespace retort::orm::detail
