// detail::SessionCore: the session itself, which Session, queries, handles and relationships share.

#pragma once

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

#include <retort/engine/connection.h>
#include <retort/engine/engine.h>
#include <retort/engine/transaction.h>
#include <retort/orm/detail/identity_map.h>
#include <retort/orm/detail/journal.h>
#include <retort/orm/detail/moved_children.h>
#include <retort/orm/detail/outer_transaction.h>
#include <retort/orm/detail/row_writer.h>
#include <retort/orm/detail/session_listeners.h>
#include <retort/orm/error.h>
#include <retort/orm/flush_failure.h>
#include <retort/orm/object/object_store.h>
#include <retort/orm/query/criteria.h>
#include <retort/orm/query/select.h>
#include <retort/orm/query/statement.h>
#include <retort/orm/session_options.h>
#include <retort/orm/shared.h>

namespace retort::orm::detail {

class OpenStatement;
class Cursor;
struct Prepared;

class SessionCore {
 public:
  SessionCore(engine::Engine engine, SessionOptions options);
  /// On a connection that is somebody's, and in that one's transaction where there is one.
  SessionCore(engine::Connection outer, SessionOptions options);
  ~SessionCore();
  SessionCore(const SessionCore&) = delete;
  SessionCore& operator=(const SessionCore&) = delete;
  /// Told once, by whoever made it.
  void owned_by(Weak<SessionCore> self) { self_ = std::move(self); }
  /// What calls the program's own functions keeps the session meanwhile: they may destroy it, and it
  /// ends then when that has.
  Shared<SessionCore> keep() const { return self_.lock(); }
  /// session_reading.h
  class Reading;

  // What a program says (session_core.cpp, session_transaction.cpp).

  void add(Instance& instance);
  /// A new object of the entity, which is moved from.
  Shared<Instance> add_new(const Mapper& mapper, void* entity, MoveEntity move);
  void remove(Instance& instance);
  void expunge(Instance& instance);
  /// Looks for changes in the objects that were used since it last did; in all that the program has
  /// had in its hands where `all` is said, which finds changes through references that were kept.
  /// Returns whether there was something to write.
  bool flush(bool all = false);
  void commit();
  void rollback();
  void close();
  void expire(Instance& instance);
  void expire_all();
  void make_transient(Instance& instance);
  Instance& merge(const Instance& source);
  bool is_modified(const Instance& instance) const;
  bool set_autoflush(bool on) { return std::exchange(options_.autoflush, on); }
  SessionListeners& listeners() { return listeners_; }
  /// What holds of all that is read from now on.
  void add_criterion(Criterion criterion);
  /// Switches off what models and the session say; what it was before.
  bool set_unscoped(bool on) { return std::exchange(unscoped_, on); }
  /// Each nested transaction has a number.
  std::uint64_t begin_nested();
  bool has_nested(std::uint64_t number) const;
  void commit_nested(std::uint64_t number);
  void rollback_nested(std::uint64_t number);
  /// What the last flush could not write; null while all is well.
  const FlushFailure* failure() const { return failure_ ? &*failure_ : nullptr; }

  // What objects and queries ask for (session_loading.cpp).

