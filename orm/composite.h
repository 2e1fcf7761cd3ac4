// Composite: several columns as one value.
//
//   struct Point { int x, y; };
//   template <class As> struct LineModel { ...
//     Composite<As, Point, "x1", "y1"> start{};
//     Composite<As, Point, "x2", "y2"> end{}; };
//
//   line->start = {3, 4};                                  // writes the columns that changed
//   session.query(lines).filter(lines.start == Point{3, 4})
//   session.query(lines).filter(lines.start.column<"x1">() > 2)
//
// The struct is a plain aggregate; its members are the columns, in their order, each with the type
// that a Column of it would have. It needs no operator==.
//
// Fields is the same with options for each column, so that a struct which knows nothing of the
// library can be all that a row is:
//
//   Fields<As, Customer, field<"id", primary_key>, field<"name", unique>> data{};

#pragma once

#include <cstddef>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

#include <retort/orm/expression/operators.h>
#include <retort/orm/mapping/typed_column.h>

namespace retort::orm {

/// A column for a member of a struct, and its options (column_options.h).
template <FixedString Name, class... Options>
struct field {
  static constexpr std::string_view name = Name.view();
  static constexpr bool is_primary_key = (std::same_as<Options, primary_key> || ...);

  template <class Member>
  static void describe(detail::Mapper& mapper, std::size_t offset) {
    detail::ColumnDraft draft(mapper, name, offset, false);
    detail::describe_column<Member, Options...>(draft);
  }
};

template <class As, class T, class... FieldsOfStruct>
using Fields = typename As::template Fields<T, FieldsOfStruct...>;

template <class As, class T, FixedString... Columns>
using Composite = typename As::template Fields<T, field<Columns>...>;

namespace detail {

struct TypesOfMembers {
  template <class... Members>
  constexpr std::type_identity<std::tuple<Members...>> operator()(Members&...) const {
    return {};
  }
};

/// The types of the members of a struct, as a tuple.
template <class T, std::size_t Count>
using MembersOf =
    typename decltype(visit_members<Count>(std::declval<T&>(), TypesOfMembers{}))::type;

template <class... FieldsOfStruct>
consteval std::size_t index_of(std::string_view name) {
  std::size_t index = 0;
  std::size_t found = sizeof...(FieldsOfStruct);
  ((FieldsOfStruct::name == name ? found = index++ : index++), ...);
  return found;
}

/// The type of the member that a column belongs to.
template <class T, FixedString Name, class... FieldsOfStruct>
struct MemberFor {
  static constexpr std::size_t index = index_of<FieldsOfStruct...>(Name.view());
  static_assert(index < sizeof...(FieldsOfStruct),
                "retort: the Composite has no column of this name");
  using type = std::tuple_element_t<index, MembersOf<T, sizeof...(FieldsOfStruct)>>;
};

/// A column of a composite, which queries and statements take like any other.
template <class T, class Table>
class PartColumn : public TypedColumn<T, Table> {
 public:
  using TypedColumn<T, Table>::TypedColumn;
  static constexpr bool is_primary_key = false;
};

template <template <class> class Model, class Table, class T, class... FieldsOfStruct>
class CompositeOf {
  template <FixedString Name>
  using PartOf = PartColumn<typename MemberFor<T, Name, FieldsOfStruct...>::type, Table>;

 public:
  /// How many of its columns are.
  static constexpr int is_primary_key = (int{FieldsOfStruct::is_primary_key} + ... + 0);
  static constexpr std::size_t count = sizeof...(FieldsOfStruct);
  static_assert(count_members<T>() == count,
                "retort: a Composite names one column for each member of its struct");

  constexpr CompositeOf() = default;
  /// The member's initialiser, which is the entity's affair.
  template <class... Initializers>
  requires(sizeof...(Initializers) > 0 && !(std::same_as<Initializers, AnyInitializer> ||
                                            ...)) constexpr CompositeOf(const Initializers&...) {}

  static constexpr bool declares(std::string_view name) {
    return ((FieldsOfStruct::name == name) || ...);
  }

  void describe(Mapper& mapper, std::size_t offset) const {
    T value{};
    visit_members<count>(value, [&](auto&... members) {
      (FieldsOfStruct::template describe<std::remove_reference_t<decltype(members)>>(
           mapper, offset + distance(&value, &members)),
       ...);
    });
  }

  /// One of the columns.
  template <FixedString Name>
  constexpr PartOf<Name> column() const {
    return PartOf<Name>(Name.view(), &mapper<Model>, false, nullptr);
  }

  friend auto operator==(const CompositeOf&, const T& value) {
    return Expression<bool, Scope<Table>>(all_equal(value));
  }
  friend auto operator!=(const CompositeOf&, const T& value) {
    return Expression<bool, Scope<Table>>(make_not(all_equal(value)));
  }

 private:
  static NodePtr all_equal(const T& value) {
    NodePtr all;
    visit_members<count>(value, [&](const auto&... members) {
      ((all = make_and(std::move(all), (node_of<std::remove_cvref_t<decltype(members)>>(
                                            FieldsOfStruct::name) == members)
                                           .node())),
       ...);
    });
    return all;
  }
  template <class Member>
  static auto node_of(std::string_view name) {
    return TypedColumn<Member, Table>(name, &mapper<Model>, false, nullptr);
  }
};

}  // namespace detail
}  // namespace retort::orm
