// A program outside the project: scripts inside it, a model, a row, a query.

#include <migrations.h>
#include <retort/retort.h>

#include <cstdint>
#include <iostream>
#include <string>

using namespace retort::orm;

template <class As>
struct ArtistModel {
  static constexpr auto table_name = "artists";
  Column<As, "id", std::int64_t, primary_key> id{};
  Column<As, "name", std::string, unique> name{};
};
using Artist = Entity<ArtistModel>;
inline constexpr auto artists = table<ArtistModel>;

int main() {
  auto engine = retort::migrate::open("sqlite://", embedded::migrations());
  Session session(engine);
  session.add(Artist{.name = "Tool"});
  session.commit();
  for (const auto& artist : session.query(artists).filter(artists.name == "Tool").all())
    std::cout << artist->name << '\n';
}
