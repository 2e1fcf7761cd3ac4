// Constraints and indexes over several columns, as a static member of the model.
//
//   template <class As> struct TrackModel {
//     static constexpr auto table_name = "tracks";
//     static constexpr std::tuple constraints{primary_key_of<"album_id", "position">{},
//                                             unique_of<"album_id", "title">{},
//                                             named<"counts", check_that<"position > 0">>{}};
//     ...
//   };
//
// What is made of parts, each column with its direction and collation, is index_on<...>, unique_on<...>
// and primary_key_on<...>; the table's own options, without_rowid, strict and in_schema<...>, stand
// here too. The columns that they name are looked up when the program is compiled.

#pragma once

#include <string>
#include <tuple>

#include <retort/orm/column_options.h>
#include <retort/orm/fixed_string.h>
#include <retort/orm/mapping/column_draft.h>
#include <retort/orm/mapping/declared.h>

namespace retort::orm {

namespace detail {

template <template <class> class Model, FixedString... Columns>
consteval bool declares_columns() {
  return (declares_column<Model>(Columns.view()) && ...);
}

}  // namespace detail

template <FixedString... Columns>
struct primary_key_of {
  template <template <class> class Model>
  static std::string& apply(detail::Mapper& mapper) {
    static_assert(detail::declares_columns<Model, Columns...>(),
                  "retort: primary_key_of<> names a column that the model does not have");
    return detail::add_primary_key(mapper, {Columns.view()...}).name;
  }
};

template <FixedString... Columns>
struct unique_of {
  template <template <class> class Model>
  static std::string& apply(detail::Mapper& mapper) {
    static_assert(detail::declares_columns<Model, Columns...>(),
                  "retort: unique_of<> names a column that the model does not have");
    return detail::add_unique(mapper, {Columns.view()...}).name;
  }
};

template <FixedString Name, FixedString... Columns>
struct index_of {
  template <template <class> class Model>
  static std::string& apply(detail::Mapper& mapper) {
    static_assert(detail::declares_columns<Model, Columns...>(),
                  "retort: index_of<> names a column that the model does not have");
    return detail::add_index(mapper, Name.view(), false, {Columns.view()...}).name;
  }
};

template <FixedString Name, FixedString... Columns>
struct unique_index_of {
  template <template <class> class Model>
  static std::string& apply(detail::Mapper& mapper) {
    static_assert(detail::declares_columns<Model, Columns...>(),
                  "retort: unique_index_of<> names a column that the model does not have");
    return detail::add_index(mapper, Name.view(), true, {Columns.view()...}).name;
  }
};

// The parts of an index_on, unique_on or primary_key_on.

/// A column, as it is or from the highest down.
template <FixedString Column>
struct ascending {
  template <template <class> class Model, class Constraint>
  static void apply(Constraint& constraint) {
    static_assert(
        detail::declares_column<Model>(Column.view()),
        "retort: ascending<> or descending<> names a column that the model does not have");
    constraint.columns.push_back({.column = std::string(Column.view())});
  }
};
template <FixedString Column>
struct descending {
  template <template <class> class Model, class Constraint>
  static void apply(Constraint& constraint) {
    ascending<Column>::template apply<Model>(constraint);
    constraint.columns.back().descending = true;
  }
};
/// A part compared in a collation of its own: `collated<ascending<"name">, "NOCASE">`.
template <class Part, FixedString Collation>
struct collated {
  template <template <class> class Model, class Constraint>
  static void apply(Constraint& constraint) {
    Part::template apply<Model>(constraint);
    constraint.columns.back().collation = Collation.view();
  }
};
/// Any part from the highest down: `downwards<expression<"lower(name)">>`.
template <class Part>
struct downwards {
  template <template <class> class Model, class Constraint>
  static void apply(Constraint& constraint) {
    Part::template apply<Model>(constraint);
    constraint.columns.back().descending = true;
  }
};
template <FixedString Sql>
struct expression {
  template <template <class> class>
  static void apply(schema::Index& index) {
    index.columns.push_back({.expression = std::string(Sql.view())});
  }
};
/// Only the rows of which that is true are in the index.
template <FixedString Sql>
struct where {
  template <template <class> class>
  static void apply(schema::Index& index) {
    index.where = Sql.view();
  }
};
struct without_duplicates {
  template <template <class> class>
  static void apply(schema::Index& index) {
    index.unique = true;
  }
};

/// What SQLite does instead of refusing the row: `UNIQUE (name) ON CONFLICT IGNORE`. It is a part of a
/// unique_on or primary_key_on.
template <Conflict What>
struct on_conflict {
  template <template <class> class, class Constraint>
  static void apply(Constraint& constraint) {
    constraint.conflict = What;
  }
};

/// Any unique constraint: `unique_on<ascending<"name">, on_conflict<Conflict::ignore>>`.
template <class... Parts>
struct unique_on {
  template <template <class> class Model>
  static std::string& apply(detail::Mapper& mapper) {
    auto& unique = detail::add_unique(mapper, {});
    (Parts::template apply<Model>(unique), ...);
    return unique.name;
  }
};

/// Any primary key: `primary_key_on<descending<"id">, autoincrement>`.
template <class... Parts>
struct primary_key_on {
  template <template <class> class Model>
  static std::string& apply(detail::Mapper& mapper) {
    schema::PrimaryKey key;
    (Parts::template apply<Model>(key), ...);
    return detail::add_primary_key(mapper, std::move(key)).name;
  }
};

/// A table without a primary key. Its rows are plain values, which no session tracks: they are read
/// by queries, and written by insert_into, update and delete_from.
struct no_primary_key {
  template <template <class> class>
  static void apply(detail::Mapper&) {}
};

/// Any index: `index_on<"ix_open", descending<"placed">, expression<"lower(name)">, where<"open">>`.
template <FixedString Name, class... Parts>
struct index_on {
  template <template <class> class Model>
  static std::string& apply(detail::Mapper& mapper) {
    auto& index = detail::add_index(mapper, Name.view(), false, {});
    (Parts::template apply<Model>(index), ...);
    return index.name;
  }
};

/// A table that is ordered by its primary key instead of a rowid (SQLite). The key is the program's
/// to give.
struct without_rowid {
  template <template <class> class>
  static void apply(detail::Mapper& mapper) {
    detail::make_without_rowid(mapper);
  }
};
/// A table whose columns hold values of their types only (SQLite). Columns are INTEGER, REAL, TEXT,
/// BLOB or ANY in it.
struct strict {
  template <template <class> class>
  static void apply(detail::Mapper& mapper) {
    detail::make_strict(mapper);
  }
};

/// A table, or a view, of an attached database (engine::Options::attach), or of `temp`:
/// `in_schema<"archive">`. All its constraints and indexes go along. A foreign key to a table of another
/// schema is the session's alone: the database can neither check it nor act on it, and create_all and
/// migrations leave it out. A hierarchy lies in the schema that its base says.
template <FixedString Name>
struct in_schema {
  static_assert(!Name.view().empty() && Name.view() != "main",
                "retort: in_schema<> names an attached database; a model that says none is of the "
                "main one");

