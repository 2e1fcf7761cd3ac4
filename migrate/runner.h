// migrate::Runner: carries a database along its history.
//
//   migrate::Runner runner(engine, graph, {.version_table = "migrate_version"});
//   runner.upgrade("head");
//
// Each revision is one transaction that takes the write lock at once, its version row and its entry in
// the history table included: all of it happens or none of it. A whole run holds a lock of the
// database's (engine::AdvisoryLock), so two runners never overlap: the second waits, reads the version
// rows again and finds nothing left to do. Where there is nothing to do from the start, a run costs
// the reading of the version rows and takes no lock. Uses one connection; one thread at a time.

#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <retort/engine/engine.h>
#include <retort/migrate/backup.h>
#include <retort/migrate/functions.h>
#include <retort/migrate/graph.h>
#include <retort/migrate/history_table.h>
#include <retort/migrate/lifecycle.h>
#include <retort/migrate/online.h>
#include <retort/migrate/preview.h>
#include <retort/migrate/version_table.h>

namespace retort::migrate {

struct RunOptions {
  /// Whether an upgrade may drop tables and columns that hold values, and change values so that
  /// they cannot be told from what is stored.
  bool allow_destructive = false;
  /// One transaction for the whole run: all revisions or none.
  bool one_transaction = false;
  /// Run everything in one transaction and roll it back. A database that does not exist is tried in a
  /// scratch one, so that it still does not afterwards.
  bool dry_run = false;
  /// Copy tables that are rebuilt while others write to them; not with one_transaction or dry_run.
  std::optional<OnlineOptions> online{};
  /// How long to wait for another runner.
  std::chrono::milliseconds lock_timeout = std::chrono::seconds(60);
  /// A copy of the database, made before the first revision that changes or drops what is there.
  std::optional<BackupOptions> backup{};
  /// Whether a rebuild begins only where its file system has room for it.
  bool space_check = true;
  /// The free bytes at a path; the system's answer where it is left out.
  std::function<std::uintmax_t(const std::filesystem::path&)> free_space{};
  /// Set it, from any thread or from a signal's handler, and the run ends with Stopped: the revision
  /// that it is at is rolled back, those before it stay.
  const std::atomic<bool>* stop = nullptr;
  Functions functions{};
  Lifecycle lifecycle{};
  /// Told to the functions and the lifecycle's; its tag goes into the history table.
  RunContext context{};
};

struct RunnerTables {
  std::string version_table = "migrate_version";
  std::string history_table = "migrate_history";
};

class Runner {
 public:
  /// `engine` and `graph` must outlive it.
  Runner(engine::Engine& engine, const Graph& graph, const RunnerTables& tables = {});

  /// The revisions that are tips now.
  std::vector<std::string> current();

  /// Runs what is missing up to a revision (Graph::upgrade_path has the identifiers). Returns how
  /// many revisions it ran. Throws DatabaseError that names the revision, BusyError where another
  /// runner does not end in time; MigrateError; DecisionNeeded when rows are in the way or values
  /// would be lost, or where a rebuild has too little room; Stopped. The revisions before the one that
  /// failed stay.
  std::size_t upgrade(std::string_view identifier, const RunOptions& options = {});

  /// The same for who has just read the version rows: they are not read once more before the lock is taken.
  std::size_t upgrade_from(const std::vector<std::string>& rows, std::string_view identifier,
                           const RunOptions& options = {});

  /// Back down to a revision. Asking for it is the word that allows it to drop what was added.
  /// Revisions that no script has any more are undone by the copy that the history table keeps.
  std::size_t downgrade(std::string_view identifier, const RunOptions& options = {});

  /// The same inside of a transaction that the caller has begun on a connection of its own, and ends.
  /// All revisions are made or, where it throws, none; what the transaction did before is left alone.
  /// Foreign keys may be on: a table is rebuilt without acting on the rows that refer to it. A script
  /// with a step outside of a transaction is refused, and so is a connection without a transaction. No
  /// lock of the runners is waited for, so the transaction should be an immediate one.
  std::size_t upgrade_within(engine::Connection& connection, std::string_view identifier,
                             const RunOptions& options = {});
  std::size_t downgrade_within(engine::Connection& connection, std::string_view identifier,
                               const RunOptions& options = {});

  /// What `upgrade` or `downgrade` would send to the database as it is, and what would stop it. Changes
  /// nothing and takes no lock; of the options it takes `allow_destructive`, the names of `functions` and the tag.
  /// Throws as they do for identifiers and scripts. The result may not outlive the runner.
  Preview preview(Direction direction, std::string_view identifier, const RunOptions& options = {});

 private:
  using Path = std::function<std::vector<Move>(const std::vector<std::string>& rows)>;
  bool is_scratch(const RunOptions& options) const;
  engine::Connection connect(const RunOptions& options);
  Path upward(engine::Connection& connection, std::string_view identifier);
  Path downward(engine::Connection& connection, std::string_view identifier);
  std::size_t run(engine::Connection& connection, std::vector<Move> moves,
                  const RunOptions& options);
  std::size_t run_within(engine::Connection& connection, const Path& path,
                         const RunOptions& options);
  const Graph& graph_for(engine::Connection& connection, const std::vector<std::string>& rows);
  void require_scripts(engine::Connection& connection, const std::vector<std::string>& rows);

  engine::Engine& engine_;
  const Graph& graph_;
  std::optional<Graph> extended_;
  VersionTable versions_;
  HistoryTable history_;
};

/// Runs the operations and nothing else; without `functions` none is called. For scratch databases, and
/// for applications that keep no history. In a transaction of the caller's it is part of that one, as
/// Runner::upgrade_within is.
void run_operations(engine::Connection& connection, const std::vector<Operation>& operations,
                    Losses losses = Losses::allowed, const Functions* functions = nullptr);

/// Builds in an empty scratch database what the history says, up to all heads.
void replay(engine::Connection& scratch, const Graph& graph);

/// Runs the upgrades of these revisions in a scratch database, in this order.
void replay(engine::Connection& scratch, const std::vector<const Revision*>& revisions);

}  // namespace retort::migrate
