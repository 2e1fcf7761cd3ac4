// detail::ColumnOf: a column read as an expression.

#pragma once

#include <concepts>
#include <cstddef>
#include <string_view>
#include <type_traits>

#include <retort/orm/column_options.h>
#include <retort/orm/expression/expression.h>
#include <retort/orm/mapping/column_kind.h>
#include <retort/orm/mapping/declared.h>
#include <retort/orm/mapping/member_type.h>
#include <retort/orm/mapping/members.h>
#include <retort/orm/reading.h>

namespace retort::orm::detail {

inline std::size_t distance(const void* from, const void* to) {
  return static_cast<std::size_t>(static_cast<const std::byte*>(to) -
                                  static_cast<const std::byte*>(from));
}

/// What compiled code needs of a column, and what its model is asked about it while it compiles; the typed
/// ones are handles on it, so that one more column costs the compiler a type and no code.
class ColumnBase {
 public:
  using Describe = void (*)(ColumnDraft& draft);

  constexpr ColumnBase(std::string_view name, MapperFunction mapper, bool has_initializer,
                       Describe describe, Kind kind = nullptr, bool is_key = false)
      : name_(name),
        mapper_(mapper),
        describe_(describe),
        kind_(kind),
        has_initializer_(has_initializer),
        is_key_(is_key) {}

  constexpr std::string_view name() const { return name_; }
  constexpr bool declares(std::string_view name) const { return name_ == name; }
  constexpr Kind kind() const { return kind_; }
  /// It is a primary key by itself, or one of several that say so.
  constexpr bool is_key() const { return is_key_; }
  /// Adds it to the model; `offset` is where its value lies in the entity.
  void describe(Mapper& mapper, std::size_t offset) const;

 protected:
  const Mapper& mapper() const { return mapper_(); }

 private:
  std::string_view name_;
  MapperFunction mapper_;
  Describe describe_;
  Kind kind_;
  bool has_initializer_;
  bool is_key_;
};

/// What queries need of a column. Its type depends on T and the table only, so that all columns of
/// one type in a model share their code. The table is named by its entity, or by an alias of it.
template <class T, class Table>
class TypedColumn : public ColumnBase, public Operations<TypedColumn<T, Table>, T, Scope<Table>> {
 public:
  using ValueType = T;
  using ScopeType = Scope<Table>;
  using TableType = Table;

  using ColumnBase::ColumnBase;

  NodePtr node() const { return make_column(Source{&mapper(), alias_of<Table>}, name()); }
};

/// Options are given the type of the member when they ask for it.
template <class Option, class Member>
void apply_option(ColumnDraft& draft) {
  if constexpr (requires { Option::apply(draft, std::type_identity<Member>{}); }) {
    Option::apply(draft, std::type_identity<Member>{});
  } else {
    Option::apply(draft);
  }
}

/// Adds a column to its model.
template <class Member, class... Options>
void describe_column(ColumnDraft& draft) {
  static_assert(is_storable<Plain<Member>>,
                "retort: no column can hold this type; include its header of orm/types, or "
                "specialise SqlType<T>");
  if constexpr (is_storable<Plain<Member>>) {
    draft.begin(codec_of<Member>());
    (apply_option<Options, Member>(draft), ...);
  }
}

/// Table: the entity, or an alias of it.
template <template <class> class Model, class Table, FixedString Name, class T, class... Options>
class ColumnOf : public TypedColumn<T, Table> {
 public:
  static constexpr bool is_primary_key = (std::same_as<Options, primary_key> || ...);
  using MemberType = typename MemberOf<T, Options...>::type;

  constexpr ColumnOf()
      : TypedColumn<T, Table>(Name.view(), &mapper<Model>, false,
                              &describe_column<MemberType, Options...>, kind_of<Plain<T>>(),
                              is_primary_key) {}
  /// The member's initialiser. Its value is the entity's affair; here it only matters that there is
  /// one.
  template <class Initializer>
  requires(!std::same_as<Initializer, ColumnOf> && !std::same_as<Initializer, AnyInitializer> &&
           std::convertible_to<Initializer, T>) constexpr ColumnOf(const Initializer&)
      : TypedColumn<T, Table>(Name.view(), &mapper<Model>, true,
                              &describe_column<MemberType, Options...>, kind_of<Plain<T>>(),
                              is_primary_key) {}
};

/// A column by itself, as opposed to a calculation.
template <class Item>
concept BareColumn = requires {
  typename Item::TableType;
  Item::is_primary_key;
};

}  // namespace retort::orm::detail
