// The questions that the music library is asked.

#include "queries.h"

namespace music {

std::vector<Handle<Artist>> all_artists(const Session& session) {
  return session.query(artists).all();
}

std::vector<Handle<Album>> all_albums(const Session& session) {
  return session.query(albums).all();
}

std::vector<Handle<Artist>> artists_with_albums(const Session& session) {
  return session.query(artists).filter(artists.albums.any()).all();
}

std::vector<ArtistAndCount> artists_with_several_albums(const Session& session) {
  return session.query(artists, count(albums.id).label("count"))
      .join(albums)
      .group_by(artists.id)
      .having(text("count > 1"))
      .all();
}

std::vector<ArtistAndCount> artists_with_more_albums_than(const Session& session, int number) {
  const auto album_count = count(albums.id);
  return session.query(artists, album_count)
      .join(albums)
      .group_by(artists.id)
      .having(album_count > number)
      .all();
}

std::vector<ArtistAndTracks> busiest_artists(const Session& session, int limit) {
  const auto tracks = sum(albums.tracks);
  return session.query(artists, tracks)
      .join(albums)
      .group_by(artists.id)
      .order_by(tracks.desc())
      .limit(limit)
      .all();
}

Condition began_between(std::optional<int> after, std::optional<int> until) {
  Condition condition;
  if (after) condition = condition && artists.year > *after;
  if (until) condition = condition && artists.year <= *until;
  return condition;
}

}  // namespace music
