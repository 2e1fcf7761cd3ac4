#include <retort/orm/detail/shared_block.h>
#include <retort/orm/query/write_only.h>

#include <retort/orm/detail/loading_query.h>
#include <retort/orm/detail/node.h>
#include <retort/orm/detail/session_core.h>
#include <retort/orm/error.h>
#include <retort/orm/query/select.h>
#include <retort/orm/query/statement.h>

namespace retort::orm::detail {

namespace {

KeyValues key_of_owner(const CollectionBase& many) {
  if (!many.owner() || many.owner()->state == State::transient ||
      many.owner()->state == State::pending)
    throw SessionError(
        "the object of this collection has no row yet; add it to the session and flush first");
  KeyValues key;
  for (const auto* column : many.relationship()->parent_columns)
    key.push_back(column->codec->get(column->in(many.owner()->entity())));
  return key;
}

}  // namespace

NodePtr belongs_to_owner(const CollectionBase& many) {
  const auto key = key_of_owner(many);
  const auto& relationship = *many.relationship();
  auto condition = equals(relationship.target(), relationship.child_columns, key, true);
  if (!relationship.far) return condition;
  const Source link{&relationship.target()};
  const Source end{&relationship.end()};
  auto linked = new_shared<Select>();
  linked->from.push_back({link});
  linked->where =
      make_and(std::move(condition), key_condition(*relationship.far_end->key, end, link));
  return make_node(ExistsNode{std::move(linked)});
}

std::vector<NodePtr> order_of(const CollectionBase& many) {
  key_of_owner(many);
  std::vector<NodePtr> order;
  for (const auto& [column, descending] : many.relationship()->order_by)
    order.push_back(make_order(make_column(Source{&many.relationship()->end()}, column), descending,
                               Nulls::unsaid));
  return order;
}

Shared<AnyStatement> new_insert(const Source& target, const CollectionBase& many) {
  const auto key = key_of_owner(many);
  const auto& relationship = *many.relationship();
  if (relationship.far)
    throw QueryError("insert_into() of a many to many collection of " +
                     std::string(relationship.owner->name) +
                     " would have to write the link too; add() the objects, or insert into " +
                     std::string(relationship.target().name));
  Insert insert{.target = target};
  for (std::size_t i = 0; i < key.size(); ++i)
    insert.given.push_back({relationship.child_columns[i]->name, key[i]});
  return new_shared<AnyStatement>(std::move(insert));
}

}  // namespace retort::orm::detail
