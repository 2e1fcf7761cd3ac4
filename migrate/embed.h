// migrate::embed: a folder of scripts as C++ source, for retort_embed_migrations() of CMake.
//
//   migrate::EmbeddedSource source = migrate::embed({"migrations"}, {.name = "migrations"});
//   // source.header declares embedded::migrations(), source.code defines it
//
// Any bytes and any length: the source is plain ASCII, and no literal in it is longer than every
// compiler takes.

#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace retort::migrate {

struct EmbedOptions {
  /// Of the function, and of the header without its ending.
  std::string name = "migrations";
  /// May be nested: "app::data".
  std::string name_space = "embedded";
  /// Whether scripts may lie in folders inside these.
  bool recursive = false;
};

struct EmbeddedSource {
  std::string header{};
  std::string code{};
  /// Everything that it depends on: the scripts, and the folders, which change when a script comes
  /// or goes.
  std::vector<std::filesystem::path> inputs{};
};

/// Reads the scripts of the folders, whole, those that were squashed too, and the history that they
/// are. Throws MigrateError for
/// whatever is wrong with one of them or with how they follow one another, and for a name that is
/// none in C++.
EmbeddedSource embed(const std::vector<std::filesystem::path>& folders,
                     const EmbedOptions& options = {});

}  // namespace retort::migrate
