// migrate::EmbeddedScripts: a folder of scripts inside a program.
//
//   # CMakeLists.txt
//   retort_embed_migrations(app migrations)
//
//   #include <migrations.h>  // written by the line above
//   auto engine = migrate::open("sqlite:///app.db", embedded::migrations());
//
// Views of constants of the program: cheap to copy, valid for ever, free to share between threads.
// The scripts were read when the program was built, so what is wrong with one stops the build.

#pragma once

#include <span>
#include <string_view>
#include <vector>

#include <retort/migrate/script.h>

namespace retort::migrate {

/// One script. Its text comes in pieces, since a compiler limits the length of a literal.
struct EmbeddedFile {
  /// As seen from beside the folder: "migrations/3f2a9c1b7d04_create_artists.toml".
  std::string_view path{};
  std::span<const std::string_view> pieces{};
};

struct EmbeddedScripts {
  /// In the order of their paths.
  std::span<const EmbeddedFile> files{};
  /// The version rows of a database that has all of them, sorted.
  std::span<const std::string_view> heads{};
  /// What was squashed, for databases inside of it: "migrations/squashed/9f8e7d6c5b4a/...".
  std::span<const EmbeddedFile> squashed{};
};

/// The headers of the scripts, which copies their texts; those that were squashed are in their
/// Revision::originals. Throws MigrateError.
std::vector<Revision> read_revisions(const EmbeddedScripts& scripts);

}  // namespace retort::migrate
