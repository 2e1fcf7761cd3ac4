// Queries inside of others: select() makes one without a session.
//
//   session.query(artists).filter(exists(select(albums).correlate(artists).filter(
//       albums.artist_id == artists.id)))
//
// correlate() says which tables are those of the query around it; any() and has() of relationships
// do so by themselves.

#pragma once

#include <retort/orm/query/query.h>

namespace retort::orm {

/// A query that has no session yet.
template <class First, class... Rest>
auto select(const First& first, const Rest&... rest) {
  return detail::make_query({}, first, rest...);
}

/// Whether the query finds a row.
template <detail::InnerQuery Inner>
auto exists(const Inner& query) {
  return Expression<bool, typename Inner::Correlated>(detail::make_exists(query.data()));
}

}  // namespace retort::orm
