// The conditions that relationships make in queries.

#include <retort/orm/detail/node.h>
#include <retort/orm/error.h>
#include <retort/orm/mapping/relationship_of.h>

namespace retort::orm::detail {

const MappedRelationship& find_relationship(const Mapper& owner, const Mapper& target,
                                            std::string_view column, bool many) {
  for (const auto& relationship : owner.relationships()) {
    if (relationship.many == many && relationship.column == column &&
        &relationship.target() == &target)
      return relationship;
  }
  throw QueryError("the model of " + std::string(owner.name) + " has no such relationship");
}

namespace {

/// The condition, with the columns of the table taken from its alias.
NodePtr about(const NodePtr& condition, const Source& target) {
  if (!condition || target.alias == 0) return condition;
  return make_node(AliasedNode{condition, Source{target.mapper}, target});
}

}  // namespace

NodePtr make_exists(const MappedRelationship& relationship, const NodePtr& condition) {
  // A table that refers to itself is another one inside.
  const int alias = &relationship.target() == relationship.owner ? 1 : 0;
  const Source owner{relationship.owner};
  const Source target{&relationship.target(), alias};
  auto select = std::make_shared<Select>();
  select->from.push_back(target);
  select->where = make_and(relationship.many ? key_condition(*relationship.key, owner, target)
                                             : key_condition(*relationship.key, target, owner),
                           about(condition, target));
  return make_node(ExistsNode{std::move(select)});
}

NodePtr make_refers_to(const MappedRelationship& relationship, const Instance* target) {
  NodePtr condition;
  for (std::size_t i = 0; i < relationship.child_columns.size(); ++i) {
    auto column = make_column(Source{relationship.owner}, relationship.child_columns[i]->name);
    const auto* key = relationship.parent_columns[i];
    auto value =
        target ? make_value(key->codec->get(key->in(target->entity())), column) : make_null();
    condition = make_and(std::move(condition),
                         target ? make_binary(Operator::equal, std::move(value), std::move(column))
                                : make_binary(Operator::is, std::move(column), std::move(value)));
  }
  return condition;
}

}  // namespace retort::orm::detail
