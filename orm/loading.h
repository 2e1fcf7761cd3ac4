// How what an object is related to comes into memory.
//
//   BelongsTo<As, ArtistModel, "artist_id", joined> artist{};           // the model says it
//   session.query(albums).options(selectinload(albums.artist)).all();   // or the query (load_option.h)

#pragma once

namespace retort::orm {

enum class Loading {
  /// By a query of its own when it is first used.
  lazy,
  /// By a LEFT OUTER JOIN of the query that loads the owner.
  joined,
  /// By one more query for all owners that a query has loaded.
  selectin,
  /// Not at all: using it throws LazyLoadError unless it is in memory.
  raise,
};

}  // namespace retort::orm
