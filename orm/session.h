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
// before anything is sent, and nothing is rolled back. Movable; one thread at a time, and between
// its first statement and commit or rollback the same one, which debug builds check.
// docs/session.md is the guide, docs/ownership.md says what lives how long.

#pragma once

#include <concepts>
#include <initializer_list>
#include <iterator>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include <retort/orm/attribute_change.h>
#include <retort/orm/expression/conditional.h>
#include <retort/orm/expression/parameter.h>
#include <retort/orm/expression/row_value.h>
#include <retort/orm/flush_failure.h>
#include <retort/orm/handle.h>
#include <retort/orm/nested_transaction.h>
#include <retort/orm/no_autoflush.h>
#include <retort/orm/object/entity_storage.h>
#include <retort/orm/query/insert.h>
#include <retort/orm/query/query.h>
#include <retort/orm/query/raw_query.h>
#include <retort/orm/query/subquery.h>
#include <retort/orm/query/update.h>
#include <retort/orm/query/write_only.h>
#include <retort/orm/session_event.h>
#include <retort/orm/session_options.h>
#include <retort/orm/shared.h>
#include <retort/orm/unscoped.h>

namespace retort::engine {
class Connection;
class Engine;
}  // namespace retort::engine

namespace retort::orm {

namespace detail {

template <class Entities>
concept EntityRange = requires(Entities& entities) {
  std::begin(entities);
  std::end(entities);
};
/// What a range has.
template <class Entities>
using EntityIn = std::remove_cvref_t<decltype(*std::begin(std::declval<Entities&>()))>;
/// One after the other, as insert() reads them.
template <class Entities>
concept EntitiesInMemory = requires(const Entities& entities) {
  std::data(entities);
  std::size(entities);
  ModelOf<EntityIn<const Entities>>::mapper();
};

}  // namespace detail

class Session {
 public:
  explicit Session(const engine::Engine& engine, SessionOptions options = {});
  /// On a connection that the program has. Where that is in a transaction the session joins it: its
  /// own is a savepoint then, commit() releases that, and the program decides what becomes of all of
  /// it. A test rolls it back, whatever was committed inside. SessionOptions::mode is for a
  /// transaction of the session's own.
  explicit Session(const engine::Connection& connection, SessionOptions options = {});

  /// The object is inserted by the next flush. Validators see it now.
  template <template <class> class Model>
  Handle<Entity<Model>> add(Model<Values> entity) {
    check_table<Model>();
    check_key<Model>();
    return Handle<Entity<Model>>(
        add_new(detail::mapper<Model>(), &entity, &detail::move_entity<Entity<Model>>));
  }
  /// An object that was made without a session, or that one let go of.
  template <class EntityType>
  void add(const Handle<EntityType>& handle) {
    add_instance(instance_of(handle));
  }

  /// All of a range of entities, in its order.
  template <detail::EntityRange Entities>
  auto add_all(Entities&& entities) {
    using EntityType = detail::EntityIn<Entities>;
    std::vector<Handle<EntityType>> added;
    for (auto&& entity : entities)
      added.push_back(add(EntityType(std::forward<decltype(entity)>(entity))));
    return added;
  }

  /// Writes a row at once, without an object: `session.insert(Book{.title = "Rose"})`. Returns its key
  /// where the database makes it, else 0. Objects that were added are written first, and collections
  /// that may have the row are read again when they are next used. Costs one step of a prepared
  /// statement, and a look at each object that the session has. Throws SessionError where the entity
  /// was given objects that it belongs to: only add() writes them along with it.
  template <template <class> class Model>
  std::int64_t insert(const Model<Values>& entity) {
    check_table<Model>();
    return insert_one(detail::mapper<Model>(), &entity, &detail::copy_entity<Entity<Model>>);
  }
  /// Many rows, all or none, in few statements: `session.insert(books)` of a vector or a span. The
  /// entities are read where they lie.
  template <class Entities>
  void insert(const Entities& entities) {
    constexpr bool fits = detail::EntitiesInMemory<Entities>;
    static_assert(fits, "retort: insert() takes an entity, or a vector or span of entities");
    if constexpr (fits) {
      using EntityType = detail::EntityIn<const Entities>;
      insert_all(detail::ModelOf<EntityType>::mapper(), std::data(entities), std::size(entities),
                 &detail::copy_entity<EntityType>);
    }
  }

