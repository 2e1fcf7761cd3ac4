// What queries and statements about a write_only collection need of it:
//
//   session.query(artist->albums).filter(albums.year > 1980).limit(5)
//   session.update(artist->albums).set(albums.seen, true).execute()

#pragma once

#include <vector>

#include <retort/orm/collection.h>
#include <retort/orm/expression/tree.h>
#include <retort/orm/query/statement_parts.h>
#include <retort/orm/shared.h>

namespace retort::orm::detail {

// They flush nothing. Throw SessionError for a collection of an entity that is no object, or whose
// object has no row yet.

/// `? = albums.artist_id`; for many to many, that a row of the link says so.
NodePtr belongs_to_owner(const CollectionBase& many);
/// The order that the model says.
std::vector<NodePtr> order_of(const CollectionBase& many);
/// An INSERT of rows that are to belong to the owner. Throws QueryError for many to many.
Shared<AnyStatement> new_insert(const Source& target, const CollectionBase& many);

template <class Query>
Query with_order(const Query& query, const std::vector<NodePtr>& order) {
  return query.ordered_by_nodes(order);
}

}  // namespace retort::orm::detail
