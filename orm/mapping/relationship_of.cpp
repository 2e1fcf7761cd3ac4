// The conditions that relationships make in queries.

#include <retort/orm/detail/node.h>
#include <retort/orm/detail/shared_block.h>
#include <retort/orm/error.h>
#include <retort/orm/mapping/mapper.h>
#include <retort/orm/mapping/relationship_of.h>
#include <retort/orm/query/select.h>

namespace retort::orm::detail {

const MappedRelationship& find_relationship(const Mapper& owner, const Mapper& target,
                                            std::string_view column, bool many) {
  for (const auto& relationship : owner.relationships()) {
    if (relationship.many == many && relationship.column == column &&
        &relationship.end() == &target)
      return relationship;
  }
  throw QueryError("the model of " + std::string(owner.name) + " has no such relationship");
}

namespace {

/// The condition, with the columns of the table taken from its alias.
NodePtr about(const NodePtr& condition, const Source& target) {
  if (!condition || target.number == 0) return condition;
  return make_node(AliasedNode{condition, Source{target.mapper}, target});
}

}  // namespace

NodePtr make_exists(const MappedRelationship& relationship, const Source& owner,
                    const NodePtr& condition) {
  // A table that refers to itself is another one inside.
  const auto& end = relationship.end();
  const bool same = &end.root() == &relationship.owner->root();
  const auto target = same ? numbered_source(end) : Source{&end};
  auto select = new_shared<Select>();
  NodePtr on;
  if (relationship.far) {
    const auto link = numbered_source(relationship.target());
    select->from.push_back({link});
    on = make_and(key_condition(*relationship.key, owner, link),
                  key_condition(*relationship.far_end->key, target, link));
  } else {
    on = relationship.many ? key_condition(*relationship.key, owner, target)
                           : key_condition(*relationship.key, target, owner);
  }
  select->from.push_back({target});
  select->where = make_and(std::move(on), about(condition, target));
  return make_node(ExistsNode{std::move(select)});
}

NodePtr make_refers_to(const MappedRelationship& relationship, const Source& owner,
                       const Instance* target) {
  NodePtr condition;
  for (std::size_t i = 0; i < relationship.child_columns.size(); ++i) {
    auto column = make_column(owner, relationship.child_columns[i]->name);
    const auto* key = relationship.parent_columns[i];
    auto value =
        target ? make_value(key->codec->get(key->in(target->entity())), column) : make_null();
    condition = make_and(std::move(condition),
                         target ? make_binary(Operator::equal, std::move(value), std::move(column))
                                : make_binary(Operator::is, std::move(column), std::move(value)));
  }
  return condition;
}

NodePtr make_refers_to_other(const MappedRelationship& relationship, const Source& owner,
                             const Instance* target) {
  const auto negated = make_not(make_refers_to(relationship, owner, target));
  if (!target) return negated;
  NodePtr none;
  for (const auto* child : relationship.child_columns)
    none = make_or(std::move(none),
                   make_binary(Operator::is, make_column(owner, child->name), make_null()));
  return make_or(negated, std::move(none));
}

NodePtr make_is_object(const Mapper& mapper, const Instance* object) {
  if (!object) throw QueryError("contains() was given an empty handle");
  NodePtr condition;
  for (const auto* key : mapper.key) {
    auto column = make_column(Source{&mapper}, key->name);
    auto value = make_value(key->codec->get(key->in(object->entity())), column);
    condition = make_and(std::move(condition),
                         make_binary(Operator::equal, std::move(column), std::move(value)));
  }
  return condition;
}

}  // namespace retort::orm::detail