  /// The row is deleted by the next flush.
  template <class EntityType>
  void remove(const Handle<EntityType>& handle) {
    remove(instance_of(handle));
  }
  /// The session lets go of it, and of loaded objects that would be deleted with it; rows stay.
  template <class EntityType>
  void expunge(const Handle<EntityType>& handle) {
    expunge(instance_of(handle));
  }
  /// Reads the object's values again; changes that were not flushed are lost.
  template <class EntityType>
  void refresh(const Handle<EntityType>& handle) {
    refresh(instance_of(handle));
  }
  /// Reads only these columns again, at once; changes of the others stay.
  template <class EntityType, detail::BareColumn... Columns>
  requires(sizeof...(Columns) > 0) void refresh(const Handle<EntityType>& handle,
                                                const Columns&... columns) {
    static_assert((std::same_as<typename Columns::TableType, EntityType> && ...),
                  "retort: refresh() reads columns of the object's own table");
    refresh(instance_of(handle), {columns.name()...});
  }
  /// The object's values, and what it is related to, are read again when they are next used;
  /// changes that were not flushed are lost.
  template <class EntityType>
  void expire(const Handle<EntityType>& handle) {
    expire(instance_of(handle));
  }
  /// Only these columns, or what it is related to by these relationships:
  /// `session.expire(author, authors.name, authors.books)`.
  template <class EntityType, class... Members>
  requires(sizeof...(Members) > 0) void expire(const Handle<EntityType>& handle,
                                               const Members&... members) {
    (expire_member<EntityType>(instance_of(handle), members), ...);
  }
  void expire_all();
  /// Lets go of the object for good: added again it is a new row. Give it another key first, unless
  /// its row is deleted.
  template <class EntityType>
  void make_transient(const Handle<EntityType>& handle) {
    make_transient(instance_of(handle));
  }
  /// Carries the values of an object without a session, and of the collections that are loaded in
  /// it, over to this session's object of the same key, which is loaded; where there is no such row,
  /// to a new one. What is missing from a collection is taken out of it.
  template <class EntityType>
  Handle<EntityType> merge(const Handle<EntityType>& handle) {
    return Handle<EntityType>(merged(instance_of(handle)));
  }
  template <template <class> class Model>
  Handle<Entity<Model>> merge(Model<Values> entity) {
    return merge(Handle<Entity<Model>>(std::move(entity)));
  }
  /// Whether the next flush will update its row.
  template <class EntityType>
  bool is_modified(const Handle<EntityType>& handle) const {
    return modified(instance_of(handle));
  }
  /// What it will write, column by column; nothing for an object that is new.
  template <class EntityType>
  std::vector<AttributeChange> history(const Handle<EntityType>& handle) const {
    return changes_of(instance_of(handle));
  }
  template <class EntityType>
  bool contains(const Handle<EntityType>& handle) const {
    return handle && knows(*handle.instance());
  }

  /// The object of that primary key, or an empty handle: `session.get<Artist>(3)`. Asks the
  /// database only when the session does not have it; before that it flushes only where objects were
  /// added or removed, so a key that was changed has to be flushed to be found.
  template <class EntityType, class... Key>
  Handle<EntityType> get(const Key&... key) {
    constexpr bool fits = detail::IsKey<EntityType, Key...>::value;
    static_assert(fits, "retort: get() takes the values of the model's primary key, in its order");
    detail::KeyValues values;
    if constexpr (fits) (values.push_back(detail::to_value(key)), ...);
    return Handle<EntityType>(find(detail::ModelOf<EntityType>::mapper(), values));
  }

