// From a model to its Mapper: the only place where the members of a model are enumerated.

#pragma once

#include <cstddef>
#include <string_view>
#include <tuple>
#include <type_traits>

#include <retort/orm/constraints.h>
#include <retort/orm/mapping/column_draft.h>
#include <retort/orm/mapping/declared.h>
#include <retort/orm/mapping/members.h>
#include <retort/orm/mapping/model_facts.h>
#include <retort/orm/mapping/typed_column.h>
#include <retort/orm/object/entity_storage.h>
#include <retort/orm/reading.h>

namespace retort::orm::detail {

template <class Constraint>
inline constexpr bool is_primary_key_of = false;
template <FixedString... Columns>
inline constexpr bool is_primary_key_of<primary_key_of<Columns...>> = true;
template <class... Parts>
inline constexpr bool is_primary_key_of<primary_key_on<Parts...>> = true;
template <FixedString Name, class Constraint>
inline constexpr bool is_primary_key_of<named<Name, Constraint>> = is_primary_key_of<Constraint>;

/// Calls visit with every constraint of the model.
template <template <class> class Model, class Visitor>
constexpr auto visit_constraints(Visitor visit) {
  if constexpr (requires { Entity<Model>::constraints; }) {
    return std::apply(visit, Entity<Model>::constraints);
  } else {
    return visit();
  }
}

/// The members of a model or of a group, read as expressions.
template <class Group>
inline constexpr std::size_t member_count = count_members<Group, sizeof(ColumnBase)>();

/// A model or a group, read as expressions.
template <class Group>
inline constexpr Group expressions_of{};

/// Calls visit with every member of the model, read as expressions.
template <template <class> class Model, class Visitor>
constexpr auto visit_expressions(Visitor visit) {
  using Group = Model<Expressions<Model>>;
  return visit_members<member_count<Group>>(expressions_of<Group>, visit);
}

/// A column, a composite or a relationship. Any other member of a model is a group: a struct with
/// members of its own, which are those of the model.
template <class Member>
concept MappedMember = requires {
  Member::is_primary_key;
};
/// Not so what a misspelt option or type leaves behind, which the compiler has named already; nor a
/// plain member. keys_in() refuses them, once.
template <class Member>
concept GroupMember = !MappedMember<Member> && std::is_aggregate_v<Member>;

/// The columns of a model or group that has nothing else, as most have. What is asked about it while it
/// compiles is answered by a walk through them, and not by templates over its members.
template <std::size_t Count>
struct ColumnList {
  static constexpr bool complete = true;
  static constexpr std::size_t count = Count;
  const ColumnBase* columns[Count];
};
struct NotOnlyColumns {
  static constexpr bool complete = false;
};

struct ListColumns {
  template <class... Members>
  constexpr auto operator()(const Members&... members) const {
    if constexpr (requires { ColumnList<sizeof...(Members)>{{&members...}}; }) {
      return ColumnList<sizeof...(Members)>{{&members...}};
    } else {
      return NotOnlyColumns{};
    }
  }
};

template <class Group>
inline constexpr auto columns_of = visit_members<member_count<Group>>(expressions_of<Group>,
                                                                      ListColumns{});

/// Null where there is none.
constexpr const ColumnBase* find_column(const ColumnBase* const* columns, std::size_t count,
                                        std::string_view name) {
  for (std::size_t i = 0; i < count; ++i) {
    if (columns[i]->declares(name)) return columns[i];
  }
  return nullptr;
}

constexpr int count_keys(const ColumnBase* const* columns, std::size_t count) {
  int keys = 0;
  for (std::size_t i = 0; i < count; ++i) keys += int{columns[i]->is_key()};
  return keys;
}

template <class Member>
constexpr bool declares_in(const Member& member, std::string_view name);
template <class Member>
constexpr int keys_in();

/// Sums up what `count` says of each member of a group.
template <class Group, class Count>
constexpr int count_in_group(Count count) {
  return visit_members<member_count<Group>>(expressions_of<Group>, [count](const auto&... members) {
    return (count(std::type_identity<std::remove_cvref_t<decltype(members)>>{}) + ... + 0);
  });
}

template <class Member>
constexpr bool declares_in(const Member& member, std::string_view name) {
  if constexpr (MappedMember<Member>) {
    return member.declares(name);
  } else if constexpr (!GroupMember<Member>) {
    return false;
  } else {
    return visit_members<member_count<Member>>(
        expressions_of<Member>,
        [name](const auto&... members) { return (declares_in(members, name) || ...); });
  }
}

template <class Member>
constexpr int keys_in() {
  if constexpr (MappedMember<Member>) {
    return int{Member::is_primary_key};
  } else {
    constexpr bool group = GroupMember<Member>;
    static_assert(group,
                  "retort: a member of a model is a Column, a relationship, or a struct of these");
    if constexpr (group) {
      return count_in_group<Member>([]<class M>(std::type_identity<M>) { return keys_in<M>(); });
    } else {
      return 1;
    }
  }
}

template <template <class> class Model>
consteval bool declares_column(std::string_view name) {
  constexpr auto& own = columns_of<Model<Expressions<Model>>>;
  if constexpr (own.complete) {
    return find_column(own.columns, own.count, name) != nullptr;
  } else {
    return visit_expressions<Model>([name](const auto&... members) {
      if constexpr ((MappedMember<std::remove_cvref_t<decltype(members)>> && ...)) {
        return (members.declares(name) || ...);
      } else {
        return (declares_in(members, name) || ...);
      }
    });
  }
}

template <class Member>
constexpr void find_kind(const Member& member, std::string_view name, Kind& kind) {
  if constexpr (std::is_base_of_v<ColumnBase, Member>) {
    if (member.declares(name)) kind = member.kind();
  } else if constexpr (GroupMember<Member>) {
    visit_members<member_count<Member>>(
        expressions_of<Member>,
        [name, &kind](const auto&... members) { (find_kind(members, name, kind), ...); });
  }
}

template <template <class> class Model>
consteval Kind column_kind(std::string_view name) {
  using Group = Model<Expressions<Model>>;
  constexpr auto& own = columns_of<Group>;
  Kind kind = nullptr;
  if constexpr (own.complete) {
    if (const auto* column = find_column(own.columns, own.count, name)) kind = column->kind();
  } else {
    find_kind(expressions_of<Group>, name, kind);
  }
  return kind;
}

/// The columns of the keys of single columns, in their order, as kinds.
struct KeyKinds {
  Kind kinds[most_members]{};
  std::size_t count = 0;
};
template <class Member>
constexpr void find_member_key(const Member& member, KeyKinds& key) {
  if constexpr (std::is_base_of_v<ColumnBase, Member>) {
    if (member.is_key()) key.kinds[key.count++] = member.kind();
  } else if constexpr (GroupMember<Member>) {
    visit_members<member_count<Member>>(expressions_of<Member>, [&key](const auto&... members) {
      (find_member_key(members, key), ...);
    });
  }
}
template <template <class> class Model, FixedString... Columns>
constexpr void find_key(primary_key_of<Columns...>, KeyKinds& key) {
  ((key.kinds[key.count++] = column_kind<Model>(Columns.view())), ...);
}
template <template <class> class Model, FixedString Name, class Constraint>
constexpr void find_key(named<Name, Constraint>, KeyKinds& key) {
  find_key<Model>(Constraint{}, key);
}
template <template <class> class Model, class Constraint>
constexpr void find_key(Constraint, KeyKinds&) {}

template <template <class> class Model>
consteval KeyKinds key_kinds() {
  KeyKinds key;
  find_member_key(expressions_of<Model<Expressions<Model>>>, key);
  visit_constraints<Model>(
      [&key](auto... constraints) { (find_key<Model>(constraints, key), ...); });
  return key;
}

template <template <class> class Model, class... Parts>
consteval bool is_key() {
  constexpr auto key = key_kinds<Model>();
  // A key that says more than the names of its columns, as primary_key_on<> does, is looked at when it runs.
  if constexpr (key.count == 0) {
    return true;
  } else {
    constexpr Kind parts[] = {kind_of<Plain<Parts>>()..., nullptr};
    bool alike = key.count == sizeof...(Parts);
    for (std::size_t i = 0; i < key.count && i < sizeof...(Parts); ++i)
      alike = alike && may_be_alike(key.kinds[i], parts[i]);
    return alike;
  }
}

template <template <class> class Model>
consteval int count_keys() {
  constexpr auto& own = columns_of<Model<Expressions<Model>>>;
  if constexpr (own.complete) {
    return count_keys(own.columns, own.count);
  } else {
    return visit_expressions<Model>([](const auto&... members) {
      // Most models have no groups; this costs the compiler less.
      if constexpr ((MappedMember<std::remove_cvref_t<decltype(members)>> && ...)) {
        return (int{std::remove_cvref_t<decltype(members)>::is_primary_key} + ... + 0);
      } else {
        return (keys_in<std::remove_cvref_t<decltype(members)>>() + ... + 0);
      }
    });
  }
}

template <template <class> class Model>
consteval bool has_primary_key() {
  return count_keys<Model>() > 0 || visit_constraints<Model>([](auto... constraints) {
           return (is_primary_key_of<decltype(constraints)> || ... || false);
         });
}

template <template <class> class Model>
consteval bool says_no_primary_key() {
  return visit_constraints<Model>([](auto... constraints) {
    return (std::is_same_v<decltype(constraints), no_primary_key> || ... || false);
  });
}

template <template <class> class Model>
consteval bool has_single_key() {
  return count_keys<Model>() == 1;
}

/// `offset` is where the member lies in the entity.
template <class Member, class Value>
void describe_member(Mapper& mapper, const Member& member, Value& value, std::size_t offset) {
  if constexpr (MappedMember<Member>) {
    member.describe(mapper, offset);
  } else if constexpr (GroupMember<Member>) {
    constexpr auto count = member_count<Member>;
    visit_members<count>(member, [&](const auto&... members) {
      visit_members<count>(value, [&](auto&... values) {
        (describe_member(mapper, members, values, offset + distance(&value, &values)), ...);
      });
    });
  }
}

/// A base: a group that is a model of a hierarchy.
template <class Member>
concept BaseMember = requires {
  Member::kind_name;
};

template <class Group>
struct BaseOf;
template <template <class> class Base, class As>
struct BaseOf<Base<As>> {
  static const Mapper& mapper() { return detail::mapper<Base>(); }
};

template <class Group, class BaseEntity>
inline constexpr bool starts_with = false;
template <template <class> class Base, class As, class BaseEntity>
requires BaseMember<Base<As>>
inline constexpr bool starts_with<Base<As>, BaseEntity> = is_a<Entity<Base>, BaseEntity>;

template <template <class> class Model, class BaseEntity>
consteval bool inherits() {
  if constexpr (!requires { Entity<Model>::kind_name; }) {
    return false;
  } else {
    return visit_expressions<Model>([](const auto& first, const auto&...) {
      return starts_with<std::remove_cvref_t<decltype(first)>, BaseEntity>;
    });
  }
}

template <class Group>
inline constexpr bool starts_elsewhere = false;
template <template <class> class Base, class As>
requires BaseMember<Base<As>>
inline constexpr bool starts_elsewhere<Base<As>> = has_several_tables<Base>();

template <template <class> class Model>
consteval bool has_several_tables() {
  if constexpr (!requires { Entity<Model>::kind_name; }) {
    return false;
  } else {
    return visit_expressions<Model>([](const auto& first, const auto&...) {
      using First = std::remove_cvref_t<decltype(first)>;
      if constexpr (BaseMember<First>) {
        return std::string_view(First::table_name) != table_name<Model>() ||
               starts_elsewhere<First>;
      } else {
        return false;
      }
    });
  }
}

template <class Group>
concept SaysScope = requires(const Group& group) {
  group.default_scope();
};

/// Whether it or one of its groups does; its base aside.
template <class Group>
consteval bool says_scope() {
  if constexpr (SaysScope<Group>) {
    return true;
  } else if constexpr (columns_of<Group>.complete) {
    return false;
  } else {
    return count_in_group<Group>([]<class M>(std::type_identity<M>) {
             if constexpr (!GroupMember<M> || BaseMember<M>) {
               return 0;
             } else {
               return int{says_scope<M>()};
             }
           }) > 0;
  }
}

/// What a member that is a group says of the rows of its model.
template <template <class> class Model, class Group>
NodePtr scope_of(const Group& group) {
  NodePtr condition;
  if constexpr (SaysScope<Group>) {
    using Test = std::remove_cvref_t<decltype(group.default_scope())>;
    static_assert(
        covers<typename Test::ScopeType, Scope<Entity<Model>>>,
        "retort: default_scope() is about columns of its own model; ask others with any(), "
        "has() and exists()");
    condition = group.default_scope().node();
  }
  visit_members<member_count<Group>>(group, [&](const auto&... members) {
    const auto add = [&](const auto& member) {
      if constexpr (GroupMember<std::remove_cvref_t<decltype(member)>>)
        condition = make_and(std::move(condition), scope_of<Model>(member));
    };
    (add(members), ...);
  });
  return condition;
}

template <template <class> class Model>
NodePtr default_scope() {
  return scope_of<Model>(Model<Expressions<Model>>{});
}

/// The model that it inherits from, or null.
template <class First, class... Rest>
constexpr MapperFunction base_of(std::type_identity<First>, std::type_identity<Rest>...) {
  if constexpr (BaseMember<First>) {
    return &BaseOf<First>::mapper;
  } else {
    return nullptr;
  }
}

// Not while base_of is evaluated, which would make the message longer than the mistake.
template <template <class> class Model, class First, class... Rest>
void check_base(const First&, const Rest&...) {
  static_assert(!(BaseMember<Rest> || ...), "retort: Inherits<> is the first member of its model");
  if constexpr (BaseMember<First>) {
    static_assert((keys_in<Rest>() + ... + 0) == 0,
                  "retort: a model that inherits from another one has the key of its base, which a "
                  "table of its own gets by itself; it declares none");
    static_assert(!says_scope<Model<Expressions<Model>>>(),
                  "retort: default_scope() is said by the base of a hierarchy, for all its models");
  }
}

// Where members lie in an entity is asked of one, since a pointer to member cannot be enumerated.

struct AddressesOf {
  const void** into;