  Instance* get(const Mapper& mapper, const KeyValues& key);
  /// The parent, if it is in memory and the foreign key refers to its primary key; else null.
  Instance* find_parent(const MappedRelationship& relationship, KeyValues key) const;
  /// The parent from the database; null when there is no such row.
  Instance* load_parent(Instance& child, const MappedRelationship& relationship);
  void load_children(Instance& owner, const MappedRelationship& relationship);
  /// What belongs to the owners in memory only.
  void add_moved(const MappedRelationship& relationship, std::span<Instance* const> owners);
  /// Loads along the relationship for all of them that have not.
  struct Ahead {
    const MappedRelationship& relationship;
    const std::vector<LoadPath>& rest;
    const CriteriaPtr& criteria;
    /// They are all that their table has.
    bool whole_table = false;
    /// Those that have, too, and what they have is read again.
    bool again = false;
  };
  void load_for_all(const std::vector<Instance*>& owners, const Ahead& what);
  /// The objects of these keys, null where there is no row.
  std::vector<Shared<Instance>> get_many(const Mapper& mapper, const std::vector<KeyValues>& keys);
  /// The object was taken from an end that wants no orphans.
  void orphaned(Instance& instance, const MappedRelationship& end);
  /// Something is about to be loaded because it is used. Throws LazyLoadError where that is not
  /// allowed.
  void before_lazy_load(const MappedRelationship& relationship, bool raises);
  void before_deferred_load(const Instance& instance, const MappedColumn& column) const;
  std::vector<LazyLoad> lazy_loads() const;
  /// Inserts rows, or changes those that are there with the same values in the `unique` columns (in the
  /// key, for none). The objects of the rows, in the order of the entities, which are used up.
  std::vector<Instance*> upsert(const Mapper& mapper, std::span<void* const> entities,
                                const std::vector<std::string_view>& unique);
  /// Gives these columns of the rows that have the entities' keys the entities' values. All of it, or
  /// StaleObjectError where a row is missing.
  std::int64_t update_rows(const Mapper& mapper, std::span<void* const> entities, MoveEntity move,
                           const std::vector<std::string_view>& columns);
  /// These columns are read again when the object is next used.
  void expire(Instance& instance, const std::vector<std::string_view>& columns);
  /// The same of what it is related to.
  void expire(Instance& instance, const MappedRelationship& relationship);
  /// Writes the row of an entity that is not the session's. Returns its key where that is one that
  /// the database makes, else 0.
  std::int64_t insert_one(const Mapper& mapper, const void* entity, CopyEntity copy);
  /// Of so many that lie one after the other in memory; all of them, or none.
  void insert_all(const Mapper& mapper, const void* entities, std::size_t count, CopyEntity copy);
  /// Writes SQL expressions into columns of the object's row, and reads back what they became.
  void set(Instance& instance, std::vector<Assignment> assignments);
  /// The objects of the rows whose columns have these values.
  std::vector<Instance*> rows_with(const Mapper& mapper,
                                   const std::vector<const MappedColumn*>& columns,
                                   const KeyValues& values);
  /// Reads all values of an object again. Throws StaleObjectError where the row is gone.
  void refresh(Instance& instance);
  /// See Instance::touch.
  void before_use(Instance& instance);
  /// Flushes, unless nobody wants it. `before()` says what is about to be done, for the error of a flush
  /// that fails there, where nobody asked for one.
  template <class Before>
  void autoflush(const Before& before) {
    if (!options_.autoflush || flushing_) return;
    check_usable();
    try {
      flush();
    } catch (Error& error) {
      add_what_follows(error, before());
      throw;
    }
  }
  /// The same before a row is looked for by its key: a row that is there is found whatever was changed
  /// in others, and to find out what was takes a look at each object in use. Whether it flushed.
  template <class Before>
  bool autoflush_rows(const Before& before) {
    if (pending_.empty() && removed_.empty() && orphans_.empty()) return false;
    autoflush(before);
    return true;
  }

  // What loading and the unit of work work with.

  /// Those of the session; null for none.
  const CriteriaPtr& criteria() const;
  /// Where tables are looked for; null where models say it.
  const SchemaMap* schemas() const { return criteria_ ? criteria_->schemas.get() : nullptr; }
  /// What the query said that gave the object, for what is loaded along its relationships.
  CriteriaPtr criteria_of(const Instance& instance) const;
  void remember_criteria(const Instance& instance, const CriteriaPtr& criteria) {
    criteria_of_[&instance] = criteria;
  }
  /// Whether rows of the model may be there that the session does not see.
  bool hides_rows_of(const Mapper& mapper) const;
  /// A connection in a transaction. Throws PendingRollbackError after a failed flush.
  engine::Connection& connection();
  /// Takes the lock that keeps others from changing what the query is about to read.
  void lock_for_update(const Select& query);
  const engine::Dialect& dialect() const { return outer_ ? outer_->dialect() : engine_->dialect(); }
  /// Writes in that transaction, and keeps its statements for so long.
  RowWriter& writer();
  const Shared<ObjectStore>& store() const { return store_; }
  const IdentityMap& identities() const { return identities_; }
  /// Statements whose rows are being read end with the transaction.
  void opened(OpenStatement& statement) { open_.push_back(&statement); }
  void closed(OpenStatement& statement) { std::erase(open_, &statement); }
  /// A statement changed rows of the table: its objects are read again when they are next used, and
  /// so is what any object is related to. All changes of objects have been flushed.
  void expire_table(const Mapper& mapper);
  /// A statement deleted the row of that key.
  void row_is_gone(const Mapper& mapper, KeyValues key);
  bool has_objects_of(const Mapper& mapper) const;
  /// A statement changed rows that the session cannot know.
  void wrote_unseen();
  /// Throws SessionError where it writes and the session is read_only.
  void check_may_run(const engine::Statement& statement) const;
  /// A row that was read and was no object yet; `key` is what its key was read as, and `hash` what the
  /// identity map said of it.
  Instance& enter_loaded(InstancePtr instance, const KeyValues& key, IdentityMap::Hash hash);

 private:
  friend class UnitOfWork;
  void let_go(Instance& instance);
  /// The next flush looks at the object.
  void look_at(Instance& instance);
  /// What was used until now has been looked at.
  void looked_at(std::size_t count);
  /// session_quiet.h
  class Quiet;
  using Merged = std::unordered_map<const Instance*, Instance*>;

