// The grown music library at work: gives an artist a country and an album its genres, and asks.
//
//   music_grown sqlite:///music.db

#include <exception>
#include <iostream>

#include <retort/engine/engine.h>
#include <retort/orm/session.h>

#include "models.h"

namespace {

using namespace music::grown;

void tag(Session& session) {
  auto tool = session.query(artists).filter(artists.name == "Tool").one();
  tool->country = "USA";
  auto metal = session.add(Genre{.name = "Progressive metal"});
  for (const auto& album : tool->albums) session.add(AlbumGenre{.album = album, .genre = metal});
  session.commit();
}

void show(const Session& session) {
  for (const auto& artist : session.query(artists).order_by(artists.name).all())
    std::cout << artist->name << " (" << artist->country << ")\n";
  for (const auto& link : session.query(album_genres).all())
    std::cout << link->album->name << ": " << link->genre->name << '\n';
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: music_grown DATABASE-URL\n";
    return 2;
  }
  try {
    retort::engine::Engine engine(argv[1]);
    Session session(engine);
    tag(session);
    show(session);
    return 0;
  } catch (const std::exception& error) {
    std::cerr << "music_grown: " << error.what() << '\n';
    return 1;
  }
}
