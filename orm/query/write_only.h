// What queries and statements about a write_only collection need of it:
//
//   session.query(artist->albums).filter(albums.year > 1980).limit(5)
//   session.update(artist->albums).set(albums.seen, true).execute()

#pragma once

#include <utility>
#include <vector>

#include <retort/orm/collection.h>
#include <retort/orm/expression/tree.h>
#include <retort/orm/query/statement.h>

namespace retort::orm::detail {

// They flush nothing. Throw SessionError for a collection of an entity that is no object, or whose
// object has no row yet.

/// `? = albums.artist_id`; for many to many, that a row of the link says so.
NodePtr belongs_to_owner(const CollectionBase& many);
/// The order that the model says.
std::vector<NodePtr> order_of(const CollectionBase& many);
/// The foreign key of a row that is to belong to the owner. Throws QueryError for many to many.
std::vector<GivenValue> given_by(const CollectionBase& many);

template <class Query>
Query with_order(const Query& query, std::vector<NodePtr> order) {
  return query.ordered_by_nodes(std::move(order));
}

}  // namespace retort::orm::detail
