// Session: a conversation with a database, in objects.
//
//   orm::Session session(engine);
//   auto tool = session.add(Artist{.name = "Tool", .year = 1990});
//   session.add(Album{.name = "Lateralus", .tracks = 13, .artist = tool});
//   session.commit();
//   for (auto& artist : session.query(artists).filter(artists.year > 1980).all())
//     std::cout << artist->name << ' ' << artist->albums.size() << '\n';
//
// It begins a transaction with its first statement and holds a connection until commit or rollback;
// destroying it rolls back what was not committed. A row is one object in it: what was loaded
// before is given out again. Changes of objects are found when it flushes, which it does before
// queries and commits. It knows its objects until close(); handles keep them alive beyond it
// (handle.h).
//
// When a flush fails at the database, the transaction is rolled back and the session throws
// PendingRollbackError until rollback() is called. A value that a validator refuses fails the flush
// before anything is sent, and nothing is rolled back. Movable; one thread at a time.

#pragma once

#include <concepts>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include <retort/orm/expression/conditional.h>
#include <retort/orm/expression/parameter.h>
#include <retort/orm/expression/row_value.h>
#include <retort/orm/flush_failure.h>
#include <retort/orm/handle.h>
#include <retort/orm/nested_transaction.h>
#include <retort/orm/query/insert.h>
#include <retort/orm/query/query.h>
#include <retort/orm/query/raw_query.h>
#include <retort/orm/query/subquery.h>
#include <retort/orm/query/update.h>
#include <retort/orm/session_options.h>

namespace retort::engine {
class Engine;
}

namespace retort::orm {

class Session {
 public:
  explicit Session(const engine::Engine& engine, SessionOptions options = {});

  /// The object is inserted by the next flush. Validators see it now.
  template <template <class> class Model>
  Handle<Entity<Model>> add(Model<Values> entity) {
    check_table<Model>();
    Handle<Entity<Model>> handle(std::move(entity));
    add(handle);
    return handle;
  }
  /// An object that was made without a session, or that one let go of.
  template <class EntityType>
  void add(const Handle<EntityType>& handle) {
    add(instance_of(handle));
  }

  /// The row is deleted by the next flush.
  template <class EntityType>
  void remove(const Handle<EntityType>& handle) {
    remove(instance_of(handle));
  }
  /// The session lets go of the object; its row stays.
  template <class EntityType>
  void expunge(const Handle<EntityType>& handle) {
    expunge(instance_of(handle));
  }
  /// Reads the object's values again; changes that were not flushed are lost.
  template <class EntityType>
  void refresh(const Handle<EntityType>& handle) {
    refresh(instance_of(handle));
  }
  template <class EntityType>
  bool contains(const Handle<EntityType>& handle) const {
    return handle && knows(*handle.instance());
  }

  /// The object of that primary key, or an empty handle: `session.get<Artist>(3)`. Asks the
  /// database only when the session does not have it.
  template <class EntityType, class... Key>
  Handle<EntityType> get(const Key&... key) {
    return Handle<EntityType>(
        find(detail::ModelOf<EntityType>::mapper(), {detail::to_value(key)...}));
  }

  /// Tables and expressions; the first one says what is selected FROM, further tables are joined.
  template <class First, class... Rest>
  auto query(const First& first, const Rest&... rest) const {
    return detail::make_query(core_, first, rest...);
  }
  /// A query that was made with select(), or by another session.
  template <class Kept>
  requires std::derived_from<Kept, detail::QueryBase>
  auto query(const Kept& kept) const { return Kept(kept, core_); }

  // Rows without objects (query/insert.h, query/update.h).

  template <template <class> class Model>
  auto insert_into(const Model<Expressions<Model>>&) const {
    check_table<Model>();
    return InsertStatement<Entity<Model>>(core_, {.target = source_of<Model>()});
  }
  template <template <class> class Model>
  auto update(const Model<Expressions<Model>>&) const {
    check_table<Model>();
    return UpdateStatement<Entity<Model>>(core_, {.target = source_of<Model>()});
  }
  template <template <class> class Model>
  auto delete_from(const Model<Expressions<Model>>&) const {
    check_table<Model>();
    return DeleteStatement<Entity<Model>>(core_, {.target = source_of<Model>()});
  }

  /// A statement in SQL, with named values (query/raw_query.h).
  template <std::same_as<detail::TextArgument>... Arguments>
  RawQuery sql(std::string_view text, const Arguments&... arguments) const {
    return RawQuery(core_, detail::make_text(text, {arguments...}));
  }

  /// Writes all changes, in the transaction.
  void flush();
  void commit();
  /// Undoes the transaction. What it added is no session's any more; all else is read again from
  /// the database when it is next used.
  void rollback();
  /// A part of the transaction that can be rolled back by itself (nested_transaction.h).
  NestedTransaction begin_nested();
  /// Which row the flush that failed could not write; null while all is well, and after rollback().
  const FlushFailure* failure() const;
  /// Rolls back and forgets all objects. The session can be used again.
  void close();

 private:
  template <template <class> class Model>
  static consteval void check_table() {
    static_assert(!detail::is_view<Model>,
                  "retort: this is the model of a view, which is only read");
  }

  template <template <class> class Model>
  static detail::Source source_of() {
    return {&detail::mapper<Model>()};
  }

  template <class EntityType>
  static detail::Instance& instance_of(const Handle<EntityType>& handle) {
    if (!handle) detail::throw_empty_handle();
    return *handle.instance();
  }

  detail::SessionCore& core() const;
  void add(detail::Instance& instance);
  void remove(detail::Instance& instance);
  void expunge(detail::Instance& instance);
  void refresh(detail::Instance& instance);
  bool knows(const detail::Instance& instance) const;
  std::shared_ptr<detail::Instance> find(const detail::Mapper& mapper,
                                         std::vector<engine::Value> key);

  std::shared_ptr<detail::SessionCore> core_;
};

}  // namespace retort::orm
