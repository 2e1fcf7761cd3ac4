// The music library's models: artists and their albums.

#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <retort/orm/model.h>

namespace music {

using namespace retort::orm;

/// Recorded music that one would collect: no artist began before 1950.
int year_is_valid(int year);

template <class As>
struct AlbumModel;

template <class As>
struct ArtistModel {
  static constexpr auto table_name = "artists";

  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "name", std::string, unique> name{};
  Column<As, "year", std::optional<int>, validate<year_is_valid>> year{};
  HasMany<As, AlbumModel, "artist_id"> albums{};
};

template <class As>
struct AlbumModel {
  static constexpr auto table_name = "albums";

  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "name", std::string> name{};
  Column<As, "tracks", int> tracks{};
  Column<As, "artist_id", std::int64_t, references<ArtistModel, "id">> artist_id{};
  BelongsTo<As, ArtistModel, "artist_id", joined> artist{};
};

using Artist = Entity<ArtistModel>;
using Album = Entity<AlbumModel>;
inline constexpr auto artists = table<ArtistModel>;
inline constexpr auto albums = table<AlbumModel>;

}  // namespace music
