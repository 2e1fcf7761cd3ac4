// migrate::open: a database that is at the head of its history, for an application that carries its
// scripts with it.
//
//   engine::Engine engine = migrate::open("sqlite:///app.db", embedded::migrations());
//
// A database that is there already costs one read, of its version rows: no lock, no write, and no
// script is looked at. One that is behind, or missing, is brought to the heads as Runner::upgrade
// does it, each revision in a transaction; a second program that opens it meanwhile waits. Callbacks
// and functions of the application are in OpenOptions::run. Any thread may call it.

#pragma once

#include <string>
#include <string_view>

#include <retort/engine/engine.h>
#include <retort/migrate/embedded.h>
#include <retort/migrate/error.h>
#include <retort/migrate/graph.h>
#include <retort/migrate/runner.h>

namespace retort::migrate {

/// The database is at a revision that the scripts do not have: a newer version of the program wrote
/// it, or it belongs to something else. what() says which. Nothing was changed.
class DatabaseAhead : public MigrateError {
 public:
  using MigrateError::MigrateError;
};

struct OpenOptions {
  engine::Options engine{};
  /// Without allow_destructive an upgrade stops before it loses values. A dry run is refused.
  RunOptions run{};
  RunnerTables tables{};
  /// The revision that an older database is taken to be at, one that has tables and no version
  /// table: what the application made before it had scripts. Empty: there are none of that kind.
  std::string baseline{};
};

/// Throws what Runner::upgrade throws, DatabaseAhead, and ConnectError; MigrateError where an older
/// database may only be read.
engine::Engine open(std::string_view url, const EmbeddedScripts& scripts,
                    const OpenOptions& options = {});

/// The same with scripts from elsewhere: `Graph(read_revisions("migrations"))`.
engine::Engine open(std::string_view url, const Graph& scripts, const OpenOptions& options = {});

}  // namespace retort::migrate
