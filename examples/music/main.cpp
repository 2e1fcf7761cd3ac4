// The music library: artists and albums in a database.
//
//   music sqlite:///music.db create                  # or let `migrate upgrade head` make the tables
//   music sqlite:///music.db load data/music.json
//   music sqlite:///music.db show

#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "load.h"
#include "models.h"
#include "show.h"

namespace {

constexpr auto usage = "usage: music DATABASE-URL (create | load FILE | show)\n";

int load_file(retort::engine::Engine& engine, const std::string& path) {
  std::ifstream file(path);
  if (!file) {
    std::cerr << "music: cannot read " << path << '\n';
    return 1;
  }
  retort::orm::Session session(engine);
  for (const auto& [name, reason] : music::load(session, nlohmann::json::parse(file)))
    std::cout << "left out: " << name << ": " << reason << '\n';
  return 0;
}

int run(const std::vector<std::string>& arguments) {
  if (arguments.size() < 2) {
    std::cerr << usage;
    return 2;
  }
  retort::engine::Engine engine(arguments[0]);
  const auto& command = arguments[1];
  if (command == "create" && arguments.size() == 2) {
    retort::orm::create_all(engine);
  } else if (command == "load" && arguments.size() == 3) {
    return load_file(engine, arguments[2]);
  } else if (command == "show" && arguments.size() == 2) {
    music::show(engine, std::cout);
  } else {
    std::cerr << usage;
    return 2;
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run({argv + 1, argv + argc});
  } catch (const std::exception& error) {
    std::cerr << "music: " << error.what() << '\n';
    return 1;
  }
}
