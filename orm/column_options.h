// What can be said about a column after its type.
//
//   Column<As, "id", std::int64_t, primary_key> id{};
//   Column<As, "email", std::string, unique, indexed<"ix_email">> email{};
//   Column<As, "album_id", std::int64_t, references<AlbumModel, "id", on_delete<cascade>>> album{};
//
// Each option is a type with one function, which adds its part to the draft of the column; an
// option of your own is another such type. Constraints over several columns are in constraints.h.

#pragma once

#include <concepts>
#include <string>
#include <string_view>
#include <type_traits>

#include <retort/orm/computed.h>
#include <retort/orm/deferred.h>
#include <retort/orm/expression/concepts.h>
#include <retort/orm/fixed_string.h>
#include <retort/orm/mapping/column_draft.h>
#include <retort/orm/mapping/column_kind.h>
#include <retort/orm/mapping/declared.h>
#include <retort/orm/mapping/validator.h>

namespace retort::orm {

namespace detail {

template <auto Function>
engine::Value call_for_value() {
  return to_value(Function());
}

template <class Member, auto Function>
consteval void check_function() {
  constexpr bool alike = SameKind<Plain<Member>, Plain<decltype(Function())>>;
  static_assert(alike, "retort: the function gives values of another kind than the column has");
}

}  // namespace detail

/// Part of the primary key. A single integer key of 0 means that the database makes one.
struct primary_key {
  static void apply(detail::ColumnDraft& draft) { draft.primary_key(); }
};

/// SQLite's AUTOINCREMENT: a key that was used once is never used again. It slows inserts down.
struct autoincrement {
  static void apply(detail::ColumnDraft& draft) { draft.autoincrement(); }
  /// As a part of a primary_key_on (constraints.h).
  template <template <class> class>
  static void apply(schema::PrimaryKey& key) {
    key.autoincrement = true;
  }
};

/// For the column of a key: the table does not say NOT NULL of it. SQLite allows that, and most files
/// that were made by hand are so.
struct nullable {
  static void apply(detail::ColumnDraft& draft) { draft.nullable(); }
};

struct unique {
  static void apply(detail::ColumnDraft& draft) { draft.unique(); }
};

/// An index on this column; without a name it is ix_TABLE_COLUMN, or what a naming convention says.
template <FixedString Name = "">
struct indexed {
  static void apply(detail::ColumnDraft& draft) { draft.index(Name.view(), false); }
};

/// The value that the database gives to a row that does not say one, as SQL text. The member
/// becomes a Defaulted (defaulted.h).
template <FixedString Sql>
struct server_default {
  template <class T>
  using Member = Defaulted<T>;
  static void apply(detail::ColumnDraft& draft) { draft.server_default(Sql.view()); }
};

/// The value that the program gives to a row that does not say one: `default_with<&Uuid::random>`.
/// The function takes nothing and is called when the row is inserted, by statements without objects
/// too. The member becomes a Defaulted. A constant is simply the member's initialiser.
template <auto Function>
struct default_with {
  template <class T>
  using Member = Defaulted<T>;
  template <class T>
  static void apply(detail::ColumnDraft& draft, std::type_identity<T>) {
    detail::check_function<T, Function>();
    draft.make_default(&detail::call_for_value<Function>);
  }
};

/// The value that the column gets when another column of the row changes, unless the program gives
/// it one: `on_update_with<&now>`.
template <auto Function>
struct on_update_with {
  template <class T>
  static void apply(detail::ColumnDraft& draft, std::type_identity<T>) {
    detail::check_function<T, Function>();
    draft.make_update(&detail::call_for_value<Function>);
  }
};

inline constexpr bool raises = true;

/// Loaded when it is first used; with the name of a group, together with the others of that group.
/// With `raises`, using it throws LazyLoadError unless undefer() loaded it. The member becomes a
/// Deferred (deferred.h).
template <FixedString Group = "", bool Raises = false>
struct deferred {
  template <class T>
  using Member = Deferred<T>;
  template <class T>
  static void apply(detail::ColumnDraft& draft, std::type_identity<Deferred<T>>) {
    draft.deferred(detail::deferred_member<T>, Group.view(), Raises);
  }
};

inline constexpr bool is_stored = true;
inline constexpr bool is_virtual = false;

/// GENERATED ALWAYS AS (sql): the database calculates it, when it is read or (`is_stored`) when the
/// row is written. The member becomes a Computed (computed.h).
template <FixedString Sql, bool Stored = is_virtual>
struct computed {
  template <class T>
  using Member = Computed<T>;
  static void apply(detail::ColumnDraft& draft) { draft.computed(Sql.view(), Stored); }
};

/// No column of the table but an SQL expression that is loaded with the object, and used in queries as
/// a column is. `{}` in it is the table, whatever it is called where it stands:
/// `column_property<"SELECT count(*) FROM books WHERE books.author_id = {}.id">`. The member becomes a
/// Computed; its value is that of the time when the row was last read or written.
template <FixedString Sql>
struct column_property {
  template <class T>
  using Member = Computed<T>;
  static void apply(detail::ColumnDraft& draft) { draft.property(Sql.view()); }
};

/// Counts the changes of the row, from 1, for optimistic locking: an UPDATE or DELETE of a row that
/// somebody else has changed since it was read throws StaleObjectError.
struct version_counter {
  template <class T>
  static void apply(detail::ColumnDraft& draft, std::type_identity<T>) {
    static_assert(std::is_integral_v<T>,
                  "retort: a version is an integer column that is never NULL");
    draft.version();
  }
};

template <FixedString Expression, FixedString Name = "">
struct check {
  static void apply(detail::ColumnDraft& draft) { draft.check(Expression.view(), Name.view()); }
};

/// A CHECK that the database holds what the C++ type takes: 0 or 1 for a bool, the listed values of
/// an enumeration (types/enumeration.h), the range of an integer of less than 64 bits.
struct checked {
  template <class T>
  static void apply(detail::ColumnDraft& draft, std::type_identity<T>) {
    static_assert(
        detail::is_bounded<detail::Plain<T>>,
        "retort: checked is for bool, integers of less than 64 bits and enumerations with "
        "a StoredEnum");
    if constexpr (detail::is_bounded<detail::Plain<T>>)
      draft.check_column(detail::allowed_of<detail::Plain<T>>());
  }
};

/// VARCHAR(50), and a validator that refuses text of more characters (UTF-8).
template <std::size_t Most>
struct max_length {
  template <class T>
  static void apply(detail::ColumnDraft& draft, std::type_identity<T>) {
    static_assert(detail::Text<detail::Plain<T>>, "retort: max_length<> is for columns of text");
    draft.type("string(" + std::to_string(Most) + ")");
    draft.validator(&detail::run_length_check<Most, T>);
  }
};

using schema::Conflict;

/// What SQLite does with a NULL where there must be none: `NOT NULL ON CONFLICT REPLACE`.
template <Conflict What>
struct not_null_on_conflict {
  static void apply(detail::ColumnDraft& draft) { draft.not_null_on_conflict(What); }
};

template <FixedString Name>
struct collate {
  static void apply(detail::ColumnDraft& draft) { draft.collate(Name.view()); }
};

/// The type in the database where the usual one is not wanted: "string(50)", "VARCHAR(50)".
template <FixedString Text>
struct type {
  static void apply(detail::ColumnDraft& draft) { draft.type(Text.view()); }
};

/// For migrations: the name that the column had before. The script then renames it. It may stay in the
/// model: where there is no column of that name any more it says nothing.
template <FixedString Name>
struct renamed_from {
  static void apply(detail::ColumnDraft& draft) { draft.renamed_from(Name.view()); }
};

/// For migrations: an SQL expression for the rows that are there, where the column is new or becomes
/// NOT NULL. (Programs often have a fill() of their own, which a name of that kind would hide.)
template <FixedString Expression>
struct filled_with {
  static void apply(detail::ColumnDraft& draft) { draft.fill(Expression.view()); }
};

/// A function that sees each value before any SQL does. It takes the value (of an optional: what is
/// in it, when there is something) and returns what is to be stored; to refuse, it throws
/// ValidationError(reason) or returns something like std::expected that holds the reason.
template <auto Function>
struct validate {
  template <class T>
  static void apply(detail::ColumnDraft& draft, std::type_identity<T>) {
    draft.validator(&detail::run_validator<Function, T>);
  }
};

using schema::Action;
inline constexpr Action cascade = Action::cascade;
inline constexpr Action restrict = Action::restrict;
inline constexpr Action set_null = Action::set_null;
inline constexpr Action set_default = Action::set_default;

template <Action What>
struct on_delete {
  static void apply(schema::ForeignKey& key) { key.on_delete = What; }
};

/// The name of the constraint.
template <FixedString Name>
struct constraint_name {
  static void apply(schema::ForeignKey& key) { key.name = Name.view(); }
};

template <Action What>
struct on_update {
  static void apply(schema::ForeignKey& key) { key.on_update = What; }
};

/// MATCH: `matching<"FULL">`. SQLite keeps the word and does nothing about it.
template <FixedString Word>
struct matching {
  static void apply(schema::ForeignKey& key) { key.match = Word.view(); }
};

template <bool InitiallyDeferred = true>
struct deferrable {
  static void apply(schema::ForeignKey& key) {
    key.deferrable = true;
    key.initially_deferred = InitiallyDeferred;
  }
};

/// Of a foreign key whose column has another kind of values than the one that it refers to, as files of
/// others have it; SQLite compares the two by their affinities.
struct of_another_kind {
  static void apply(schema::ForeignKey&) {}
};

/// A foreign key to a column of another model.
template <template <class> class Target, FixedString TargetColumn, class... Options>
struct references {
  template <class T>
  static void apply(detail::ColumnDraft& draft, std::type_identity<T>) {
    static_assert(detail::declares_column<Target>(TargetColumn.view()),
                  "retort: references<> names a column that its target model does not have");
    constexpr bool alike = (std::is_same_v<Options, of_another_kind> || ...) ||
                           detail::may_be_alike(detail::kind_of<detail::Plain<T>>(),
                                                detail::column_kind<Target>(TargetColumn.view()));
    static_assert(alike, "retort: references<> names a column whose values are of another kind");
    auto& key = draft.references(&detail::mapper<Target>, detail::table_name<Target>(),
                                 TargetColumn.view());
    (Options::apply(key), ...);
  }
};

}  // namespace retort::orm