  template <template <class> class>
  static void apply(detail::Mapper& mapper) {
    detail::set_schema(mapper, Name.view());
  }
};

template <FixedString Expression>
struct check_that {
  template <template <class> class>
  static std::string& apply(detail::Mapper& mapper) {
    return detail::add_check(mapper, Expression.view());
  }
};

/// Names for columns of a foreign_key_of.
template <FixedString... Names>
struct columns {};

/// A foreign key of several columns: `foreign_key_of<columns<"a", "b">, OtherModel, columns<"x",
/// "y">>`.
template <class Columns, template <class> class Target, class Referred, class... Options>
struct foreign_key_of;

template <FixedString... Columns, template <class> class Target, FixedString... Referred,
          class... Options>
struct foreign_key_of<columns<Columns...>, Target, columns<Referred...>, Options...> {
  static_assert(sizeof...(Columns) == sizeof...(Referred),
                "retort: a foreign key needs as many columns as it refers to");

  template <template <class> class Model>
  static std::string& apply(detail::Mapper& mapper) {
    static_assert(detail::declares_columns<Model, Columns...>(),
                  "retort: foreign_key_of<> names a column that the model does not have");
    static_assert(detail::declares_columns<Target, Referred...>(),
                  "retort: foreign_key_of<> names a column that its target model does not have");
    constexpr bool alike = (std::is_same_v<Options, of_another_kind> || ...) ||
                           (detail::may_be_alike(detail::column_kind<Model>(Columns.view()),
                                                 detail::column_kind<Target>(Referred.view())) &&
                            ...);
    static_assert(alike,
                  "retort: foreign_key_of<> names a column whose values are of another kind");
    auto& key = detail::add_foreign_key(mapper, {Columns.view()...}, &detail::mapper<Target>,
                                        detail::table_name<Target>(), {Referred.view()...});
    (Options::apply(key), ...);
    return key.name;
  }
};

/// A foreign key to a table that is no model of the program: `foreign_key_to<columns<"a">, "others",
/// columns<"x">>`. No relationship can be made of it.
template <class Columns, FixedString Table, class Referred, class... Options>
struct foreign_key_to;

template <FixedString... Columns, FixedString Table, FixedString... Referred, class... Options>
struct foreign_key_to<columns<Columns...>, Table, columns<Referred...>, Options...> {
  template <template <class> class Model>
  static std::string& apply(detail::Mapper& mapper) {
    static_assert(detail::declares_columns<Model, Columns...>(),
                  "retort: foreign_key_to<> names a column that the model does not have");
    auto& key =
        detail::add_foreign_key(mapper, {Columns.view()...}, Table.view(), {Referred.view()...});
    (Options::apply(key), ...);
    return key.name;
  }
};

/// A constraint with a name: `named<"uq_album_title", unique_of<"album_id", "title">>`.
template <FixedString Name, class Constraint>
struct named {
  template <template <class> class Model>
  static std::string& apply(detail::Mapper& mapper) {
    return Constraint::template apply<Model>(mapper) = Name.view();
  }
};

}  // namespace retort::orm
