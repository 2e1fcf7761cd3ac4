// engine::Engine: a database to connect to, with its pool of connections.
//
//   engine::Engine engine("sqlite:///app.db", {.busy_timeout = std::chrono::seconds(2)});
//   auto connection = engine.connect();
//
// Making one opens nothing. connect() hands out an idle connection of the pool or opens a new one;
// a connection returns there with its prepared statements when it is destroyed. A database in
// memory lives as long as its engine and has a single connection, which everyone who asks shares;
// threads have to take turns with it.
// Further files are attached to every connection, and their tables stand beside those of the database
// itself (docs/engine.md says what a transaction over several files promises):
//
//   engine::Engine engine("sqlite:///app.db", {.attach = {{"archive", "archive.db"}}});
//   engine.connect().execute("DELETE FROM archive.notes");
//
// An Engine may be used by many threads at once and must outlive no one: connections keep what they
// need.

#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <retort/engine/advisory_lock.h>
#include <retort/engine/connection.h>
#include <retort/engine/echo.h>
#include <retort/engine/events.h>
#include <retort/engine/function.h>
#include <retort/engine/url.h>

namespace retort::engine {

namespace detail {
class Pool;
}  // namespace detail

/// A database that every connection has beside its own, and the name that SQL has for it.
struct Attached {
  std::string schema;
  /// A path, relative to the working directory, or a URL of the same kind as the engine's. Its options
  /// but for `timeout` are its own; nothing is written to it, and nothing created, where the engine's own
  /// database is not written or created.
  std::string database;
};

struct Options {
  bool foreign_keys = true;
  /// How long a statement waits for another connection's lock.
  std::chrono::milliseconds busy_timeout{5000};
  Echo echo{};
  /// Neither the echo nor errors of the database are given the values that were bound, which may be
  /// passwords. Keys are still named by what the ORM says of rows.
  bool hide_parameters = false;
  /// Do not create the file, and do not write to it.
  bool read_only = false;
  /// Create the file when it is missing.
  bool create = true;
  /// SQLite takes 10, unless it was built otherwise. What is done with a file alone (file(), exists(),
  /// lock(), copy_database()) is done with the engine's own. Where one of them is in memory there is a
  /// single connection, as for an engine in memory.
  std::vector<Attached> attach{};
  /// Prepared statements kept per connection.
  std::size_t statement_cache = 128;
  /// Idle connections kept.
  std::size_t pool_size = 5;
  /// How many more may be in use at once; any number, where nothing is said.
  std::optional<std::size_t> max_overflow{};
  /// How long connect() waits for one of them to come back.
  std::chrono::milliseconds pool_timeout{30000};
  /// What SQL can call, and sort by, on every connection (function.h).
  std::vector<Function> functions{};
  std::vector<Collation> collations{};
  /// Called with each new connection before anyone has it: `PRAGMA journal_mode = WAL` and the like.
  /// What it throws, connect() throws. It must not connect by itself, nor keep the connection. Not
  /// called for scratch databases.
  std::function<void(Connection&)> on_connect{};
  /// What the program is told of connections, transactions, statements and errors (events.h).
  std::vector<Events> events{};
};

class Engine {
 public:
  /// Throws UrlError, and UsageError for names of attached databases that cannot be.
  explicit Engine(std::string_view url, Options options = {});
  explicit Engine(Url url, Options options = {});

  /// Throws ConnectError when the database, or one that is attached, cannot be opened or is none, PoolTimeout when all
  /// connections that there may be are in use.
  Connection connect();

  /// A connection to an empty database of the same kind that nobody else sees and that is gone when
  /// the connection is. Desired schemas are built and scripts are tried in such a one; it has no
  /// echo.
  Connection scratch() const;

  /// Whether there is a database to connect to already, as far as can be told without connecting: a
  /// file that is missing is none. True for a database in memory.
  bool exists() const;

  /// The file of the database, there or not; nothing for a database that is none.
  std::optional<std::filesystem::path> file() const;

  /// Waits for the name's holder to let go; throws BusyError when that takes longer than `timeout`.
  AdvisoryLock lock(std::string_view name, std::chrono::milliseconds timeout);

  const Url& url() const;
  const Dialect& dialect() const;

 private:
  std::shared_ptr<detail::Pool> pool_;
};

}  // namespace retort::engine
