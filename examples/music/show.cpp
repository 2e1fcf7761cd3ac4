// Everything that the music library can be asked, printed.

#include "show.h"

#include <ostream>

#include "queries.h"

namespace music {

namespace {

std::ostream& operator<<(std::ostream& out, const Artist& artist) {
  out << "<Artist(id=" << artist.id << ", name='" << artist.name << "', year=";
  if (!artist.year) return out << "none)>";
  return out << *artist.year << ")>";
}

std::ostream& operator<<(std::ostream& out, const Album& album) {
  return out << "<Album(id=" << album.id << ", name='" << album.name << "', tracks=" << album.tracks
             << ", artist='" << album.artist->name << "')>";
}

void show_everything(const Session& session, std::ostream& out) {
  out << "Artists:\n";
  for (const auto& artist : all_artists(session)) out << "  " << *artist << '\n';
  out << "Albums:\n";
  for (const auto& album : all_albums(session)) out << "  " << *album << '\n';
}

void show_collections(const Session& session, std::ostream& out) {
  out << "Artists with albums:\n";
  for (const auto& artist : artists_with_albums(session)) {
    out << "  " << artist->name << '\n';
    for (const auto& album : artist->albums)
      out << "    " << album->name << " by " << album->artist->name << '\n';
  }
}

void show_groups(const Session& session, std::ostream& out) {
  out << "Artists with more than one album:\n";
  for (const auto& [artist, count] : artists_with_several_albums(session))
    out << "  " << artist->name << ": " << count << '\n';
  out << "The same, on any database:\n";
  for (const auto& [artist, count] : artists_with_more_albums_than(session, 1))
    out << "  " << artist->name << ": " << count << '\n';
}

void show_busiest(const Session& session, std::ostream& out) {
  out << "Most tracks:\n";
  for (const auto& [artist, tracks] : busiest_artists(session, 2))
    out << "  " << artist->name << ": " << tracks.value_or(0) << '\n';
}

/// One name, two readings: of an object it is a value, of a table an expression.
void show_readings(Session& session, std::ostream& out) {
  if (const auto artist = session.get<Artist>(3)) {
    out << "artist->name is " << artist->name << ", artists.name is " << artists.name.sql() << '\n';
  }
}

/// Queries and conditions are values, which show their SQL without running it.
void show_values(const Session& session, std::ostream& out) {
  const auto query = artists_query(session);
  out << "Query: " << query.sql() << '\n';
  const auto late = artists.year > 1980;
  out << "Condition: " << late.sql() << '\n';
  out << "Filtered: " << query.filter(late).sql() << '\n';
  const auto condition = began_between(1980, 1990);
  out << "Composed: " << condition.sql() << '\n';
  for (const auto& artist : query.filter(condition).all()) out << "  " << *artist << '\n';
}

}  // namespace

void show(retort::engine::Engine& engine, std::ostream& out) {
  Session session(engine);
  // Each part begins with nothing in memory, as a program that was just started would.
  show_everything(session, out);
  session.close();
  show_collections(session, out);
  session.close();
  show_groups(session, out);
  session.close();
  show_busiest(session, out);
  session.close();
  show_readings(session, out);
  show_values(session, out);
}

}  // namespace music
