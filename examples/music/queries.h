// The questions that the music library is asked.

#pragma once

#include <cstdint>
#include <optional>
#include <tuple>
#include <vector>

#include <retort/orm/session.h>

#include "models.h"

namespace music {

/// Everything.
std::vector<Handle<Artist>> all_artists(const Session& session);
/// With their artists, which are loaded by the same statement.
std::vector<Handle<Album>> all_albums(const Session& session);

/// Artists with at least one album.
std::vector<Handle<Artist>> artists_with_albums(const Session& session);

using ArtistAndCount = std::tuple<Handle<Artist>, std::int64_t>;
/// Artists with more than one album, said with a piece of SQL that uses the label of a column.
std::vector<ArtistAndCount> artists_with_several_albums(const Session& session);
/// The same for any number, said with expressions: it works on every database.
std::vector<ArtistAndCount> artists_with_more_albums_than(const Session& session, int number);

using ArtistAndTracks = std::tuple<Handle<Artist>, std::optional<std::int64_t>>;
/// The artists who recorded most, and how many tracks.
std::vector<ArtistAndTracks> busiest_artists(const Session& session, int limit);

/// A query is a value: this one can be narrowed, shown and run later.
inline auto artists_query(const Session& session) { return session.query(artists); }

/// Conditions are values too. This one is made of parts that not every caller wants.
Condition began_between(std::optional<int> after, std::optional<int> until);

}  // namespace music
