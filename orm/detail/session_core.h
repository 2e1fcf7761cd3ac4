// detail::SessionCore: the session itself, which Session, queries, handles and relationships share.

#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <retort/engine/connection.h>
#include <retort/engine/engine.h>
#include <retort/engine/transaction.h>
#include <retort/orm/detail/identity_map.h>
#include <retort/orm/detail/journal.h>
#include <retort/orm/flush_failure.h>
#include <retort/orm/object/object_store.h>
#include <retort/orm/session_options.h>

namespace retort::orm::detail {

class OpenStatement;

class SessionCore {
 public:
  SessionCore(engine::Engine engine, SessionOptions options);
  ~SessionCore();
  SessionCore(const SessionCore&) = delete;
  SessionCore& operator=(const SessionCore&) = delete;

  // What a program says (session_core.cpp, session_transaction.cpp).

  void add(Instance& instance);
  void remove(Instance& instance);
  void expunge(Instance& instance);
  void flush();
  void commit();
  void rollback();
  void close();
  /// Each nested transaction has a number.
  std::uint64_t begin_nested();
  bool has_nested(std::uint64_t number) const;
  void commit_nested(std::uint64_t number);
  void rollback_nested(std::uint64_t number);
  /// What the last flush could not write; null while all is well.
  const FlushFailure* failure() const { return failure_ ? &*failure_ : nullptr; }

  // What objects and queries ask for (session_loading.cpp).

  Instance* get(const Mapper& mapper, std::vector<engine::Value> key);
  /// The parent, if it is in memory and the foreign key refers to its primary key; else null.
  Instance* find_parent(const MappedRelationship& relationship,
                        std::vector<engine::Value> key) const;
  /// The parent from the database; null when there is no such row.
  Instance* load_parent(Instance& child, const MappedRelationship& relationship);
  void load_children(Instance& owner, const MappedRelationship& relationship);
  /// The objects of the rows whose columns have these values.
  std::vector<Instance*> rows_with(const Mapper& mapper,
                                   const std::vector<const MappedColumn*>& columns,
                                   const std::vector<engine::Value>& values);
  /// Reads all values of an object again.
  void refresh(Instance& instance);
  /// See Instance::touch.
  void before_use(Instance& instance);
  void autoflush();

  // What loading and the unit of work work with.

  /// A connection in a transaction. Throws PendingRollbackError after a failed flush.
  engine::Connection& connection();
  const engine::Dialect& dialect() const { return engine_.dialect(); }
  const std::shared_ptr<ObjectStore>& store() const { return store_; }
  const IdentityMap& identities() const { return identities_; }
  /// Statements whose rows are being read end with the transaction.
  void opened(OpenStatement& statement) { open_.push_back(&statement); }
  void closed(OpenStatement& statement) { std::erase(open_, &statement); }
  /// A statement changed rows of the table: its objects are read again when they are next used, and
  /// so is what any object is related to. All changes of objects have been flushed.
  void expire_table(const Mapper& mapper);
  /// A statement changed rows that the session cannot know.
  void wrote_unseen();
  /// A row that was read and was no object yet.
  Instance& enter_loaded(std::unique_ptr<Instance> instance);

 private:
  friend class UnitOfWork;

  void add_related(Instance& instance);
  void remove_related(Instance& instance);
  void attach(Instance& instance);
  void check_usable() const;
  void end_open_statements();
  void end_transaction();
  void undo_in_memory();
  void undo_nested(std::size_t mark, bool all);
  void fail(FlushFailure failure);
  /// A new object takes over the row of one that is removed.
  void hand_over(Instance& before, Instance& after, std::vector<engine::Value> key);

  engine::Engine engine_;
  SessionOptions options_;
  std::shared_ptr<ObjectStore> store_;
  IdentityMap identities_;

  std::optional<engine::Connection> connection_;
  std::optional<engine::Transaction> transaction_;
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
  /// In the order of remove().
  std::vector<Instance*> removed_;

  std::vector<OpenStatement*> open_;

  /// What the open transaction did, for rollback().
  Journal journal_;
};

/// The session that can load something for the object; throws DetachedError when there is none.
SessionCore& session_for_loading(const Instance& instance, const MappedRelationship& relationship);

}  // namespace retort::orm::detail