  /// The objects of many keys, in their order, with few queries: `get_many<Artist>({1, 2, 5})`.
  /// Handles are empty where there is no row. A key of several columns is a std::tuple.
  template <class EntityType, class Key = std::int64_t>
  std::vector<Handle<EntityType>> get_many(const std::vector<Key>& keys) {
    static_assert(is_key<EntityType>(static_cast<const Key*>(nullptr)),
                  "retort: get_many() takes values of the model's primary key; of several columns, "
                  "std::tuples of them in its order");
    std::vector<detail::KeyValues> values;
    values.reserve(keys.size());
    for (const auto& key : keys) values.push_back(key_values(key));
    std::vector<Handle<EntityType>> found;
    found.reserve(keys.size());
    for (auto& instance : find_many(detail::ModelOf<EntityType>::mapper(), values))
      found.push_back(Handle<EntityType>(std::move(instance)));
    return found;
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

  /// Sets columns of the object's row to SQL expressions:
  /// `session.set(artist, assign(artists.plays, artists.plays + 1))`. Flushes, writes them at once and
  /// reads back what they became.
  template <class EntityType, class... UsedScopes>
  void set(const Handle<EntityType>& handle,
           const detail::TypedAssignment<EntityType, UsedScopes>&... assignments) {
    static_assert((detail::covers<UsedScopes, detail::Scope<EntityType>> && ...),
                  "retort: set() of an object takes expressions about its own table; ask others "
                  "with scalar subqueries");
    set(instance_of(handle), {assignments.assignment...});
  }

  /// Inserts the row, or changes the one that has the same values in these unique columns (in the key,
  /// where none are said), and gives its object as the row is then. Of a row that is there the key
  /// stays, and what the entity leaves to default_with<> or to the database. Throws SessionError for
  /// an entity that belongs to an object without a row.
  template <template <class> class Model, detail::BareColumn... Columns>
  Handle<Entity<Model>> upsert(Model<Values> entity, const Columns&... unique) {
    return upsert_all(std::vector<Entity<Model>>{std::move(entity)}, unique...).front();
  }
  /// A range of entities: all of them, or an exception and none.
  template <detail::EntityRange Entities, detail::BareColumn... Columns>
  auto upsert_all(Entities&& entities, const Columns&... unique) {
    using EntityType = detail::EntityIn<Entities>;
    check_rows<EntityType, Columns...>();
    check_one_table(static_cast<EntityType*>(nullptr));
    std::vector<EntityType> rows(std::begin(entities), std::end(entities));
    std::vector<Handle<EntityType>> handles;
    for (auto& instance :
         upserted(detail::ModelOf<EntityType>::mapper(), addresses_of(rows), {unique.name()...}))
      handles.push_back(Handle<EntityType>(std::move(instance)));
    return handles;
  }
  /// Gives these columns of the rows that have the entities' keys the values of the entities:
  /// `session.update_rows(books_with_new_prices, books.price)`. One statement, run for each. Objects of
  /// those rows are read again when they are next used. How many rows there were; throws
  /// StaleObjectError, and changes none, where one is missing.
  template <detail::EntityRange Entities, detail::BareColumn... Columns>
  std::int64_t update_rows(Entities&& entities, const Columns&... columns) {
    using EntityType = detail::EntityIn<Entities>;
    static_assert(sizeof...(Columns) > 0, "retort: update_rows() is told which columns it writes");
    static_assert((!Columns::is_primary_key && ...),
                  "retort: update_rows() finds rows by their keys, and does not change them");
    static_assert((!detail::is_computed<typename detail::MemberTypeOf<Columns>::type> && ...),
                  "retort: a computed column is written by the database alone");
    check_rows<EntityType, Columns...>();
    std::vector<EntityType> rows(std::begin(entities), std::end(entities));
    return write_rows(detail::ModelOf<EntityType>::mapper(), addresses_of(rows),
                      &detail::move_entity<EntityType>, {columns.name()...});
  }

  // Rows without objects (query/insert.h, query/update.h).

  template <template <class> class Model>
  auto insert_into(const Model<Expressions<Model>>&) const {
    check_table<Model>();
    check_one_table(static_cast<Entity<Model>*>(nullptr));
    return InsertStatement<Entity<Model>>(core_, detail::new_insert(source_of<Model>()));
  }
  template <template <class> class Model>
  auto update(const Model<Expressions<Model>>&) const {
    check_table<Model>();
    return UpdateStatement<Entity<Model>>(core_, detail::new_update(source_of<Model>()));
  }
  template <template <class> class Model>
  auto delete_from(const Model<Expressions<Model>>&) const {
    check_table<Model>();
    return DeleteStatement<Entity<Model>>(core_, detail::new_delete(source_of<Model>()));
  }

  // The same of what belongs to an object in a write_only collection: `session.query(artist->albums)`,
  // `session.insert_into(artist->albums).rows(...)`, which fills in the foreign key.

  template <template <class> class Model>
  auto query(const Writer<Model<Values>>& many) const {
    return detail::with_order(query(Model<Expressions<Model>>{}).filter(among(many)),
                              detail::order_of(many));
  }
  template <template <class> class Model>
  auto insert_into(const Writer<Model<Values>>& many) const {
    check_table<Model>();
    return InsertStatement<Entity<Model>>(core_, detail::new_insert(source_of<Model>(), many));
  }
  template <template <class> class Model>
  auto update(const Writer<Model<Values>>& many) const {
    return update(Model<Expressions<Model>>{}).filter(among(many));
  }
  template <template <class> class Model>
  auto delete_from(const Writer<Model<Values>>& many) const {
    return delete_from(Model<Expressions<Model>>{}).filter(among(many));
  }

  /// A statement in SQL, with named values (query/raw_query.h).
  template <std::same_as<detail::TextArgument>... Arguments>
  RawQuery sql(std::string_view text, const Arguments&... arguments) const {
    return RawQuery(core_, detail::make_text(text, {arguments...}));
  }

  /// Calls the function whenever that happens (session_event.h).
  void on(SessionEvent event, Listener<> listener);
  /// `session.on<Artist>(RowEvent::before_update, [](Artist& artist) { ... })`. The listener may
  /// change the values of that object and nothing else.
  template <class EntityType>
  void on(RowEvent event, Listener<EntityType&> listener) {
    listen(event, detail::ModelOf<EntityType>::mapper(),
           [listener = std::move(listener)](void* entity) {
             listener(*static_cast<EntityType*>(entity));
           });
  }
  /// What was loaded because it was used, most often first, with what would have avoided it.
  std::vector<LazyLoad> lazy_loads() const;
  /// Queries do not flush while the guard lives.
  NoAutoflush no_autoflush();

  /// From now on the session sees only these rows of a model: in queries, wherever they have its
  /// table, in what is loaded along relationships, in get(), update() and delete_from(). Objects that
  /// it has stay. docs/session.md says more.
  template <template <class> class Model, class Test>
  void with_criteria(const Model<Expressions<Model>>&, const Test& condition) {
    constexpr bool fits = detail::TestAbout<Test, detail::Scope<Entity<Model>>>;
    static_assert(fits, "retort: with_criteria() takes a condition about the table that it is for");
    if constexpr (fits) add_criterion(detail::mapper<Model>(), condition.node());
  }
  /// It sees all rows while the guard lives, whatever it and the models say.
  Unscoped unscoped();

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
  static consteval void check_key() {
    static_assert(detail::is_view<Model> || detail::has_primary_key<Model>(),
                  "retort: the model has no primary key, so that no session can track its rows; "
                  "insert_into() adds one");
  }

  template <class EntityType, class Key>
  static consteval bool is_key(const Key*) {
    return detail::IsKey<EntityType, Key>::value;
  }
  template <class EntityType, class... Parts>
  static consteval bool is_key(const std::tuple<Parts...>*) {
    return detail::IsKey<EntityType, Parts...>::value;
  }
  template <class EntityType, class... Columns>
  static consteval void check_rows() {
    check_rows_of(static_cast<EntityType*>(nullptr));
    static_assert((std::same_as<typename Columns::TableType, EntityType> && ...),
                  "retort: these are columns of the entities' own table");
  }
  template <template <class> class Model>
  static consteval void check_rows_of(Model<Values>*) {
    check_table<Model>();
    check_key<Model>();
  }
  template <template <class> class Model>
  static consteval void check_one_table(Model<Values>*) {
    static_assert(!detail::has_several_tables<Model>(),
                  "retort: the rows of this model lie in several tables, and an INSERT is about "
                  "one; use add_all()");
  }
  template <class EntityType>
  static std::vector<void*> addresses_of(std::vector<EntityType>& entities) {
    std::vector<void*> addresses;
    for (auto& entity : entities) addresses.push_back(&entity);
    return addresses;
  }
  template <class EntityType, class Member>
  void expire_member(detail::Instance& instance, const Member& member) {
    if constexpr (detail::BareColumn<Member>) {
      static_assert(std::same_as<typename Member::TableType, EntityType>,
                    "retort: expire() is about columns of the object's own table");
      expire(instance, {member.name()});
    } else {
      static_assert(std::same_as<typename Member::OwnerTable, EntityType>,
                    "retort: expire() is about relationships of the object's own model");
      expire(instance, member.relationship());
    }
  }

  template <template <class> class Model>
  static auto among(const Writer<Model<Values>>& many) {
    return Expression<bool, detail::Scope<Entity<Model>>>(detail::belongs_to_owner(many));
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

  /// To be kept for as long as it works: what it calls may destroy the session.
  detail::Shared<detail::SessionCore> core() const;
  void add_criterion(const detail::Mapper& mapper, NodePtr condition);
  void add_instance(detail::Instance& instance);
  detail::Shared<detail::Instance> add_new(const detail::Mapper& mapper, void* entity,
                                           detail::MoveEntity move);
  std::int64_t insert_one(const detail::Mapper& mapper, const void* entity,
                          detail::CopyEntity copy);
  void insert_all(const detail::Mapper& mapper, const void* entities, std::size_t count,
                  detail::CopyEntity copy);
  void remove(detail::Instance& instance);
  void expunge(detail::Instance& instance);
  void refresh(detail::Instance& instance);
  void refresh(detail::Instance& instance, std::initializer_list<std::string_view> columns);
  void expire(detail::Instance& instance);
  void expire(detail::Instance& instance, const std::vector<std::string_view>& columns);
  void expire(detail::Instance& instance, const detail::MappedRelationship& relationship);
  std::vector<detail::Shared<detail::Instance>> upserted(
      const detail::Mapper& mapper, const std::vector<void*>& entities,
      const std::vector<std::string_view>& unique);
  std::int64_t write_rows(const detail::Mapper& mapper, const std::vector<void*>& entities,
                          detail::MoveEntity move, const std::vector<std::string_view>& columns);
  void make_transient(detail::Instance& instance);
  void set(detail::Instance& instance, std::vector<detail::Assignment> assignments);
  detail::Shared<detail::Instance> merged(const detail::Instance& instance);
  bool modified(const detail::Instance& instance) const;
  std::vector<AttributeChange> changes_of(const detail::Instance& instance) const;
  void listen(RowEvent event, const detail::Mapper& mapper, Listener<void*> listener);
  template <class Key>
  static detail::KeyValues key_values(const Key& key) {
    return {detail::to_value(key)};
  }
  template <class... Parts>
  static detail::KeyValues key_values(const std::tuple<Parts...>& key) {
    return std::apply(
        [](const auto&... parts) { return detail::KeyValues{detail::to_value(parts)...}; }, key);
  }
  std::vector<detail::Shared<detail::Instance>> find_many(
      const detail::Mapper& mapper, const std::vector<detail::KeyValues>& keys);
  bool knows(const detail::Instance& instance) const;
  detail::Shared<detail::Instance> find(const detail::Mapper& mapper, const detail::KeyValues& key);

  detail::Shared<detail::SessionCore> core_;
};

}  // namespace retort::orm
