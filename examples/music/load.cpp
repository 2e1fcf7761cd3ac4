// Filling the music library from a JSON dump.

#include "load.h"

#include <map>

#include <nlohmann/json.hpp>

#include <retort/orm/json.h>

#include "models.h"

namespace music {

namespace {

using nlohmann::json;

/// Runs `store` and commits; what is refused is undone and noted.
template <class Store>
void store_entry(Session& session, const json& entry, std::vector<Refused>& refused, Store store) {
  try {
    store();
    session.commit();
  } catch (const retort::Error& error) {
    session.rollback();
    refused.push_back({entry.at("name").get<std::string>(), error.what()});
  }
}

}  // namespace

std::vector<Refused> load(Session& session, const json& dump) {
  std::vector<Refused> refused;
  std::map<std::string, Handle<Artist>> by_name;
  for (const auto& entry : dump.at("artists")) {
    store_entry(session, entry, refused, [&] {
      auto artist = session.add(from_json<Artist>(entry));
      session.flush();
      by_name[artist->name] = artist;
    });
  }
  for (auto entry : dump.at("albums")) {
    const auto artist = entry.at("artist").get<std::string>();
    entry.erase("artist");
    store_entry(session, entry, refused, [&] {
      auto album = from_json<Album>(entry);
      album.artist = by_name.at(artist);
      session.add(std::move(album));
    });
  }
  return refused;
}

}  // namespace music