  template <class... Members>
  void operator()(const Members&... members) const {
    const void** next = into;
    ((*next++ = &members), ...);
  }
};

template <class Entity, std::size_t Count>
void find_places(void* entity, const void** places) {
  visit_members<Count>(*static_cast<Entity*>(entity), AddressesOf{places});
}

// In two steps, of the entity and of its model read as expressions: what is a template in both would be
// compiled for each model anew.
template <class Entity>
struct DescribeMembers {
  Mapper& mapper;
  Entity& entity;

  template <class... Members>
  void operator()(const Members&... members) const {
    if constexpr ((MappedMember<Members> && ...)) {
      const void* places[sizeof...(Members)];
      find_places<Entity, sizeof...(Members)>(&entity, places);
      const void* const* next = places;
      (members.describe(mapper, distance(&entity, *next++)), ...);
    } else {
      visit_members<sizeof...(Members)>(entity, [&](auto&... values) {
        (describe_member(mapper, members, values, distance(&entity, &values)), ...);
      });
    }
  }
};

template <template <class> class Model>
void describe_members(Mapper& mapper, void* entity) {
  if constexpr (requires { Entity<Model>::kind_name; })
    visit_expressions<Model>([](const auto&... members) { check_base<Model>(members...); });
  visit_expressions<Model>(
      DescribeMembers<Entity<Model>>{mapper, *static_cast<Entity<Model>*>(entity)});
}

template <template <class> class Model>
void describe_constraints(Mapper& mapper) {
  visit_constraints<Model>(
      [&](auto... constraints) { (decltype(constraints)::template apply<Model>(mapper), ...); });
}

template <template <class> class Model>
constexpr ModelFacts facts_of() {
  ModelFacts facts{.name = table_name<Model>(), .entity_storage = &entity_storage<Entity<Model>>};
  if constexpr (requires { Entity<Model>::kind_name; }) {
    facts.kind_name = Entity<Model>::kind_name;
    facts.base = visit_expressions<Model>([](const auto&... members) {
      return base_of(std::type_identity<std::remove_cvref_t<decltype(members)>>{}...);
    });
  }
  if constexpr (requires { Entity<Model>::discriminator; }) {
    static_assert(declares_column<Model>(Entity<Model>::discriminator),
                  "retort: the discriminator is a column of the model");
    facts.discriminator_name = Entity<Model>::discriminator;
  }
  if constexpr (requires { Entity<Model>::polymorphic; })
    facts.polymorphic = Entity<Model>::polymorphic;
  if constexpr (requires { Entity<Model>::table_renamed_from; })
    facts.table_renamed_from = Entity<Model>::table_renamed_from;
  if constexpr (is_view<Model>) facts.view_sql = Entity<Model>::view_sql;
  if constexpr (says_scope<Model<Expressions<Model>>>()) facts.scope = &default_scope<Model>;
  constexpr auto& own = columns_of<Model<Expressions<Model>>>;
  if constexpr (own.complete) {
    facts.columns = own.columns;
    facts.column_count = own.count;
    facts.find_places = &find_places<Entity<Model>, own.count>;
  } else {
    facts.describe_members = &describe_members<Model>;
  }
  if constexpr (requires { Entity<Model>::constraints; })
    facts.describe_constraints = &describe_constraints<Model>;
  return facts;
}

/// Data and no code: the compiler finds it out, and writes it down.
template <template <class> class Model>
inline constexpr ModelFacts model_facts = facts_of<Model>();

template <template <class> class Model>
const Mapper& mapper() {
  static const Mapper& instance = make_mapper(model_facts<Model>);
  return instance;
}

}  // namespace retort::orm::detail