  RowWriter& before_insert(const Mapper& mapper);
  /// False where the row is gone.
  bool read_again(Instance& instance);
  /// The row of a key, of one that the session has where it is `known`. The query is written once for
  /// a model.
  std::unique_ptr<Cursor> row_of(const Mapper& mapper, const KeyValues& key, bool known);
  std::unique_ptr<Cursor> rows_of(const Mapper& mapper, std::span<const KeyValues> keys);
  struct KeyQueries;
  KeyQueries& key_queries(const Mapper& mapper);
  /// Cascades: what goes along is put at the end of the list, and looked at later.
  void add_one(Instance& instance, std::vector<Instance*>& waiting);
  void find_related(Instance& instance, std::vector<Instance*>& found);
  void attach_related(Instance& instance, std::vector<Instance*>& waiting);
  bool remove_one(Instance& instance);
  void take_back(Instance& instance, std::vector<Instance*>& waiting);
  void remove_orphans();
  void use_schemas();
  void check_thread() const;
  void begin();
  void give_back_connection();
  Instance& merge(const Instance& source, Merged& merged);
  void merge_related(const Instance& source, Instance& target, Merged& merged);
  void load_many_for(std::span<Instance* const> owners, const Ahead& what);
  void load_one_for(const std::vector<Instance*>& owners, const Ahead& what);
  std::vector<Instance*> hidden_many(Instance& owner, const MappedRelationship& relationship);
  void remove_related(Instance& instance, std::vector<Instance*>& waiting);
  void let_all_go();
  /// Throws for a listener that would take away what the session is working on.
  void check_not_told(const char* what) const;
  void forget_collections_of(const Mapper& mapper);
  void read_expired_columns(Instance& instance);
  void check_row(const Instance& instance) const;
  void attach(Instance& instance);
  void check_usable() const;
  static void add_what_follows(Error& error, const std::string& what);
  /// Until there is nothing more to write.
  void flush_all();
  void end_open_statements();
  void end_transaction();
  void undo_in_memory();
  void undo_nested(std::size_t mark, bool all);
  void fail(FlushFailure failure);
  /// A new object takes over the row of one that is removed.
  void hand_over(Instance& before, Instance& after, KeyValues key);

  Weak<SessionCore> self_;
  /// One of the two.
  std::optional<engine::Engine> engine_;
  std::optional<engine::Connection> outer_;
  SessionOptions options_;
  Shared<ObjectStore> store_;
  IdentityMap identities_;

  std::optional<engine::Connection> connection_;
  std::optional<OuterTransaction> transaction_;
  /// What the connection said before, where the session has a token of its own.
  std::string token_before_;
  std::optional<RowWriter> writer_;
  struct Nested {
    std::uint64_t number;
    std::unique_ptr<engine::Savepoint> savepoint;
    /// Where the journal was.
    std::size_t mark;
    /// A statement changed rows without the session knowing which.
    bool wrote_unseen = false;
  };
  std::vector<Nested> nested_;
  std::uint64_t last_nested_ = 0;
  /// What the failed flush said, and the number of nested transactions that was open. Set until
  /// that many are not.
  std::optional<FlushFailure> failure_;
  std::size_t failed_inside_ = 0;

  /// In the order of add().
  std::vector<Instance*> pending_;
  /// Rows whose entity the program has had in its hands.
  std::vector<Instance*> touched_;
  /// Those of them that were used since the last flush; what expired in between may be in it twice.
  std::vector<Instance*> in_use_;
  /// In the order of remove().
  std::vector<Instance*> removed_;
  /// What their removal did to others, for add() to take back before the flush.
  struct LetGo {
    Instance* owner;
    const MappedRelationship* relationship;
    Instance* child;
  };
  std::vector<LetGo> let_go_;

  std::vector<OpenStatement*> open_;
  struct Orphan {
    Instance* instance;
    const MappedRelationship* end;
  };
  std::vector<Orphan> orphans_;
  struct Loads {
    std::int64_t count = 0;
    std::string advice;
  };
  std::map<const MappedRelationship*, Loads> lazy_loads_;
  bool quiet_ = false;
  /// While an object is removed; null at other times.
  std::unique_ptr<MovedChildren> moved_;
  /// Rows are being written, or listeners told that this is about to begin.
  bool flushing_ = false;
  /// A row is being read, by types of the program's too, or listeners are told of it.
  bool reading_row_ = false;
  /// Columns of objects that are to be read again.
  std::unordered_map<const Instance*, std::vector<const MappedColumn*>> expired_columns_;
  CriteriaPtr criteria_;
  /// The same, where what holds of rows is switched off.
  CriteriaPtr criteria_off_;
  bool unscoped_ = false;
  /// Of objects that a query with criteria of its own gave.
  std::unordered_map<const Instance*, CriteriaPtr> criteria_of_;
  SessionListeners listeners_;
  /// Queries for a key of a model, and for as many keys as go into one statement, under the criteria
  /// that they were written with.
  struct KeyQueries {
    CriteriaPtr criteria{};
    Shared<const Prepared> one{};
    Shared<const Prepared> known{};
    Shared<const Prepared> many{};
  };
  std::unordered_map<const Mapper*, KeyQueries> key_queries_;
  /// Whose transaction it is.
  std::thread::id thread_;

  /// What the open transaction did, for rollback().
  Journal journal_;
};

/// The session that can load something for the object; throws DetachedError when there is none.
Shared<SessionCore> session_for_loading(const Instance& instance,
                                        const MappedRelationship& relationship,
                                        bool raises = false);

}  // namespace retort::orm::detail
