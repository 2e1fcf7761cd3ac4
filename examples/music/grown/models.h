// The music library's models, some time later: artists have a country, albums have genres, and the
// albums of an artist are found by an index.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>

#include <retort/orm/model.h>
#include <retort/schema/metadata.h>

#include "../models.h"

namespace music::grown {

using namespace retort::orm;

template <class As>
struct AlbumModel;
template <class As>
struct AlbumGenreModel;

template <class As>
struct ArtistModel {
  static constexpr auto table_name = "artists";

  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "name", std::string, unique> name{};
  Column<As, "year", std::optional<int>, validate<year_is_valid>> year{};
  Column<As, "country", std::string, server_default<"'unknown'">> country{};
  HasMany<As, AlbumModel, "artist_id"> albums{};
};

template <class As>
struct AlbumModel {
  static constexpr auto table_name = "albums";

  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "name", std::string> name{};
  Column<As, "tracks", int> tracks{};
  Column<As, "artist_id", std::int64_t, references<ArtistModel, "id">, indexed<>> artist_id{};
  BelongsTo<As, ArtistModel, "artist_id", joined> artist{};
  HasMany<As, AlbumGenreModel, "album_id"> genres{};
};

template <class As>
struct GenreModel {
  static constexpr auto table_name = "genres";

  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "name", std::string, unique> name{};
  HasMany<As, AlbumGenreModel, "genre_id"> albums{};
};

/// Which album is of which genre: many to many.
template <class As>
struct AlbumGenreModel {
  static constexpr auto table_name = "album_genres";
  static constexpr std::tuple constraints{primary_key_of<"album_id", "genre_id">{}};

  Column<As, "album_id", std::int64_t, references<AlbumModel, "id", on_delete<cascade>>> album_id{};
  Column<As, "genre_id", std::int64_t, references<GenreModel, "id">> genre_id{};
  BelongsTo<As, AlbumModel, "album_id", joined> album{};
  BelongsTo<As, GenreModel, "genre_id", joined> genre{};
};

using Artist = Entity<ArtistModel>;
using Album = Entity<AlbumModel>;
using Genre = Entity<GenreModel>;
using AlbumGenre = Entity<AlbumGenreModel>;
inline constexpr auto artists = table<ArtistModel>;
inline constexpr auto albums = table<AlbumModel>;
inline constexpr auto genres = table<GenreModel>;
inline constexpr auto album_genres = table<AlbumGenreModel>;

/// The schema of these four. (That of the first two models is registered beside them, since their
/// validator is used here.)
inline retort::schema::Metadata metadata() {
  return retort::orm::metadata<ArtistModel, AlbumModel, GenreModel, AlbumGenreModel>();
}

}  // namespace music::grown
